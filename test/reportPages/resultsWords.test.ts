/** Results for employees: the words of the wave open them, nothing else does, and nothing tells who has read them. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import supertest from 'supertest';
import { guessLine } from '../../server/http/guessLine.ts';
import { Overloaded } from '../../server/http/overloadGate.ts';
import { mailComposer } from '../../server/participation/delivery/composeMail.ts';
import { giveResultsWords } from '../../server/storedData/giveResultsWords.ts';
import { areResultsWords, makeResultsWords, resultsWay } from '../../server/waves/resultsWords.ts';
import { type Wave, WaveModel } from '../../server/waves/wave.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { storedWave } from './storedWave.ts';

const words = 'انار-کبوتر-دریا';
/** More than one address has requests worked on at once. */
const guessers = 6;

describe('results for employees', () => {
  useDatabase();
  let app: Express;
  beforeEach(async () => {
    app = (await testApp()).app;
    await storedWave({ wave: { releasedTo: ['managers', 'employees'], resultsWords: words } });
  });

  const type = (agent: ReturnType<typeof supertest.agent>, typed: string, address = '/waves/wave/results') =>
    agent.post(address).type('form').send({ words: typed });
  const setReleased = (releasedTo: Wave['releasedTo']) =>
    WaveModel.updateOne({ _id: 'wave' }, { $set: { releasedTo } });
  const showsNumbers = (text: string) => load(text)('.big-number').length > 0;

  it('show no number of any office without the words, in any language', async () => {
    for (const path of ['', '/root', '/north?scope=own', '/south.joined']) {
      for (const prefix of ['', '/en']) {
        const { text, headers } = await supertest(app).get(`${prefix}/waves/wave/results${path}`).expect(200);
        assert.equal(showsNumbers(text), false);
        assert.equal(load(text)('#words').length, 1);
        assert.equal(headers['x-robots-tag'], 'noindex');
      }
    }
  });

  it('open with the words however they are typed, on every page of the wave and in every language', async () => {
    for (const typed of [words, 'انار کبوتر دریا', ' انار، كبوتر ، دريا. ', 'انار\u200cکبوتر\u200fدریا']) {
      const agent = supertest.agent(app);
      const { headers } = await type(agent, typed, '/en/waves/wave/results/north').expect(303);
      assert.equal(headers.location, '/en/waves/wave/results/north');
      for (const address of [
        '/waves/wave/results',
        '/en/waves/wave/results/north',
        '/azb/waves/wave/results',
      ])
        assert.ok(showsNumbers((await agent.get(address).expect(200)).text), `${typed} at ${address}`);
    }
  });

  it('remember the words alone, on these pages alone, until the browser closes', async () => {
    const cookiesOf = async () => {
      const { headers } = await type(supertest.agent(app), words).expect(303);
      return [headers['set-cookie'] ?? []].flat();
    };
    const [mine, yours] = [await cookiesOf(), await cookiesOf()];
    assert.deepEqual(mine, yours, 'a cookie of one reader alone');
    assert.equal(mine.length, 3);
    for (const cookie of mine) {
      assert.match(cookie, /Path=(\/\w+)?\/waves\/wave\/results;/);
      assert.match(cookie, /HttpOnly; SameSite=Lax/);
      assert.doesNotMatch(cookie, /Expires|Max-Age/);
    }
  });

  it('stay closed to wrong words, which stand in the field again, and to a cookie of another wave', async () => {
    const agent = supertest.agent(app);
    const { text } = await type(agent, 'انار کبوتر').expect(422);
    assert.equal(load(text)('#words').val(), 'انار کبوتر');
    assert.equal(load(text)('#words').attr('aria-invalid'), 'true');
    await storedWave({ id: 'other', wave: { releasedTo: ['employees'], resultsWords: 'سیب-نان-پل' } });
    const { headers } = await type(agent, 'سیب-نان-پل', '/waves/other/results').expect(303);
    const [cookie = ''] = [headers['set-cookie'] ?? []].flat();
    const stolen = await supertest(app)
      .get('/waves/wave/results')
      .set('Cookie', cookie.split(';')[0] ?? '');
    assert.equal(showsNumbers(stolen.text), false);
  });

  it('open to the right words whatever others at the address typed, who wait for each further try', async () => {
    let [waited, isFull] = [0, false];
    const waitForTurn = async () => {
      waited += 1;
      if (isFull) throw new Overloaded();
    };
    ({ app } = await testApp({}, { waitForTurn }));
    for (let tries = 0; tries < 60; tries += 1) await type(supertest.agent(app), 'سنگ سنگ سنگ').expect(422);
    assert.equal(waited, 0);
    await type(supertest.agent(app), 'سنگ سنگ سنگ').expect(422);
    const inside = supertest.agent(app);
    await type(inside, words).expect(303);
    assert.equal(waited, 2);
    isFull = true;
    for (const prefix of ['', '/en']) {
      const { text, headers } = await type(
        supertest.agent(app),
        words,
        `${prefix}/waves/wave/results`,
      ).expect(503);
      assert.ok(Number(headers['retry-after']) > 0);
      assert.equal(headers['set-cookie'], undefined, 'not looked at');
      assert.equal(load(text)('#words').val(), words, 'what was typed is kept');
      assert.equal(load(text)('[role=alert]').length, 1);
    }
    assert.ok(showsNumbers((await inside.get('/waves/wave/results').expect(200)).text));
  });

  it('keep no colleague of the address waiting while guesses wait in its line', async () => {
    const due: (() => void)[] = [];
    const line = guessLine({ intervalMs: 1000, places: guessers }, (callback) => due.push(callback));
    let waiting = 0;
    const waitForTurn: typeof line = (req, res) => {
      waiting += 1;
      return line(req, res);
    };
    const untilSo = async (isSo: () => boolean) => {
      while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
    };
    ({ app } = await testApp({}, { waitForTurn }));
    for (let tries = 0; tries < 60; tries += 1) await type(supertest.agent(app), 'سنگ سنگ سنگ').expect(422);
    const statuses: number[] = [];
    for (let guess = 0; guess < guessers; guess += 1)
      type(supertest.agent(app), 'سنگ سنگ سنگ').then(({ status }) => statuses.push(status));
    await untilSo(() => waiting === guessers);
    for (const path of ['/privacy', '/waves/wave/results']) await supertest(app).get(path).expect(200);
    assert.deepEqual(statuses, [], 'they wait still');
    await untilSo(() => {
      for (const callback of due.splice(0)) callback();
      return statuses.length === guessers;
    });
    assert.deepEqual(new Set(statuses), new Set([422]));
  });

  it('are closed before the release whatever is typed, and need no words once they are public', async () => {
    await setReleased(['managers']);
    const agent = supertest.agent(app);
    await type(agent, words).expect(303);
    assert.equal(load((await agent.get('/waves/wave/results').expect(200)).text)('#words').length, 0);
    await setReleased(['managers', 'public']);
    const open = await supertest(app).get('/waves/wave/results').expect(200);
    assert.ok(showsNumbers(open.text));
    assert.equal(open.headers['x-robots-tag'], undefined);
  });

  it('show nothing of an earlier wave that is not open to the same readers', async () => {
    const base = { opensAt: new Date('2024-10-20T00:00:00Z'), closesAt: new Date('2024-11-10T00:00:00Z') };
    await storedWave({
      id: 'before',
      wave: { ...base, releasedTo: ['employees'], resultsWords: 'سیب-نان-پل' },
    });
    await WaveModel.updateOne({ _id: 'wave' }, { $set: { previous: 'before', releasedTo: ['public'] } });
    const { text } = await supertest(app).get('/waves/wave/results').expect(200);
    assert.equal(load(text)('.previous-mark').not('li .previous-mark').length, 0);
  });

  it('of waves launched before there were words get some, once, and only where they are for employees', async () => {
    await storedWave({
      id: 'early',
      wave: { audiences: ['managers', 'employees'], releasedTo: ['employees'] },
    });
    await storedWave({ id: 'closed', wave: { audiences: ['managers'], releasedTo: ['managers'] } });
    await WaveModel.collection.updateMany({}, { $unset: { resultsWords: '' } });
    await WaveModel.updateOne({ _id: 'wave' }, { $set: { audiences: ['employees'], resultsWords: words } });
    await giveResultsWords();
    const given = async () =>
      (await WaveModel.find().sort({ _id: 1 }).lean()).map((wave) => wave.resultsWords ?? null);
    const [closed, early, wave] = await given();
    assert.deepEqual([closed, wave], [null, words]);
    assert.match(early ?? '', /^\p{L}+-\p{L}+-\p{L}+$/u);
    await giveResultsWords();
    assert.deepEqual(await given(), [closed, early, wave]);
    const agent = supertest.agent(app);
    await type(agent, early ?? '', '/waves/early/results').expect(303);
    assert.ok(showsNumbers((await agent.get('/waves/early/results').expect(200)).text));
  });

  it('are told in mails to managers and in invitations, with words for employees and by the address for everyone', async () => {
    const wave = await WaveModel.findById('wave').orFail().lean();
    const site = 'https://survey.example.ir';
    const told = async (changes: Partial<Wave>, kind: 'results' | 'resultsReminder' | 'invitation') => {
      const one = { ...wave, audiences: [], releasedTo: [], ...changes };
      const { html, text } = (await mailComposer(one, kind, site))('');
      for (const mail of [load(html)('body').text(), text])
        assert.equal(mail.includes(words), Boolean(resultsWay(one)?.words), `${kind}: ${mail}`);
      return { sentence: text.includes(`${site}/waves/wave/results`), text };
    };
    const [managers, employees, everyone] = [
      ['managers'],
      ['managers', 'employees'],
      ['managers', 'public'],
    ] as const;
    for (const kind of ['results', 'resultsReminder', 'invitation'] as const) {
      assert.equal((await told({ audiences: [...managers] }, kind)).sentence, false);
      assert.ok((await told({ audiences: [...employees] }, kind)).text.includes(words));
      const open = await told({ audiences: [...everyone] }, kind);
      assert.ok(open.sentence && !open.text.includes(words));
    }
    const later = await told({ audiences: [...employees], releasedTo: [...managers] }, 'results');
    assert.match(later.text, /پس از انتشار نتایج برای کارکنان/);
    const now = await told({ audiences: [...everyone, 'employees'], releasedTo: [...employees] }, 'results');
    assert.match(now.text, /کارکنان نتایج را در این صفحه/);
  });

  it('have words that are drawn, and are the same only for the same wave', () => {
    const drawn = Array.from({ length: 50 }, makeResultsWords);
    assert.equal(new Set(drawn).size, 50);
    for (const one of drawn) {
      assert.match(one, /^[\u0600-\u06ff]+(-[\u0600-\u06ff]+){2}$/);
      assert.ok(areResultsWords(one.replaceAll('-', ' '), one));
      assert.ok(!areResultsWords('', one) && !areResultsWords(one.split('-')[0] ?? '', one));
    }
  });
});
