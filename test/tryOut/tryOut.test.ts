/** A try-out from its codes to its end: what it shows, that it leaves nothing behind, and that it cannot serve as a wave. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import mongoose from 'mongoose';
import supertest from 'supertest';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { translator } from '../../server/i18n/translator.ts';
import { deleteExpired } from '../../server/tryOut/changeTryOut.ts';
import { TryOutModel } from '../../server/tryOut/tryOut.ts';
import { smallProvince } from '../campaigns/situation.ts';
import type { FixedClock } from '../support/fixedClock.ts';
import { type Agent, csrfOf, people, postForm, signInAs } from '../support/people.ts';
import { situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const t = translator('fa');
const mark = String(t('tryOut:marked.strong'));
const other = { username: 'maryam', role: 'administrator' } as const;
/** What may change in the store while somebody practises: their own try-out, the trail, and what signing in leaves. */
const itsOwn = ['tryOuts', 'audit', 'auditCheckpoints', 'sessions', 'accounts'];

/** Everything else in the store, collection by collection. */
async function restOfStore(): Promise<Record<string, unknown[]>> {
  const collections = await mongoose.connection.collections;
  const names = Object.values(collections).map(({ collectionName }) => collectionName);
  const read = [...new Set(names)]
    .filter((name) => !itsOwn.includes(name))
    .sort()
    .map(async (name) => [name, await mongoose.connection.collection(name).find().toArray()] as const);
  return Object.fromEntries(await Promise.all(read));
}

