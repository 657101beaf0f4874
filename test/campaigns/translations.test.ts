/** Title and first page of a wave in other languages: written in the step of words, shown with Persian where a text is missing, and on paper. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { fallingBack, waveIn } from '../../server/waves/firstPageIn.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { valuesFor } from '../../server/waves/words/wordValues.ts';
import { binary, folded, pdfPages } from '../support/pdf.ts';
import { postForm } from '../support/people.ts';
import { situation } from '../support/situation.ts';
import { useDesk } from '../support/useDesk.ts';
import { makeDraft, onlyWave, smallProvince } from './situation.ts';

const english = {
  titleEn: 'Culture at work',
  sponsorEn: 'Governorate-General',
  purposeEn: 'To plan the year.',
};

describe('the first page in each language', () => {
  const desk = useDesk(smallProvince, { emptyEach: true });

  it('is written beside the Persian one, keeps what stays empty in Persian, and says which', async () => {
    const id = await makeDraft(desk.agent);
    const path = `/desk/waves/${id}/edit/words`;
    const page = load((await desk.agent.get(path).expect(200)).text);
    const fields = Object.fromEntries(
      page('#step')
        .serializeArray()
        .map(({ name, value }) => [name, value]),
    );
    await WaveModel.updateOne({ _id: id }, { previewReadAt: desk.clock.now() });
    assert.equal((await postForm(desk.agent, `/desk/waves/${id}`, { ...fields, go: 'leave' })).status, 303);
    assert.ok((await onlyWave()).previewReadAt, 'nothing was changed by saving the same');
    const saved = await postForm(desk.agent, `/desk/waves/${id}`, { ...fields, ...english, go: 'leave' });
    assert.equal(saved.status, 303);
    const wave = await onlyWave();
    assert.equal(wave.previewReadAt, null);
    assert.deepEqual(wave.translations?.en, {
      ...{ title: 'Culture at work', sponsor: 'Governorate-General', purpose: 'To plan the year.' },
    });
    const { contact } = wave.firstPage;
    assert.deepEqual(waveIn(wave, 'en').firstPage.contact, contact);
    assert.ok(fallingBack(wave, 'en').includes('contact'));
    assert.equal(waveIn(wave, 'azb').title, wave.title);
    const again = load((await desk.agent.get(path)).text);
    assert.equal(again('#titleEn').val(), 'Culture at work');
    assert.match(again('details.other-language[open] .note').text(), /مرجع پاسخ/);
    const long = await postForm(desk.agent, `/desk/waves/${id}`, { ...fields, sponsorEn: 'x'.repeat(201) });
    assert.ok(load(long.text)('#sponsorEn[aria-invalid]').length);
    const words = valuesFor({ ...wave, instruments: [] }, 'en', '');
    assert.deepEqual([words.wave, words.organisation], ['Culture at work', 'Governorate-General']);
    assert.equal(valuesFor({ ...wave, instruments: [] }, 'fa', '').wave, wave.title);
  });

  it('is what people who answer see, each in their language', async () => {
    const translations = { en: { title: 'Culture at work', contact: 'Call 123' } };
    const { wave } = await situation.openWave({ keyDir: desk.config.keyDir, wave: { translations } });
    const read = async (prefix: string) =>
      load((await supertest(desk.app).get(`${prefix}/w/${wave._id}`).expect(200)).text);
    const en = await read('/en');
    assert.match(en('h1').text(), /Culture at work/);
    assert.match(en.root().text(), /Call 123/);
    const sheet = load(en('#questionnaire').html() ?? '');
    assert.ok(sheet('.part').length > 3);
    assert.doesNotMatch(sheet.root().text(), /shown in Persian/, 'the questionnaire itself is in English');
    assert.match((await read(''))('h1').text(), new RegExp(wave.title));
  });

  it('is seen on paper before the launch, marked as a preview', async () => {
    const id = await makeDraft(desk.agent);
    const whole = load((await desk.agent.get(`/desk/waves/${id}/preview/whole`).expect(200)).text);
    const href = whole(`a[href$="/preview/paper"]`).attr('href')!;
    const { headers, body } = await desk.agent
      .get(href)
      .buffer(true)
      .parse(binary as never)
      .expect(200);
    assert.match(String(headers['content-type']), /pdf/);
    const pages = await pdfPages(body as Buffer);
    assert.ok(pages.every(({ persian }) => folded(persian).includes(folded('پیش‌نمایش'))));
    assert.ok((await onlyWave()).state === 'draft');
  });
});
