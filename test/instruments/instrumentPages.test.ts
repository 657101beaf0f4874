/** The instrument pages: list, one with all its statements, export, and taking in a file with all its errors. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { translator } from '../../server/i18n/translator.ts';
import { findInstrument } from '../../server/instruments/catalogue.ts';
import { type Agent, csrfOf, people, signInAs } from '../support/people.ts';
import { instrument } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const t = translator('fa');

describe('instrument pages', () => {
  useDatabase();
  let agent: Agent;
  let test: Awaited<ReturnType<typeof testApp>>;
  beforeEach(async () => {
    test = await testApp();
    agent = await signInAs(test.app, people.administrator);
  });

  async function upload(text: string, act = 'store') {
    const page = await agent.get('/desk/instruments/new').expect(200);
    return agent
      .post('/desk/instruments')
      .field('_csrf', csrfOf(page.text))
      .field('act', act)
      .attach('file', Buffer.from(text), 'instrument.json');
  }
  const newer = () => ({ ...instrument('trust'), version: 3 });

  it('lists the instruments and shows every statement of one, in Persian and in English', async () => {
    const list = load((await agent.get('/desk/instruments').expect(200)).text);
    assert.equal(list('html').attr('dir'), 'rtl');
    assert.ok(list('tbody tr').length >= 5);
    const shown = load((await agent.get('/desk/instruments/trust').expect(200)).text);
    const items = instrument('trust').dimensions.flatMap((dimension) => dimension.items);
    for (const { text } of items) assert.ok(shown('main').text().includes(text.fa), text.fa);
    await agent.get('/desk/instruments?lang=en').expect(303);
    const english = load((await agent.get('/desk/instruments/trust').expect(200)).text);
    assert.equal(english('html').attr('dir'), 'ltr');
    assert.ok(
      english('main')
        .text()
        .includes(items[0]?.text.en ?? ''),
    );
  });

  it('is not found for an unknown instrument or version', async () => {
    assert.equal((await agent.get('/desk/instruments/nothing')).status, 404);
    assert.equal((await agent.get('/desk/instruments/trust?version=99')).status, 404);
  });

  it('is open to analysts for reading only, and closed to managers and auditors', async () => {
    const analyst = await signInAs(test.app, people.analyst);
    await analyst.get('/desk/instruments/trust').expect(200);
    assert.equal((await analyst.get('/desk/instruments/new')).status, 403);
    for (const person of [people.manager, people.auditor]) {
      const other = await signInAs(test.app, person);
      assert.equal((await other.get('/desk/instruments')).status, 403);
    }
  });

  it('exports a file that can be taken in again as a new version', async () => {
    const file = await agent.get('/desk/instruments/trust/file').expect(200);
    const exported = JSON.parse(file.text);
    assert.deepEqual(exported, instrument('trust'));
    assert.equal((await upload(JSON.stringify({ ...exported, version: 3 }))).status, 303);
    assert.equal((await findInstrument('trust'))?.version, 3);
    for (const version of [1, 2]) assert.equal((await findInstrument('trust', version))?.version, version);
  });

  it('names every error of a file with line and column, and stores nothing', async () => {
    const wrong = newer();
    const broken = { ...wrong, version: 'دو', ideal: 200, scale: { ...wrong.scale, points: 4 } };
    const answer = await upload(JSON.stringify(broken, null, 2));
    assert.equal(answer.status, 422);
    const $ = load(answer.text);
    const told = $('.error-summary li')
      .toArray()
      .map((line) =>
        $(line)
          .text()
          .replaceAll(/[\u2068\u2069]/g, ''),
      );
    assert.equal(told.length, 3);
    assert.match(told.shift()!, /\(version\): اینجا عددی لازم است؛ نوشته شده: «دو»$/);
    assert.match(
      told[0]!,
      /^سطر ۱[۰-۹]*، ستون [۰-۹]+ \(scale\.labels\): برای هر درجهٔ مقیاس یک برچسب لازم است، در مجموع ۴؛/,
    );
    assert.match(told[1]!, /\(ideal\): نمره باید از ۰ تا ۱۰۰ باشد؛ نوشته شده: «۲۰۰»$/);
    assert.match($('main').text(), new RegExp(t('errors:nothingChanged')));
    assert.equal((await findInstrument('trust'))?.version, 2);
  });

  it('says where a file is no JSON in the language of the reader', async () => {
    assert.match(
      load((await upload('{"id" "x"}')).text)('.error-summary li').text(),
      /^سطر ۱، ستون ۷: .*دونقطه/,
    );
    await agent.get('/desk/instruments?lang=en').expect(303);
    const english = load((await upload('{"id" "x"}')).text)('.error-summary li').text();
    assert.equal(english, 'line 1, column 7: put a colon after the name of the field');
  });

  it('refuses a version that exists, a missing file, and stores nothing when only checking', async () => {
    assert.equal((await upload(JSON.stringify(instrument('trust')))).status, 422);
    assert.equal((await upload(JSON.stringify(newer()), 'check')).status, 303);
    assert.equal((await findInstrument('trust'))?.version, 2);
    const page = await agent.get('/desk/instruments/new');
    const empty = await agent
      .post('/desk/instruments')
      .field('_csrf', csrfOf(page.text))
      .field('act', 'store');
    assert.equal(empty.status, 422);
    assert.match(empty.text, new RegExp(t('instruments:noFile')));
  });
});
