/** What a form says above its fields when it comes back: one error is its own sentence, several fields are counted, and none is never. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { renderView } from '../../server/http/renderPage.ts';
import { translator } from '../../server/i18n/translator.ts';

const t = translator('fa');
const field = (name: string) => ({ field: name, message: 'errors:field' });
const whole = { field: '', message: 'errors:csrf' };

async function summaryOf(errors: { field: string; message: string }[]) {
  return load(await renderView('components/errorSummary', { errors, t }));
}

describe('the summary of errors above a form', () => {
  it('is the sentence alone when there is one error, linked to its field if it has one', async () => {
    const one = await summaryOf([field('headcounts.ea')]);
    assert.equal(one('.error-summary[role=alert][autofocus] a[href="#headcounts-ea"]').length, 1);
    assert.equal(one('.error-summary').text().trim(), t('errors:field'));
    assert.equal((await summaryOf([whole]))('.error-summary').text().trim(), t('errors:csrf'));
  });

  it('counts fields, not errors', async () => {
    const $ = await summaryOf([field('name'), field('office'), field('office'), whole]);
    assert.equal($('h2').text(), t('errors:summary', { count: 2 }));
    assert.equal($('li').length, 4);
  });

  it('counts nothing where several errors speak of no field or of one', async () => {
    assert.equal((await summaryOf([field('name'), whole]))('h2').length, 0);
    assert.equal((await summaryOf([]))('.error-summary').length, 0);
  });
});
