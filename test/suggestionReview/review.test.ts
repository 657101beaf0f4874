/** What reviewers may and may not do: hide and never edit, pass on, answer in time; and the one mail a day that says that something waits. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { AccountModel } from '../../server/accounts/account.ts';
import { verifyAudit } from '../../server/accounts/audit/audit.ts';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import type { ShortMail } from '../../server/http/shortMail.ts';
import { openFirstWords } from '../../server/suggestionReview/openThread.ts';
import { suggestionJob } from '../../server/suggestionReview/suggestionJob.ts';
import { deliverItems } from '../../server/suggestions/deliverItems.ts';
import { sendPlainly } from '../../server/suggestions/plainWay.ts';
import { renewKeys } from '../../server/suggestions/renewKeys.ts';
import type { Written } from '../../server/suggestions/sealing/prepareItem.ts';
import { newTrackingCode } from '../../server/suggestions/sealing/trackingCode.ts';
import { SuggestionModel } from '../../server/suggestions/suggestion.ts';
import {
  makeReviewKeys,
  readKeysFile,
  replaceKeysFile,
  suggestionKeys,
  threadKeys,
} from '../../server/suggestions/suggestionKeys.ts';
import { WaitingItemModel } from '../../server/suggestions/waitingItem.ts';
import { fewOffices, follow, idea, writeAgain } from '../suggestions/sender.ts';
import { type Agent, people, postForm, signInAs } from '../support/people.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const at = (office: string) => [{ office, from: null, to: null }];

describe('reviewers', () => {
  useDatabase();
  let test: TestApp;
  let agent: Agent;
  before(async () => {
    test = await testApp();
  });
  beforeEach(async () => {
    await fewOffices();
    agent = await signInAs(test.app, { ...people.reviewer, grants: at('ahar') });
  });

  async function received(written: Partial<Written> = {}) {
    const code = newTrackingCode();
    const taking = { now: test.clock.now(), keyDir: test.config.keyDir };
    await sendPlainly({ ...idea, ...written }, code, taking);
    await deliverItems(await WaitingItemModel.find().lean(), taking.keyDir, taking.now);
    const { review } = await SuggestionModel.findOne().orFail().lean();
    return { code, address: `/desk/suggestions/${review}` };
  }
  const act = (address: string, what: string, fields: Record<string, string>) =>
    postForm(agent, `${address}/${what}`, fields, address);

  it('hide a text from one another, and its sender still reads it', async () => {
    const { code, address } = await received();
    await act(address, 'hiding', { entry: '0', hide: 'yes' });
    assert.doesNotMatch(load((await agent.get(address)).text)('.thread').text(), /راهنمای مدارک/);
    assert.deepEqual((await follow(test.app, code)).texts, [idea.text]);
    await act(address, 'hiding', { entry: '0', hide: 'no' });
    assert.match(load((await agent.get(address)).text)('.thread').text(), /راهنمای مدارک/);
    const trail = await AuditModel.find().sort({ _id: 1 }).lean();
    const ours = trail.filter(({ action }) => action.startsWith('suggestion.'));
    assert.deepEqual(
      ours.map(({ action }) => action),
      ['suggestion.hide', 'suggestion.unhide'],
    );
    assert.doesNotMatch(JSON.stringify(ours), /راهنمای/);
    assert.equal((await verifyAudit()).brokenAt, null);
  });

  it('pass a suggestion on to an office that is large enough, which then reads it in their place', async () => {
    const { code, address } = await received();
    const passed = (office: string) => act(address, 'answers', { decision: 'passed', office, text: '' });
    for (const office of ['siah', 'ahar', 'nowhere', ''])
      assert.equal((await passed(office)).status, 422, office);
    assert.equal((await passed('jolfa')).status, 303);
    await agent.get(address).expect(403);
    const other = await signInAs(test.app, { username: 'parvin', role: 'manager', grants: at('jolfa') });
    assert.match((await other.get(address).expect(200)).text, /ارجاع به/);
    assert.match((await follow(test.app, code)).page('.thread').text(), /واحد jolfa/);
  });

  it('have to answer again when the sender writes after an answer', async () => {
    for (const decision of ['answered', 'notDone', 'question']) {
      await SuggestionModel.deleteMany({});
      const { code, address } = await received();
      await act(address, 'answers', { decision, text: 'ساعت کار را استان تعیین می‌کند.' });
      const first = await SuggestionModel.findOne().orFail().lean();
      assert.equal(first.state, decision);
      assert.equal((await writeAgain(test.app, code, 'پس چه کسی تصمیم می‌گیرد؟')).reply.status, 200);
      test.clock.advanceHours(40 * 24);
      await deliverItems(await WaitingItemModel.find().lean(), test.config.keyDir, test.clock.now());
      const again = await SuggestionModel.findOne().orFail().lean();
      assert.equal(again.state, 'review', decision);
      assert.equal(again.entries.length, 3);
      assert.ok(again.answerBy >= first.answerBy, 'with a deadline');
    }
  });

  it('publish only what its sender allows, and not once it is withdrawn', async () => {
    const { address } = await received({ mayPublish: false });
    const words = { title: 'برگهٔ راهنما', outcome: 'نصب شد.' };
    assert.equal((await agent.get(address)).text.includes(`${address}/publication`), false);
    assert.equal((await act(address, 'publication', words)).status, 409);
    assert.equal(await SuggestionModel.countDocuments({ isPublic: true }), 0);
  });

  it('find every suggestion once on the pages of their list: what is late, what waits, what is promised, what is over', async () => {
    await received();
    const { _id, ...one } = await SuggestionModel.findOne().orFail().lean();
    const day = (number: number) => `2020-01-${String(number).padStart(2, '0')}`;
    // Of 90: every tenth is open, in turn late, waiting and promised; the days run against the order of storing.
    const made = Array.from({ length: 90 }, (_, at) => {
      const state = at % 10 > 0 ? 'answered' : at % 30 === 20 ? 'planned' : 'received';
      const answerBy = at % 30 === 10 ? '2099-01-01' : day(28 - (at % 28));
      return {
        ...one,
        _id: `x${at}`,
        review: `r${at}`,
        state,
        answerBy,
        doneBy: state === 'planned' ? '2098-01-01' : null,
      };
    });
    await SuggestionModel.deleteMany({});
    await SuggestionModel.insertMany(made);
    const listed: string[] = [];
    for (const page of [1, 2, 3]) {
      const $ = load((await agent.get(`/desk/suggestions?page=${page}`).expect(200)).text);
      const links = $('main tbody a').toArray();
      assert.equal(links.length, page < 3 ? 40 : 10);
      listed.push(...links.map((link) => String($(link).attr('href')).split('/').at(-1)!));
      assert.match($('nav.pages').text(), /از ۳/);
    }
    assert.deepEqual([...listed].sort(), made.map(({ review }) => review).sort());
    assert.deepEqual(
      listed.slice(0, 9),
      ['r0', 'r30', 'r60', 'r10', 'r40', 'r70', 'r20', 'r50', 'r80'].sort((a, b) => orderOf(a) - orderOf(b)),
    );
    function orderOf(review: string) {
      const thread = made.find((each) => each.review === review)!;
      const rank = thread.state === 'planned' ? 2 : thread.answerBy < '2026' ? 0 : 1;
      return (
        rank * 1000 + Number((thread.doneBy ?? thread.answerBy).slice(-2)) + Number(review.slice(1)) / 100
      );
    }
  });

  it('are refused what is not complete, each with a sentence', async () => {
    const { address } = await received();
    const wrong = [
      {},
      { decision: 'planned', text: 'بله' },
      { decision: 'planned', text: 'بله', post: 'معاون', doneBy: '۱۴۰۵/۱۳/۴۰' },
      { decision: 'planned', text: 'بله', post: 'معاون', doneBy: '۱۳۹۹/۰۱/۰۱' },
      { decision: 'notDone' },
      { decision: 'question', text: 'x'.repeat(1500) },
    ];
    for (const fields of wrong) {
      const reply = await act(address, 'answers', fields as Record<string, string>);
      assert.equal(reply.status, 422, JSON.stringify(fields).slice(0, 80));
      assert.match(load(reply.text)('.error-summary').text(), /\S{3}/);
    }
    assert.equal((await act(address, 'completion', { said: '' })).status, 409);
  });

  it('read old and new suggestions after their keys were renewed, and the old key opens nothing more', async () => {
    const { keyDir } = test.config;
    const { address } = await received();
    const title = async () => load((await agent.get('/desk/suggestions').expect(200)).text)('main').text();
    const words = idea.text.slice(0, 12);
    assert.ok((await title()).includes(words));
    // Sent before, opened after.
    const later = { ...idea, text: 'چاپگر طبقهٔ دوم تعمیر شود.' };
    await sendPlainly(later, newTrackingCode(), { now: test.clock.now(), keyDir });
    const before = threadKeys(await suggestionKeys(keyDir))[0]!;
    const stored = await SuggestionModel.find().lean();
    assert.deepEqual(await renewKeys(keyDir), { threads: 1, lost: 0 });
    await deliverItems(await WaitingItemModel.find().lean(), keyDir, test.clock.now());
    assert.equal(
      await SuggestionModel.countDocuments(),
      2,
      'a parcel that waited is opened with the key before',
    );
    assert.ok((await title()).includes(words));
    assert.ok((await title()).includes('چاپگر'));
    assert.ok((await agent.get(address).expect(200)).text.includes(words));
    const keys = await suggestionKeys(keyDir);
    assert.equal(threadKeys(keys).length, 1);
    for (const thread of await SuggestionModel.find().lean()) {
      assert.equal(openFirstWords(thread, [before]), '', 'not with the key before');
      assert.notEqual(openFirstWords(thread, threadKeys(keys)), '');
    }
    assert.notEqual(
      (await SuggestionModel.findById(stored[0]?._id).lean())?.reviewWrap,
      stored[0]?.reviewWrap,
    );
    assert.deepEqual(await renewKeys(keyDir), { threads: 2, lost: 0 }, 'and once more');
  });

  it('go on with a renewal that was stopped in the middle', async () => {
    const { keyDir } = test.config;
    await received();
    const { intake, threads, receipts } = readKeysFile(keyDir)!;
    replaceKeysFile(keyDir, { receipts, ...(await makeReviewKeys()), earlier: [{ intake, threads }] });
    const list = load((await agent.get('/desk/suggestions').expect(200)).text);
    assert.ok(list('main').text().includes(idea.text.slice(0, 12)), 'readable in between');
    const present = readKeysFile(keyDir)!.threads;
    assert.deepEqual(await renewKeys(keyDir), { threads: 1, lost: 0 });
    assert.equal(readKeysFile(keyDir)!.threads, present, 'no third key');
  });

  it('get one mail a day at most, after a round, which says neither how many nor what', async () => {
    await AccountModel.updateOne(
      { _id: people.reviewer.username },
      { $set: { address: 'nasrin@example.ir' } },
    );
    const sent: [string, ShortMail][] = [];
    const sendMail = async (address: string, mail: ShortMail) => void sent.push([address, mail]);
    const { keyDir } = test.config;
    const job = suggestionJob({ keyDir, baseUrl: 'https://survey.example', sendMail });
    const taking = { now: test.clock.now(), keyDir };
    await sendPlainly(idea, newTrackingCode(), taking);
    assert.equal(await job.run(test.clock), undefined, 'one alone waits');
    assert.equal(sent.length, 0);
    test.clock.advanceHours(7 * 24);
    await job.run(test.clock);
    await job.run(test.clock);
    assert.deepEqual(
      sent.map(([address]) => address),
      ['nasrin@example.ir'],
    );
    const [, mail] = sent[0]!;
    assert.doesNotMatch(mail.text, /[0-9۰-۹]|راهنمای/);
    assert.match(mail.text, /https:\/\/survey\.example\/desk\/suggestions/);
  });
});