describe('the try-out', function () {
  this.timeout(60_000);
  useDatabase({ emptyEach: false });
  let app: Express;
  let clock: FixedClock;
  let keyDir: string;
  let agent: Agent;
  let untouched: Record<string, unknown[]>;
  let codes: string[] = [];

  before(async () => {
    const test = await testApp();
    ({ app, clock } = test);
    keyDir = test.config.keyDir;
    await smallProvince();
    agent = await signInAs(app, people.administrator);
  });

  const page = async (path: string, status = 200, who = agent) =>
    load((await who.get(`/desk/try-out${path}`).expect(status)).text);
  const post = (path: string, fields: Record<string, string> = {}, who = agent) =>
    postForm(who, `/desk/try-out${path}`, fields, '/desk/try-out');
  /** Sends one answer to every statement with a code. */
  const answer = async (code: string, item = 'managerCompetence1', who = agent) =>
    post('/answers', { code, step: '0', go: 'send', nonce: 'x', [`i.${item}`]: '4' }, who);

  it('is a step of the way to the first wave', async () => {
    const home = load((await agent.get('/desk').expect(200)).text);
    const steps = home('.numbered li').get();
    const own = steps.findIndex((one) => home(one).find('a[href="/desk/try-out"]').length === 1);
    assert.equal(own, steps.length - 2, 'before the wave itself');
    assert.ok(!home(steps[own]).hasClass('done'));
  });

  it('begins with a questionnaire that is on offer, and with no other', async () => {
    untouched = await restOfStore();
    const refused = await post('', { instrument: 'nothing' });
    assert.equal(refused.status, 422);
    assert.ok(load(refused.text)('#instrument-error').text());
    assert.equal(await TryOutModel.countDocuments(), 0);
    assert.equal((await post('', { instrument: 'trust' })).status, 303);
    const $ = await page('');
    codes = $('.try-out-code')
      .get()
      .map((one) => $(one).text());
    assert.equal(codes.length, 3);
    assert.match($('main').text(), new RegExp(mark));
    await post('', { instrument: 'culture' });
    assert.deepEqual(
      codes,
      (await page(''))('.try-out-code')
        .get()
        .map((one) => $(one).text()),
      'it goes on',
    );
  });

  it('cannot be counted before anything was answered', async () => {
    assert.equal((await post('/count')).status, 409);
  });

  it('shows employees’ own pages under its mark, each leading back to the desk', async () => {
    const first = await page('/answer/1');
    assert.equal(first('.try-out-strip').length, 1);
    assert.equal(first('#code').val(), codes[0]);
    assert.equal(first('#start').attr('action'), '/desk/try-out/answers');
    const step = load((await post('/answers', { code: codes[0]! })).text);
    assert.equal(step('.try-out-strip').length, 1);
    assert.ok(step('input[type=radio][name^="i."]').length > 0);
    const review = load((await post('/answers', { code: codes[0]!, step: '0', go: 'review' })).text);
    for (const html of [first, step, review])
      assert.ok(!/["/]w\/try-out/.test(html.html()), 'no address of the answering site');
    assert.ok(review('button[formaction^="/desk/try-out/answers#q-"]').length > 0);
  });

  it('takes a code once, however often it is sent at the same time', async () => {
    const sent = await Promise.all([1, 2, 3].map(() => answer(codes[0]!)));
    assert.deepEqual(sent.map(({ status }) => status).sort(), [200, 409, 409]);
    for (const { text } of sent) assert.ok(load(text)('.try-out-strip').length, 'marked');
    const stored = await TryOutModel.findById('sara').lean();
    assert.equal(stored?.answers.length, 1);
    assert.ok(
      !JSON.stringify(stored?.answers).includes(stored!.invitations[0]!.code),
      'answers hold no code',
    );
  });

  it('refuses an empty sheet, as a wave does, and keeps the code', async () => {
    const empty = await post('/answers', { code: codes[1]!, step: '0', go: 'send', nonce: 'x' });
    assert.equal(empty.status, 422);
    assert.equal((await answer(codes[1]!)).status, 200);
  });

  it('is nobody else’s: not another administrator’s, not the answering site’s', async () => {
    const second = await signInAs(app, other);
    const none = await second.get('/desk/try-out/answer/3').expect(303);
    assert.equal(none.headers.location, '/desk/try-out');
    await second.get('/desk/try-out/results/sample').expect(303);
    assert.equal((await answer(codes[2]!, undefined, second)).status, 303);
    const site = await supertest(app).post('/w').type('form').send({ code: codes[2]! });
    assert.equal(site.status, 422, 'the code is unknown where waves are answered');
    await supertest(app).get('/w/try-out').expect(404);
    await supertest(app).get('/waves/try-out/results').expect(404);
    await agent.get('/desk/waves/try-out').expect(404);
    await agent.get('/desk/waves/try-out/invitations').expect(404);
  });

  it('knows no code of a wave', async () => {
    const { wave, codes: ofOffices } = await situation.openWave({ keyDir, offices: 2, invitations: 1 });
    const tried = await answer(ofOffices.office1?.[0] ?? '');
    assert.equal(tried.status, 422);
    await mongoose.connection.collection('waves').deleteOne({ _id: wave._id as never });
    await mongoose.connection.collection('invitations').deleteMany({});
  });

  it('shows results by the rules of every wave, and says that they are examples', async () => {
    assert.equal((await post('/count')).status, 303);
    assert.equal((await answer(codes[2]!)).status, 303, 'closed');
    for (const office of ['sample', 'sampleLarge']) {
      const $ = await page(`/results/${office}`);
      assert.equal($('.try-out-strip').length, 1);
      assert.ok($('.verdict-sentence').text(), office);
    }
    const small = await page('/results/sampleSmall');
    assert.equal(small('.verdict-sentence').length, 0, 'six people are reported with the office above');
    assert.match(small('main').text(), /فرمانداری نمونه/);
    await page('/results/nowhere', 404);
  });

  it('has stored nothing but itself', async () => {
    assert.deepEqual(await restOfStore(), untouched);
    const lists = ['/waves', '/reports', '/bank', '/system/retention', '/imports', '/papers'];
    const title = String(t('tryOut:office.sample'));
    for (const path of lists) {
      const { text } = await agent.get(`/desk${path}`);
      assert.ok(!text.includes(title) && !text.includes('/try-out/'), path);
    }
  });

  it('is gone when it ends, but for the trail, and its step is done', async () => {
    assert.equal((await post('/deletion')).status, 303);
    assert.equal(await TryOutModel.countDocuments(), 0);
    assert.deepEqual(await restOfStore(), untouched);
    const trail = (await AuditModel.find().sort({ _id: 1 }).lean()).map(({ action }) => action);
    assert.deepEqual(
      trail.filter((action) => action.startsWith('tryOut.')),
      ['tryOut.start', 'tryOut.count', 'tryOut.delete'],
    );
    const home = load((await agent.get('/desk').expect(200)).text);
    const own = home('.numbered li').filter((_, one) => home(one).find('a[href="/desk/try-out"]').length > 0);
    assert.ok(own.hasClass('done'));
  });

  it('ends by itself, and is not shown after its time', async () => {
    await post('', { instrument: 'trust' });
    clock.advanceHours(73);
    agent = await signInAs(app, people.administrator);
    const $ = await page('');
    assert.equal($('.try-out-code').length, 0);
    assert.ok(csrfOf($.html()));
    await deleteExpired(clock.now());
    assert.equal(await TryOutModel.countDocuments(), 0);
  });
});
