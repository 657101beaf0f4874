/**
 * Who looks for the sender of a suggestion: with the database, with copies of it of several days, as its reviewer, on the network, and in
 * the log. Each is given all that it can hold, and must not find the code, the hour, or the way from what arrived to what was opened.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import mongoose from 'mongoose';
import { pino } from 'pino';
import supertest from 'supertest';
import { createApp } from '../../server/app.ts';
import { createFailureLimits } from '../../server/http/failureLimits.ts';
import { suggestionJob } from '../../server/suggestionReview/suggestionJob.ts';
import { deliverDaily } from '../../server/suggestions/deliverItems.ts';
import { storedUnder } from '../../server/suggestions/sealing/codeKeys.ts';
import { codeWords } from '../../server/suggestions/sealing/codeWords.ts';
import { commitmentTo } from '../../server/suggestions/sealing/receiptText.ts';
import { SuggestionModel } from '../../server/suggestions/suggestion.ts';
import { fewOffices, follow, idea, sendIdea, writeAgain } from '../suggestions/sender.ts';
import { people, signInAs } from '../support/people.ts';
import { queriesOf, readsEverything } from '../support/sentQueries.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { openTestStore, useDatabase } from '../support/testStore.ts';

type Stored = Record<string, Record<string, unknown>[]>;

/** Everything that the store holds, as whoever copies it has it. */
async function copyOfStore(): Promise<Stored> {
  const all: Stored = {};
  for (const collection of (await mongoose.connection.db?.collections()) ?? [])
    all[collection.collectionName] = await collection.find().toArray();
  return all;
}

const written = (stored: unknown) => JSON.stringify(stored);

