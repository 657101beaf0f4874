/** A suggestion from the first word to the last answer, in the way with script and in the way without. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import supertest from 'supertest';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { deliverDaily } from '../../server/suggestions/deliverItems.ts';
import { codeWords } from '../../server/suggestions/sealing/codeWords.ts';
import { readTrackingCode, writeTrackingCode } from '../../server/suggestions/sealing/trackingCode.ts';
import { SuggestionModel } from '../../server/suggestions/suggestion.ts';
import { WaitingItemModel } from '../../server/suggestions/waitingItem.ts';
import { people, postForm, signInAs } from '../support/people.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { fewOffices, follow, idea, sendIdea, writeAgain } from './sender.ts';

const at = (office: string) => [{ office, from: null, to: null }];
const reviewer = { ...people.reviewer, grants: at('ahar') };
const day = 24;

describe('tracking codes', () => {
  it('are eight of 1,024 words that no two spell alike, and are read as people type them', () => {
    const code = [0, 1, 2, 500, 900, 1023, 7, 8];
    assert.equal(new Set(codeWords).size, 1024);
    assert.deepEqual(readTrackingCode(writeTrackingCode(code)), code);
    const numbered = code.map((word, place) => `${place + 1}. ${codeWords[word]}،`).join('\n');
    assert.deepEqual(readTrackingCode(numbered.replaceAll('ی', 'ي').replaceAll('ک', 'ك')), code);
    assert.deepEqual(readTrackingCode('1000 1001 ۱۰۰۲ 1500 1900 2023 1007 1008'), code);
    assert.equal(readTrackingCode('1000 1001'), null);
    assert.equal(readTrackingCode(`${writeTrackingCode(code.slice(1))} نیست‌درفهرست`), null);
  });
});

describe('a suggestion', () => {
  useDatabase();
  let test: TestApp;
  let app: Express;
  before(async () => {
    test = await testApp();
    ({ app } = test);
  });
  beforeEach(fewOffices);
  const deliver = async () => {
    test.clock.advanceHours(7 * day);
    return deliverDaily(test.config.keyDir, test.clock.now());
  };
  const reviewOf = async () => (await SuggestionModel.findOne().orFail().lean()).review;

  it('is sealed by the browser, opened with others, answered, and read with its code alone', async () => {
    const { code, body, reply } = await sendIdea(app);
    assert.equal(reply.status, 200, JSON.stringify(reply.body));
    assert.deepEqual(
      (await supertest(app).post('/suggestions/items').send(body)).body,
      reply.body,
      'sent twice',
    );
    assert.equal((await follow(app, code)).state, 'دریافت شد');
    assert.equal(await deliver(), 1);
    const agent = await signInAs(app, reviewer);
    const list = await agent.get('/desk/suggestions').expect(200);
    assert.match(list.text, /برگهٔ راهنمای مدارک/);
    const address = `/desk/suggestions/${await reviewOf()}`;
    await postForm(agent, `${address}/review`, {}, address);
    const refused = await postForm(agent, `${address}/answers`, { decision: 'notDone', text: '' }, address);
    assert.equal(refused.status, 422);
    await postForm(agent, `${address}/answers`, { decision: 'question', text: 'کدام درخواست‌ها؟' }, address);
    const asked = await follow(app, code);
    assert.deepEqual(asked.texts, [idea.text, 'کدام درخواست‌ها؟']);
    const again = await writeAgain(app, code, 'گواهی اشتغال.');
    assert.equal(again.reply.status, 200);
    await deliver();
    await supertest(app).post('/suggestions/items').send(again.body).expect(200);
    await deliver();
    assert.deepEqual((await follow(app, code)).texts, [idea.text, 'کدام درخواست‌ها؟', 'گواهی اشتغال.']);
    const planned = {
      decision: 'planned',
      text: 'پذیرفته شد.',
      post: 'مسئول دبیرخانه',
      doneBy: '۱۴۰۵/۱۱/۱۵',
    };
    await postForm(agent, `${address}/answers`, planned, address);
    await postForm(agent, `${address}/completion`, { said: 'نصب شد.' }, address);
    await postForm(agent, `${address}/publication`, { title: 'برگهٔ راهنما', outcome: 'نصب شد.' }, address);
    const over = await follow(app, code);
    assert.equal(over.state, 'انجام شد');
    assert.equal(over.page('form#write').length, 0, 'nobody would read a further message');
    assert.match(over.page.root().text(), /پیشنهاد جدیدی بفرستید/);
    assert.match((await supertest(app).get('/suggestions').expect(200)).text, /برگهٔ راهنما/);
    const actions = (await AuditModel.find().lean()).map(({ action }) => action);
    for (const action of ['review', 'question', 'planned', 'done', 'publish'])
      assert.ok(actions.includes(`suggestion.${action}`), action);
  });

  it('goes without script from form to code to receipt, and comes back the same way', async () => {
    const fields = { ...idea, mayPublish: 'yes' };
    const post = (path: string, body: object) => supertest(app).post(path).type('form').send(body);
    assert.equal((await post('/suggestions/new', { ...fields, office: 'siah' })).status, 422, 'four people');
    const page = load((await post('/suggestions/new', fields).expect(200)).text);
    const code = String(page('input[name=code]').val());
    const hidden = Object.fromEntries(
      page('form input[type=hidden]')
        .toArray()
        .map((node) => [page(node).attr('name'), page(node).val()]),
    );
    assert.equal((await post('/suggestions/new', { ...hidden, again: 'انار' })).status, 422);
    assert.equal(await WaitingItemModel.countDocuments(), 0);
    const sent = load((await post('/suggestions/new', { ...hidden, again: code }).expect(200)).text);
    await post('/suggestions/new', { ...hidden, again: code }).expect(200);
    assert.equal(await WaitingItemModel.countDocuments(), 1, 'a form sent twice counts once');
    const other = await post('/suggestions/new', { ...hidden, text: 'یک متن دیگر با همین کد', again: code });
    assert.equal(other.status, 422);
    const receipt = sent('.receipt').text();
    for (const [text, verdict] of [
      [idea.text, /برای همین متن است/],
      ['متن دیگری است', /ولی نه با این متن/],
    ] as const)
      assert.match((await post('/suggestions/receipt', { receipt, text })).text, verdict);
    const forged = receipt.replace(/week .*/, 'week 2026-01-03');
    assert.match((await post('/suggestions/receipt', { receipt: forged })).text, /امضا نکرده است/);
    await deliver();
    assert.match((await post('/suggestions/track', { code }).expect(200)).text, /برگهٔ راهنمای مدارک/);
    const message = { code, place: '1', text: 'یک توضیح بیشتر' };
    await post('/suggestions/track/messages', message).expect(200);
    await post('/suggestions/track/messages', message).expect(200);
    await deliver();
    await post('/suggestions/track/messages', message).expect(200);
    await deliver();
    const [thread] = await SuggestionModel.find().lean();
    assert.equal(thread?.entries.length, 2);
    await post('/suggestions/track/withdrawal', { code }).expect(200);
    const gone = await post('/suggestions/track', { code }).expect(200);
    assert.doesNotMatch(gone.text, /برگهٔ راهنمای مدارک/);
  });

  it('waits until five are together or the week is over, and a round may be stopped anywhere', async () => {
    const codes = [(await sendIdea(app)).code];
    const tomorrow = async () => {
      test.clock.advanceHours(day);
      return deliverDaily(test.config.keyDir, test.clock.now());
    };
    assert.equal(await tomorrow(), null, 'one alone waits');
    for (let sent = 1; sent < 5; sent += 1) codes.push((await sendIdea(app)).code);
    const items = await WaitingItemModel.find().lean();
    assert.equal(new Set(items.map(({ sealed }) => sealed.length)).size, 1);
    assert.equal(await deliverDaily(test.config.keyDir, test.clock.now()), null, 'once a day');
    assert.equal(await tomorrow(), 5);
    await WaitingItemModel.insertMany(items);
    test.clock.advanceHours(7 * day);
    assert.equal(
      await deliverDaily(test.config.keyDir, test.clock.now()),
      0,
      'what was stored before the stop',
    );
    assert.equal(await SuggestionModel.countDocuments(), 5);
    for (const code of codes) assert.deepEqual((await follow(app, code)).texts, [idea.text]);
  });

  it('is read by its own office alone; above one sees that it is late', async () => {
    await sendIdea(app);
    await sendIdea(app, { office: 'jolfa' });
    await deliver();
    test.clock.advanceHours(50 * day);
    const manager = await signInAs(app, { ...people.manager, grants: at('root') });
    await signInAs(app, reviewer);
    const { review } = await SuggestionModel.findOne({ office: 'ahar' }).orFail().lean();
    await manager.get(`/desk/suggestions/${review}`).expect(403);
    const list = load((await manager.get('/desk/suggestions').expect(200)).text);
    assert.match(list('tr.late').text(), /واحد ahar/);
    assert.match(list('table').first().text(), /برگهٔ راهنمای مدارک/, 'jolfa has nobody of its own');
    const other = await signInAs(app, { username: 'parvin', role: 'reviewer', grants: at('jolfa') });
    await other.get(`/desk/suggestions/${review}`).expect(403);
  });

  it('keeps its texts from a server without the keys, and says so', async () => {
    await sendIdea(app);
    await deliver();
    const elsewhere = await testApp();
    const agent = await signInAs(elsewhere.app, reviewer);
    const address = `/desk/suggestions/${await reviewOf()}`;
    const page = await agent.get(address).expect(200);
    assert.doesNotMatch(page.text, /برگهٔ راهنمای مدارک/);
    assert.match(page.text, /فایل کلیدها/);
    const answered = await postForm(
      agent,
      `${address}/answers`,
      { decision: 'answered', text: 'سلام همکار' },
      address,
    );
    assert.equal(answered.status, 409);
  });

  it('answers a mistyped, an unknown and a withdrawn code alike, and only so many times', async () => {
    const { code } = await sendIdea(app);
    const track = (typed: string) =>
      supertest(app).post('/suggestions/track').type('form').send({ code: typed });
    const typedCode = writeTrackingCode(code);
    await track(typedCode).expect(200);
    await supertest(app)
      .post('/suggestions/track/withdrawal')
      .type('form')
      .send({ code: typedCode })
      .expect(200);
    const bare = (text: string, typed: string) => text.replace(typed, '');
    const typed = [typedCode, 'انار', writeTrackingCode([1, 2, 3, 4, 5, 6, 7, 8])];
    const replies = await Promise.all(typed.map(async (one) => ({ one, reply: await track(one) })));
    assert.deepEqual([...new Set(replies.map(({ reply }) => reply.status))], [404]);
    assert.equal(new Set(replies.map(({ one, reply }) => bare(reply.text, one))).size, 1);
    for (let tries = 0; tries < 57; tries += 1) await track('انار');
    assert.equal((await track('انار')).status, 429);
    const { code: known } = await sendIdea(app);
    await track(writeTrackingCode(known)).expect(200);
  });
});
