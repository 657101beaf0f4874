/** Metrics for a monitoring program: what they hold, who may read them, and that they tell nothing about when somebody answered. */
import assert from 'node:assert/strict';
import supertest from 'supertest';
import { BallotModel } from '../../server/responses/ballot.ts';
import { roundBegan, roundEnded } from '../../server/system/jobs/jobRounds.ts';
import { answer, launch, makeCodes, makeDraft, onlyWave, smallProvince } from '../campaigns/situation.ts';
import { people, signInAs } from '../support/people.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const token = 'a token of the monitoring';

/** Whether a part is well and a job fails is told of now; a new series has to be put into one of these. */
const isOfNow = new Set(['info', 'condition', 'job_failing']);
const aboutAnswering = new Set(['wave_invitations_used', 'wave_answers_received', 'messages_waiting']);
/** Moved by answering too little to tell of anybody, and hourly all the same. */
const aboutOther = new Set([
  ...['waves', 'wave_invited', 'store_bytes', 'store_free_bytes', 'process_start_time_seconds'],
  ...['process_cpu_seconds_total', 'process_resident_memory_bytes', 'process_heap_bytes', 'process_handles'],
]);
const nameOf = (series: string) => series.replace(/\{.*/, '').replace('farhangsanj_', '');

describe('metrics', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let codes: string[];
  const read = async () =>
    (await supertest(test.app).get('/metrics').set('Authorization', `Bearer ${token}`).expect(200)).text;
  const values = (text: string) =>
    new Map(
      [...text.matchAll(/^(farhangsanj_\S+) (\S+)$/gm)].map(([, name = '', value]) => [name, Number(value)]),
    );
  const answerNext = async () => {
    const before = await BallotModel.countDocuments();
    await answer(test.app, await onlyWave(), codes.shift()!, 3);
    assert.equal(await BallotModel.countDocuments(), before + 1);
  };

  before(async () => {
    test = await testApp({ metrics: { port: 0, token } });
    await smallProvince();
    const agent = await signInAs(test.app, people.administrator);
    const id = await makeDraft(agent);
    await launch(agent, id);
    codes = await makeCodes(agent, id);
  });

  it('are text that Prometheus reads: process, store, queues, jobs', async () => {
    roundBegan('deliveries', test.clock.now());
    roundEnded('deliveries', new Error('x'), test.clock.now());
    const answer = await supertest(test.app).get('/metrics').set('Authorization', `Bearer ${token}`);
    assert.equal(answer.headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
    const lines = answer.text.trimEnd().split('\n');
    const sample =
      /^farhangsanj_[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? -?\d+(\.\d+)?(e[+-]?\d+)?$/i;
    for (const line of lines) assert.match(line, /^# (HELP|TYPE) farhangsanj_/.test(line) ? /./ : sample);
    const found = values(answer.text);
    for (const [name, isRight] of [
      ['condition{part="store"}', (value: number) => value === 0],
      ['job_failing{job="deliveries"}', (value: number) => value === 1],
      ['store_bytes', (value: number) => value >= 0],
      ['waves{state="open"}', (value: number) => value === 1],
      ['messages_waiting{channel="email"}', (value: number) => value === 0],
      [`process_resident_memory_bytes{pid="${process.pid}"}`, (value: number) => value > 1e6],
    ] as const)
      assert.ok(
        isRight(found.get(`farhangsanj_${name}`) ?? -1),
        `${name}: ${found.get(`farhangsanj_${name}`)}`,
      );
    roundEnded('deliveries', undefined, test.clock.now());
  });

  it('do not change by a byte with one more answer within the hour', async () => {
    const before = await read();
    await answerNext();
    assert.equal(await read(), before);
    test.clock.set(new Date(test.clock.now().getTime() + 20 * 60_000));
    await answerNext();
    // Whether a part is well is told of now.
    const numbers = (text: string) => text.replace(/^farhangsanj_condition.*\n/gm, '');
    assert.equal(numbers(await read()), numbers(before));
  });

  it('tell of answers by the province, in the steps of the pages, and of no office and no length of a request', async () => {
    for (let count = 0; count < 8; count += 1) await answerNext();
    test.clock.advanceHours(25);
    const text = await read();
    const { _id } = await onlyWave();
    const received = values(text).get(`farhangsanj_wave_answers_received{wave="${_id}"}`);
    assert.ok(received !== undefined && received <= 10 && received % 5 === 0, String(received));
    assert.doesNotMatch(text, /histogram|_bucket|duration|latency|office|unit|ahar/);
    const next = await answerNext().then(read);
    assert.equal(next, text);
  });

  it('move, in each series about answering, once an hour at most and by whole steps, however people answer', async () => {
    const hourMs = 3_600_000;
    test.clock.set(new Date(Math.ceil(test.clock.now().getTime() / hourMs) * hourMs));
    const seen = new Map<string, number>();
    let answered = 0;
    const moves = new Map<string, number>();
    for (let hour = 0; hour < 26; hour += 1) {
      const inHour = new Map<string, number>();
      for (let part = 0; part < 3; part += 1) {
        if (hour % 4 === 0) {
          await answerNext();
          answered += 1;
        }
        for (const [series, value] of values(await read())) {
          const name = nameOf(series);
          if (isOfNow.has(name)) continue;
          assert.ok(aboutAnswering.has(name) || aboutOther.has(name), `${name}: may it tell who answers?`);
          assert.equal(value, inHour.get(series) ?? value, `${series} within an hour`);
          inHour.set(series, value);
        }
        test.clock.advanceHours(1 / 3);
      }
      for (const [series, value] of inHour) {
        if (!aboutAnswering.has(nameOf(series))) continue;
        assert.equal(value % 5, 0, `${series} is ${value}`);
        const before = seen.get(series);
        seen.set(series, value);
        if (before !== undefined && before !== value) moves.set(series, (moves.get(series) ?? 0) + 1);
      }
    }
    assert.equal(seen.size, 4, 'all of them were read');
    // Of the first time the answers before this test are part.
    const most = Math.max(...moves.values());
    assert.ok(most > 1 && 5 * (most - 1) <= answered, `${most} moves by ${answered} answers`);
  });

  it('are for those alone who have the token, and not there where none is set', async () => {
    for (const header of ['', 'Bearer wrong', `Basic ${token}`, `Bearer ${token}x`])
      await supertest(test.app).get('/metrics').set('Authorization', header).expect(401);
    for (const metrics of [undefined, { port: 9100, token: undefined }]) {
      const { app } = await testApp({ metrics });
      await supertest(app).get('/metrics').set('Authorization', `Bearer ${token}`).expect(404);
    }
  });
});