describe('who looks for the sender of a suggestion', function () {
  this.timeout(120_000);
  useDatabase({ emptyEach: false });
  let test: TestApp;
  const sent: Awaited<ReturnType<typeof sendIdea>>[] = [];
  const offices = ['ahar', 'jolfa', 'root', 'ahar', 'ahar'];
  let early: Stored;
  let full: Stored;
  let opened: Stored;
  const reviewer = { ...people.reviewer, grants: [{ office: 'ahar', from: null, to: null }] };

  before(async () => {
    test = await testApp();
    await fewOffices();
    for (const [at, office] of offices.entries()) {
      const text = `پیشنهاد شمارهٔ ${at} دربارهٔ ${'کار '.repeat(1 + 60 * at)}`;
      sent.push(await sendIdea(test.app, { office, text, topic: at === 0 ? 'money' : 'work' }));
      test.clock.advanceHours(1);
      if (at === 0) early = await copyOfStore();
    }
    full = await copyOfStore();
    test.clock.advanceHours(24);
    assert.equal(await deliverDaily(test.config.keyDir, test.clock.now()), 5);
    opened = await copyOfStore();
  });

  it('finds with the database neither text nor code, nor, of what waits, office or topic', () => {
    for (const copy of [early, full, opened]) {
      const all = written({ ...copy, offices: [], accounts: [] });
      assert.doesNotMatch(all, /پیشنهاد شمارهٔ/);
      for (const { keys } of sent)
        for (const token of [keys.thread, ...keys.messages, keys.salt]) assert.ok(!all.includes(token));
    }
    const waiting = full.waitingSuggestions ?? [];
    assert.equal(waiting.length, 5);
    for (const item of waiting) {
      assert.deepEqual(Object.keys(item).sort(), ['_id', 'commitment', 'sealed', 'week']);
      assert.doesNotMatch(written(item), /ahar|jolfa|money/);
    }
    assert.equal(new Set(waiting.map(({ sealed }) => String(sealed).length)).size, 1);
    assert.equal(opened.waitingSuggestions?.length, 0);
  });

  it('cannot try a text on what is stored without the code', async () => {
    const guess = { office: 'ahar', topic: 'money', text: 'پیشنهاد شمارهٔ 0 دربارهٔ کار' };
    const known = written(early);
    for (const salt of ['receipt', ...codeWords.slice(0, 20)])
      assert.ok(!known.includes(await commitmentTo(guess, salt)));
    assert.ok(known.includes(await commitmentTo(guess, sent[0]!.keys.salt)), 'only the code gives the salt');
  });

  it('cannot lead from what one copy has more than another to the thread that it became', async () => {
    const [first] = early.waitingSuggestions ?? [];
    assert.equal(early.waitingSuggestions?.length, 1);
    const threads = opened.suggestions ?? [];
    assert.equal(threads.length, 5);
    const all = written(threads);
    for (const part of [first?._id, first?.commitment, String(first?.sealed).slice(0, 400)])
      assert.ok(!all.includes(String(part)));
    assert.equal(new Set(threads.map(({ week }) => week)).size, 1);
    const fields = new Set(threads.flatMap((thread) => Object.keys(thread)));
    for (const field of fields)
      assert.doesNotMatch(field, /time|created|updated|order|address|session|invit|account/i);
    assert.doesNotMatch(all, /\d\d:\d\d/, 'no time of day');
    const ids = await Promise.all(sent.map(({ keys }) => storedUnder(keys.thread)));
    assert.deepEqual(
      threads.map(({ _id }) => _id),
      [...ids].sort(),
      'stored in the order of their hashes',
    );
  });

  it('learns as a reviewer the text and the week, and nothing that a code or a copy of the store could be held against', async () => {
    const agent = await signInAs(test.app, reviewer);
    const list = (await agent.get('/desk/suggestions').expect(200)).text;
    const links = load(list)('td a, th a')
      .toArray()
      .map((link) => String(load(list)(link).attr('href')));
    const pages = await Promise.all(links.map(async (link) => (await agent.get(link).expect(200)).text));
    const shown = [list, ...pages].join();
    const ids = (await SuggestionModel.find().lean()).flatMap(({ _id, codeWrap, reviewWrap }) => [
      _id,
      codeWrap,
      reviewWrap,
    ]);
    for (const hidden of [...ids, ...sent.flatMap(({ body }) => [body.id, body.commitment])])
      assert.ok(!shown.includes(hidden));
    assert.match(shown, /پیشنهاد شمارهٔ 4/);
    assert.doesNotMatch(shown, /پیشنهاد شمارهٔ [12]/, 'of other offices');
    const code = await follow(test.app, sent[0]!.code);
    assert.equal(code.own?.id, await storedUnder(sent[0]!.keys.thread), 'the code alone finds it');
  });

  it('sees on the network parcels of one size, whatever is in them', async () => {
    const again = await writeAgain(test.app, sent[0]!.code, 'بله');
    const size = (body: { work: number }) => JSON.stringify({ ...body, work: 0 }).length;
    const sizes = [...sent.map(({ body }) => body), again.body].map(size);
    assert.equal(new Set(sizes).size, 1);
  });

  it('finds nothing in the log, and no cookie is set', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'trace', base: null }, { write: (line: string) => void lines.push(line) });
    const app = createApp({
      ...{ config: test.config, clock: test.clock, logger, sessionSecret: 'a secret of the tests' },
      failureLimits: createFailureLimits(),
    });
    const { code } = await sendIdea(app, { text: 'یک پیشنهاد دیگر برای سابقه' });
    await follow(app, code);
    await follow(app, [1, 2, 3, 4, 5, 6, 7, 8]);
    const form = (path: string, body: object) => supertest(app).post(path).type('form').send(body);
    const replies = [
      await form('/suggestions/new', idea),
      await form('/suggestions/track', { code: 'انار' }),
      await form('/suggestions/track/withdrawal', { code: 'انار' }),
      await supertest(app).get('/suggestions/track').set('Cookie', 'farhangsanj=x; connect.sid=y'),
    ];
    for (const { headers } of replies) {
      assert.equal(headers['set-cookie'], undefined);
      assert.equal(headers['referrer-policy'], 'no-referrer');
    }
    assert.deepEqual(lines, []);
  });

  it('is not helped by a slow page: every question about threads is served by an index', async () => {
    const agent = await signInAs(test.app, reviewer);
    const queries = await queriesOf(async () => {
      await agent.get('/desk/suggestions').expect(200);
      await agent.get('/desk').expect(200);
      await supertest(test.app).get('/suggestions').expect(200);
      await follow(test.app, sent[0]!.code);
    });
    const ours = queries.filter(({ collection }) => /uggestions$/.test(collection));
    assert.ok(ours.length >= 4, `${ours.length} queries`);
    for (const query of ours) assert.ok(!(await readsEverything(query)), JSON.stringify(query));
  });

  it('finds nothing on the disk of what was opened or withdrawn, once the next round has run', async function () {
    const { dataFolder } = await openTestStore();
    if (!dataFolder) this.skip();
    const onDisk = (part: string) =>
      readdirSync(dataFolder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(part));
    const { keys, body } = await sendIdea(test.app, { text: 'این متن پس گرفته می‌شود' });
    const thread = await SuggestionModel.findById(await storedUnder(sent[1]!.keys.thread))
      .orFail()
      .lean();
    const parts = [body.sealed.slice(600, 800), thread.entries[0]!.sealed.slice(0, 200)];
    for (const part of parts) assert.ok(onDisk(part), 'the search finds what is there');
    for (const one of [keys, sent[1]!.keys])
      await supertest(test.app)
        .post('/suggestions/withdrawals')
        .send({ thread: one.thread, messages: one.messages })
        .expect(200);
    await suggestionJob({ keyDir: test.config.keyDir, baseUrl: '', sendMail: undefined }).run(test.clock);
    for (const part of parts) assert.ok(!onDisk(part));
  });
});
