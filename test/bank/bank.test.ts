/** The bank of items: found by folded words, told only what released waves show of the whole, and taken into drafts with identity kept. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { bankOf, findItem, searchBank } from '../../server/bank/bankEntries.ts';
import { purgeWave } from '../../server/campaigns/purgeWave.ts';
import { importWave } from '../../server/imports/importWave.ts';
import { currentInstruments } from '../../server/instruments/catalogue.ts';
import type { Instrument } from '../../server/instruments/instrument.ts';
import { StoredInstrumentModel } from '../../server/instruments/storedInstrument.ts';
import { PublishedReportModel } from '../../server/reports/published/publishedModels.ts';
import type { Reliability } from '../../server/reports/published/reportObject.ts';
import { csvLines } from '../../server/tables/csv.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { beginBlank } from '../../server/workshop/draft/beginDraft.ts';
import { getDraft } from '../../server/workshop/draft/getDraft.ts';
import { textsOfDraft } from '../../server/workshop/translation/saveTranslations.ts';
import { dimension, smallInstrument } from '../instruments/smallInstrument.ts';
import { shownDimension } from '../reports/supportReports.ts';
import { fixedClock, noon } from '../support/fixedClock.ts';
import { type Agent, csrfOf, people, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { formFields } from '../workshop/supportWorkshop.ts';

const context = { actor: people.administrator.username, now: noon };
const small = smallInstrument();
small.dimensions[0]!.items[0]!.text = { fa: 'تصمیم‌گیریِ ما روشن است.', en: 'Our decisions are clear.' };
const offices = ['12', '12-1'].map((code, at) => ({
  code,
  level: at ? ('governorate' as const) : ('province' as const),
  nameFa: code,
  parent: at ? '12' : null,
  headcount: 200,
}));

/** Answers that hang together, so that there is a reliability. */
async function released(title: string, rows: number, instrument: Instrument = small): Promise<string> {
  const items = instrument.dimensions.flatMap((one) => one.items);
  const lines = Array.from({ length: rows }, (_, row) => [
    row % 2 ? '12' : '12-1',
    ...items.map(({ reverse }, at) => {
      const answer = 1 + ((row * 7 + (at % 2) * (row % 3)) % 5);
      return String(reverse ? 6 - answer : answer);
    }),
  ]);
  const { wave } = await importWave({
    ...{ title, instruments: [instrument], offices, officesFile: 'o.csv', responsesFile: 'r.csv' },
    responses: Buffer.from(csvLines([['office', ...items.map(({ id }) => id)], ...lines])),
    ...{ opensAt: null, closesAt: null, minimum: 5, previous: null, clock: fixedClock() },
  });
  return wave;
}

