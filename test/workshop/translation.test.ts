/** The translation bench: states of texts, the second person, the workbook out and back, and which languages a wave is answered in. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { askableLanguages } from '../../server/instruments/askableLanguages.ts';
import { findInstrument } from '../../server/instruments/catalogue.ts';
import { StoredInstrumentModel } from '../../server/instruments/storedInstrument.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { beginDraft } from '../../server/workshop/draft/beginDraft.ts';
import { textsOfDraft } from '../../server/workshop/translation/saveTranslations.ts';
import { launch, makeDraft, smallProvince } from '../campaigns/situation.ts';
import { noon } from '../support/fixedClock.ts';
import { type Agent, csrfOf, people, signInAs } from '../support/people.ts';
import { instrument } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { editing, formFields, second } from './supportWorkshop.ts';

describe('the translation bench', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let agent: Agent;
  let other: Agent;
  const editor = editing(() => agent, 'trust');
  const bench = `${editor.base}/translation`;
  const stateOf = async (id: string, language: 'en' | 'azb' = 'en') =>
    (await textsOfDraft(await editor.draft())).find((one) => one.id === id)?.states[language].state;
  const save = async (who: Agent, fields: Record<string, string>) => {
    const page = await who.get(`${bench}?part=d.managerCompetence`).expect(200);
    return who
      .post(bench)
      .type('form')
      .send({ ...formFields(page.text, '.bench'), ...fields });
  };
  const one = 'item.managerCompetence1';
  const competence = instrument('trust').dimensions.findIndex(({ id }) => id === 'managerCompetence');

  before(async () => {
    test = await testApp();
    await smallProvince();
    agent = await signInAs(test.app, people.administrator);
    other = await signInAs(test.app, second);
    await beginDraft('trust', { actor: people.administrator.username, now: noon });
  });

  it('takes what came with a version for checked, and is stale when the Persian changes', async () => {
    assert.equal(await stateOf(one), 'checked');
    assert.equal(await stateOf(one, 'azb'), 'missing');
    await editor.save('d.managerCompetence', 'managerCompetence1', {
      'text.fa': 'مدیر مستقیم من کار را خوب می‌شناسد.',
    });
    assert.equal(await stateOf(one), 'stale');
    const page = load((await agent.get(`${bench}?show=stale`).expect(200)).text);
    assert.equal(page('.bench-row').length, 1);
    assert.match(page('.bench-row').text(), /پیش از این/);
  });

  it('makes a rewritten translation a draft, which another person checks and its writer cannot', async () => {
    assert.equal(
      (await save(agent, { [`en:${one}`]: 'My direct manager knows the work well.' })).status,
      303,
    );
    assert.equal(await stateOf(one), 'draft');
    const refused = await save(agent, { [`state:en:${one}`]: 'checked' });
    assert.equal(refused.status, 422);
    assert.equal(await stateOf(one), 'draft');
    assert.equal((await save(other, { [`state:en:${one}`]: 'checked' })).status, 303);
    assert.equal(await stateOf(one), 'checked');
    await save(agent, { [`en:${one}`]: 'My direct manager knows the work very well.' });
    assert.equal(await stateOf(one), 'draft', 'another wording is to be checked anew');
  });

  it('tells the second of two translators what the first wrote, and saves nothing over it', async () => {
    const page = await other.get(`${bench}?part=d.managerCompetence`).expect(200);
    const late = formFields(page.text, '.bench');
    await save(agent, { [`en:${one}`]: 'My direct manager has a grasp of the work.' });
    const refused = await other
      .post(bench)
      .type('form')
      .send({ ...late, [`en:${one}`]: 'Another wording.' });
    assert.equal(refused.status, 422);
    assert.match(load(refused.text)('main').text(), /has a grasp of the work/);
    assert.equal(
      (await editor.draft()).content.dimensions[competence]?.items[0]?.text.en,
      'My direct manager has a grasp of the work.',
    );
  });

  it('goes out as a workbook and comes back by ids, and refuses what it would have to guess', async () => {
    const out = await agent
      .get(`${bench}/file`)
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () => done(null, Buffer.concat(parts)));
      });
    const upload = async (bytes: Buffer, name: string) => {
      const page = await agent.get(bench);
      return agent.post(`${bench}/file`).field('_csrf', csrfOf(page.text)).attach('file', bytes, name);
    };
    const before = (await editor.draft()).number;
    assert.equal((await upload(out.body as Buffer, 'out.xlsx')).status, 303);
    assert.equal((await editor.draft()).number, before, 'what went out changes nothing when it comes back');
    const { content } = await editor.draft();
    const [first, next] = content.dimensions[competence]!.items;
    const table = (rows: string[][]) => Buffer.from(rows.map((row) => row.join(',')).join('\n'));
    const faults = table([
      ['id', 'fa', 'en'],
      ['item.nothing', first!.text.fa, 'x'],
      [one, `${first!.text.fa} دیگر`, 'x'],
      ['item.managerCompetence2', next!.text.fa, 'x'],
      ['item.managerCompetence2', next!.text.fa, 'y'],
    ]);
    const refused = await upload(faults, 'faults.csv');
    assert.equal(refused.status, 422);
    assert.equal(load(refused.text)('.error-summary li').length, 3, 'all faults at once');
    assert.equal((await editor.draft()).number, before);
    const good = table([
      ['fa', 'id', 'azb'],
      [next!.text.fa, 'item.managerCompetence2', 'مودیریم'],
    ]);
    assert.equal((await upload(good, 'good.csv')).status, 303);
    assert.equal((await editor.draft()).content.dimensions[competence]?.items[1]?.text.azb, 'مودیریم');
    assert.equal((await editor.draft()).content.dimensions[competence]?.items[1]?.text.en, next!.text.en);
  });

  it('offers a language only when all of it is checked, and then the pages of a wave are in it', async () => {
    await editor.send('classes', { 'class.managerCompetence1': 'changed', 'reason.managerCompetence1': '' });
    assert.equal((await editor.send('submission')).status, 303);
    assert.equal((await editing(() => other, 'trust').send('approval')).status, 303);
    const version = await findInstrument('trust', 3);
    assert.deepEqual(await askableLanguages([version!]), ['fa'], 'one English text is a draft');
    assert.deepEqual(await askableLanguages([instrument('culture')]), ['fa', 'en']);
    const id = await makeDraft(agent);
    await launch(agent, id);
    assert.deepEqual((await WaveModel.findById(id).lean())?.languages, ['fa']);
    const page = load((await supertest(test.app).get(`/en/w/${id}`).expect(200)).text);
    assert.equal(page('html').attr('lang'), 'fa');
    assert.equal(page('a[hreflang=en]').length, 0, 'and no way to a language that it does not have');
    await StoredInstrumentModel.updateOne({ _id: 'trust@3' }, { $set: { checked: ['fa', 'en'] } });
    assert.deepEqual(await askableLanguages([version!]), ['fa', 'en']);
  });

  it('keeps what was said of single texts for the draft of the next version', async () => {
    await beginDraft('trust', { actor: people.administrator.username, now: noon });
    await StoredInstrumentModel.updateOne({ _id: 'trust@3' }, { $set: { checked: ['fa'] } });
    assert.equal(await stateOf(one), 'draft');
  });
});