describe('the bank of items', () => {
  useDatabase({ emptyEach: false });
  let agent: Agent;
  let whole: string;

  before(async () => {
    const test = await testApp();
    agent = await signInAs(test.app, people.administrator);
    await StoredInstrumentModel.create({ _id: 'small@1', instrument: small });
    const other = smallInstrument({ id: 'other', dimensions: [dimension('a', 2), dimension('c', 1)] });
    other.dimensions[0]!.items[0]!.text.fa = 'متنی دیگر با همان شناسه';
    await StoredInstrumentModel.create({ _id: 'other@1', instrument: other });
    whole = await released('دورهٔ منتشرشده', 60);
  });

  const page = async (path: string) => load((await agent.get(path).expect(200)).text);
  const take = async (draft: string, items: string[]) => {
    const list = await agent.get(`/desk/bank?into=${draft}`).expect(200);
    return agent
      .post(`/desk/instruments/${draft}/draft/taken`)
      .type('form')
      .send({ _csrf: csrfOf(list.text), item: items });
  };
  const blank = (id: string, scale: 'agreement' | 'amount' = 'agreement') =>
    beginBlank({ id, title: { fa: id }, scale }, context);

  it('finds items by words however they are typed, by ids, and by dimension', async () => {
    const bank = bankOf(await currentInstruments());
    const ids = (words: string, of = '') => searchBank(bank, { words, of }).map(({ item }) => item.id);
    for (const typed of ['تصميم گيري', 'تصمیم‌گیری', 'تصمیمگیری روشن', 'OUR decisions'])
      assert.ok(ids(typed, 'small').includes('a1'), typed);
    assert.deepEqual(ids('تصمیم‌گیری بی‌ربط', 'small'), []);
    assert.deepEqual(ids('', 'small/b'), ['b1', 'b2']);
    const $ = await page('/desk/bank?q=participation3&of=culture');
    assert.equal($('.bank-items li').length, 1);
  });

  it('keeps one id with two wordings apart, and one wording of two instruments together', async () => {
    const bank = bankOf(await currentInstruments());
    const a1 = bank.items.filter(({ item }) => item.id === 'a1');
    assert.deepEqual(
      a1.map(({ users }) => users.map(({ id }) => id)),
      [['other'], ['small']],
    );
    const [a2, ...more] = bank.items.filter(({ item }) => item.id === 'a2');
    assert.deepEqual([a2?.users.length, more.length], [2, 0]);
    const other = await page('/desk/bank/other/a/a1');
    assert.equal(other('table').length, 0, 'answers to another wording are not its answers');
  });

  it('tells of a released wave what the report of the whole shows', async () => {
    const found = await PublishedReportModel.findById(`${whole}:12:subtree`).lean();
    const part = shownDimension(found?.report ?? assert.fail(), 'a');
    const { alpha } = part.reliability as Reliability;
    assert.ok(alpha !== null && alpha > 0.5);
    const two = new Intl.NumberFormat('fa', { maximumFractionDigits: 2, minimumFractionDigits: 2 });
    const dimensionPage = await page('/desk/bank/small/a');
    const cells = dimensionPage('tbody tr').first().find('th, td').toArray();
    assert.equal(dimensionPage(cells[4]).text(), two.format(alpha));
    assert.equal(dimensionPage(cells[2]).text(), '۲');
    const itemPage = await page('/desk/bank/small/a/a1');
    const rest = found?.more?.instruments[0]?.items.a?.find(({ id }) => id === 'a1')?.itemTotal ?? 0;
    assert.equal(itemPage('tbody td').eq(3).text(), two.format(rest).replace('-', '−'));
    assert.equal(itemPage('table').last().find('tbody td').length, small.scale.points);
  });

  it('tells nothing of a wave that is not released, nor what its report hides', async () => {
    const rows = async () => (await page('/desk/bank/small/b'))('tbody tr').length;
    const before = await rows();
    const hidden = await released('نامنتشر', 60);
    await WaveModel.updateOne({ _id: hidden }, { $set: { state: 'counted', releasedAt: null } });
    assert.equal(await rows(), before);
    await released('کوچک', 7);
    const few = (await page('/desk/bank/small/b'))('tbody tr').filter((_, row) =>
      load(row).text().includes('کوچک'),
    );
    assert.equal(few.length, 1);
    assert.doesNotMatch(load(few.html() ?? '').text(), /٫/, 'no coefficient of seven people');
    const item = await page('/desk/bank/small/b/b1');
    assert.doesNotMatch(item('table').last().text(), /کوچک/, 'nor a distribution');
  });

  it('takes items into a draft with id, wordings and key, and says what it does not take', async () => {
    await blank('mine');
    const done = await take('mine', ['culture/participation/participation1', 'small/a/a2']);
    assert.equal(done.headers.location, '/desk/instruments/mine/draft?part=d.participation#participation1');
    const { content } = await getDraft('mine');
    const bank = bankOf(await currentInstruments());
    const source = findItem(bank, 'culture/participation/participation1');
    const { change: _, ...kept } = source!.item;
    assert.deepEqual(content.dimensions[0], { ...source!.dimension, items: [kept] });
    assert.equal(content.dimensions[1]?.items[0]?.reverse, true);
    const states = (await textsOfDraft(await getDraft('mine'))).find(
      ({ id }) => id === 'item.participation1',
    );
    assert.equal(states?.states.en.state, 'checked', 'a checked translation stays checked');
    const before = (await getDraft('mine')).number;
    await take('mine', ['culture/participation/participation1']);
    assert.equal((await getDraft('mine')).number, before, 'what is there already makes no state');
    await take('mine', ['small/a/a1', 'other/a/a1']);
    const ids = (await getDraft('mine')).content.dimensions.flatMap(({ items }) => items.map(({ id }) => id));
    assert.deepEqual(ids, ['participation1', 'a2', 'a1'], 'an id comes once');
  });

  it('refuses an id that a version of the instrument gave to something else, and tells of another scale', async () => {
    await blank('loud', 'amount');
    await take('loud', ['small/a/a1']);
    const told = load((await agent.get('/desk/instruments/loud/draft')).text);
    assert.match(told('.notice').text(), /مقیاس دیگری/);
    await agent
      .post('/desk/instruments/other/draft')
      .type('form')
      .send({ _csrf: csrfOf((await agent.get('/desk/instruments/other')).text) });
    const { number } = await getDraft('other');
    await take('other', ['small/a/a1']);
    assert.equal((await getDraft('other')).number, number);
    const refused = load((await agent.get('/desk/bank?into=other')).text);
    assert.match(refused('.notice').text(), /گویهٔ دیگری/);
  });

  it('makes a short form of chosen items, or of those that keep most of what released waves show', async () => {
    const address = '/desk/instruments/small/short-form';
    const form = await agent.get(address).expect(200);
    assert.match(form.text, /دورهٔ منتشرشده/);
    const send = (fields: Record<string, unknown>) =>
      agent
        .post(address)
        .type('form')
        .send({ ...formFields(form.text, 'form[action$="/short-form"]'), ...fields });
    const suggested = load((await send({ act: 'suggest', per: '۲' })).text);
    assert.equal(suggested('fieldset').first().find('input[checked]').length, 2);
    assert.match(suggested('fieldset').first().find('strong').text(), /٪/);
    assert.equal(suggested('fieldset').last().find('strong').text().match(/۱۰۰٪/)?.length, 1, 'two of two');
    assert.equal((await send({ act: 'create' })).status, 422, 'nothing is chosen');
    assert.equal((await send({ act: 'create', item: ['a1'], id: 'other' })).status, 422);
    const made = await send({ act: 'create', item: ['a1', 'a3', 'b2'], id: 'small-brief' });
    assert.equal(made.headers.location, '/desk/instruments/small-brief/draft');
    const { content, translations } = await getDraft('small-brief');
    assert.deepEqual(content.shortFormOf, { id: 'small', version: 1 });
    const [a, b] = small.dimensions;
    assert.deepEqual(content.dimensions, [
      { ...a, items: [a?.items[0], a?.items[2]] },
      { ...b, items: [b?.items[1]] },
    ]);
    assert.ok(translations.some(({ text, state }) => text === 'item.a1' && state === 'checked'));
    assert.equal((await agent.get('/desk/instruments/culture-short/short-form')).status, 404);
  });

  it('says where items come from, and lets an administrator write it', async () => {
    const shipped = await page('/desk/bank/culture/participation');
    assert.match(shipped('aside').text(), /دنیسون/);
    const own = await agent.get('/desk/bank/small/b').expect(200);
    const post = (fields: object) =>
      agent
        .post('/desk/bank/small/b')
        .type('form')
        .send({ _csrf: csrfOf(own.text), ...fields });
    assert.equal((await post({ source: 'پایان‌نامه', licence: '' })).status, 422);
    assert.equal((await post({ source: 'پایان‌نامهٔ ۱۴۰۳', licence: 'با اجازهٔ نویسنده' })).status, 303);
    assert.match((await page('/desk/bank/small/b/b1'))('aside').text(), /با اجازهٔ نویسنده/);
    assert.equal((await agent.get('/desk/bank/small/none')).status, 404);
  });

  it('forgets a wave whose results were deleted, though it has shown it before', async () => {
    const told = async () => (await page('/desk/bank/small/a'))('tbody').text().includes('دورهٔ منتشرشده');
    assert.equal(await told(), true);
    await purgeWave((await WaveModel.findById(whole).lean()) ?? assert.fail(), context);
    assert.equal(await told(), false);
  });
});
