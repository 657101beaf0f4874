/** Two people code the same comments: blind until both have finished, of comments that reports may show only, with agreement and differences. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { purgeWave } from '../../server/campaigns/purgeWave.ts';
import { kappaOf, marksOf, settledMarks, verdictOf } from '../../server/comments/coding/agreement.ts';
import { type CodingMark, CodingMarkModel, CodingModel } from '../../server/comments/coding/coding.ts';
import { CommentModel } from '../../server/responses/comment.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { survey } from '../reportPages/storedWave.ts';
import { smallWave } from '../reports/smallWave.ts';
import { type Agent, people, postForm, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const third = { ...people.analyst, username: 'third', displayName: 'سومی' };

describe('agreement of two coders', () => {
  const mark = (coder: string, comment: string, ...dimensions: string[]): CodingMark => ({
    ...{ _id: `${coder}${comment}`, coding: 'c', coder, comment, dimensions },
  });
  const ids = ['1', '2', '3', '4'];
  const marks = [
    ...[mark('a', '1', 'pay'), mark('a', '2', 'pay', 'trust'), mark('a', '3'), mark('a', '4')],
    ...[mark('b', '1', 'pay'), mark('b', '2', 'pay'), mark('b', '3'), mark('b', '4', 'pay')],
    mark('settled', '2', 'trust'),
  ];

  it('is counted for each dimension, and what is settled takes the place of what differed', () => {
    const kappa = kappaOf('pay', ids, marksOf(marks, 'a'), marksOf(marks, 'b'));
    assert.ok(kappa && Math.abs(kappa.kappa - 0.5) < 1e-12 && kappa.agreed === 0.75);
    const settled = settledMarks(ids, marks, ['a', 'b']);
    assert.deepEqual(
      [...settled].map(([id, held]) => [id, ...held]),
      [['1', 'pay'], ['2', 'trust'], ['3']],
    );
  });

  it('is called good or poor by its interval, and otherwise not told', () => {
    const of = (low: number, high: number) => verdictOf({ kappa: 0.7, ci95: [low, high], agreed: 0.9 });
    assert.deepEqual(
      [of(0.6, 0.9), of(0.59, 0.9), of(0.2, 0.59), of(0.2, 0.6)],
      ['good', 'unclear', 'poor', 'unclear'],
    );
    assert.equal(verdictOf(null), 'none');
    assert.equal(verdictOf({ kappa: 0, ci95: null, agreed: 0.9 }), 'none');
  });
});

describe('comments read by two', () => {
  useDatabase();
  let app: Express;
  let first: Agent;
  let second: Agent;
  const asked = { ...survey(), openQuestions: [{ id: 'comment', title: { fa: 'نظر' }, maxLength: 2000 }] };
  const sheet = [Array.from({ length: 6 }, () => 3)];
  const offices = {
    root: { headcount: 90, answers: sheet },
    few: { parent: 'root', headcount: 30, answers: sheet },
  };
  const { wave } = smallWave([asked], offices, { id: 'w' });
  const list = '/desk/waves/w/codings';
  const fields = { question: 'comment', instrument: asked.id, first: 'sara', second: 'leila' };

  beforeEach(async () => {
    ({ app } = await testApp());
    // People were told that comments are read within their unit only: those of `few` are read nowhere.
    await WaveModel.create({
      ...{ ...wave, title: 'پاییز', commentsJoin: false, releasedTo: ['managers'] },
      ...{ opensAt: new Date('2025-10-20'), closesAt: new Date('2025-11-10') },
    });
    await CommentModel.insertMany(
      Array.from({ length: 20 }, (_, i) => {
        const [unit, review] = [i < 15 ? 'root' : 'few', i === 14 ? 'pending' : 'approved'];
        const id = `k${String(i).padStart(2, '0')}`;
        return { _id: id, wave: 'w', unit, question: 'comment', text: `سخن ${id} حقوق`, review };
      }),
    );
    first = await signInAs(app, people.administrator);
    second = await signInAs(app, people.analyst);
  });

  const begin = async () => {
    const { status, headers } = await postForm(first, list, fields);
    assert.equal(status, 303);
    return String(headers.location);
  };
  const read = async (agent: Agent, page: string) => load((await agent.get(page).expect(200)).text);
  const noteAll = async (agent: Agent, page: string, choose: (id: string) => string[]) => {
    for (;;) {
      const $ = await read(agent, page);
      const open = $('form.coded fieldset').toArray();
      if (open.length === 0) return;
      const names = open.map((one) => String($(one).find('input').attr('name')));
      const sent = Object.fromEntries(names.map((name) => [name, choose(name.replace('mark-', ''))]));
      await agent
        .post(`${page}/marks`)
        .type('form')
        .send({ _csrf: String($('input[name=_csrf]').val()), ...sent })
        .expect(303);
    }
  };
  const finish = (agent: Agent, page: string) => postForm(agent, `${page}/completion`, {}, page);

  it('holds approved comments that reports may show, without an office, and none of a unit with too few', async () => {
    const page = await begin();
    const coding = await CodingModel.findOne().orFail().lean();
    assert.equal(coding.comments.length, 14);
    assert.ok(!coding.comments.includes('k14') && !coding.comments.some((id) => id > 'k14'));
    const text = (await read(second, page))('main').text();
    assert.ok(text.includes('سخن k00'));
    assert.ok(!/root|few/.test(text), 'no office is named');
    await CommentModel.updateOne({ _id: 'k00' }, { $set: { review: 'hidden' } });
    assert.ok(!(await read(second, page))('main').text().includes('سخن k00'), 'one that was hidden since');
  });

  it('shows nobody what the other noted until both have finished, and takes nothing after that', async () => {
    const page = await begin();
    await noteAll(first, page, (id) => (id < 'k07' ? ['pay'] : ['none']));
    const seen = async () =>
      (await read(second, page))('main')
        .html()
        ?.replaceAll(/value="[0-9a-f.\w-]{60,}"/g, '');
    const before = await seen();
    assert.equal((await finish(second, page)).status, 409, 'not before all are noted');
    assert.equal((await finish(first, page)).status, 303);
    assert.equal(await seen(), before, 'nor whether the other has noted or finished');
    assert.equal((await postForm(first, `${page}/marks`, { 'mark-k00': 'trust' }, page)).status, 409);
    assert.equal((await postForm(first, `${page}/settlement`, { 'mark-k00': 'trust' }, page)).status, 409);
    assert.equal((await read(first, page))('table').length, 0);
    await noteAll(second, page, (id) => (id < 'k05' ? ['pay'] : ['none']));
    await finish(second, page);
    const $ = await read(second, page);
    const row = $('tbody tr')
      .toArray()
      .map((one) => $(one).text())
      .find((one) => one.includes('pay'));
    // 5 both, 2 one alone, 7 neither: κ = (12/14 − 1/2) / (1/2).
    assert.match(String(row), /۰٫۷۱/);
    assert.equal($('form.coded fieldset').length, 2, 'k05 and k06 are to be settled');
  });

  it('settles what differed, by the two alone, and audits without a word of any comment', async () => {
    const page = await begin();
    await noteAll(first, page, () => ['pay']);
    await noteAll(second, page, (id) => (id === 'k03' ? ['pay', 'trust'] : ['pay']));
    for (const agent of [first, second]) await finish(agent, page);
    const settled = { 'mark-k03': ['trust'], 'mark-k04': ['trust'] };
    assert.equal((await postForm(second, `${page}/settlement`, settled, page)).status, 303);
    const marks = await CodingMarkModel.find({ coder: 'settled' }).lean();
    assert.deepEqual(
      marks.map(({ comment, dimensions }) => [comment, ...dimensions]),
      [['k03', 'trust']],
    );
    assert.equal((await read(first, page))('form.coded').length, 0);
    const trail = await AuditModel.find().sort({ _id: 1 }).lean();
    const said = JSON.stringify(trail.filter(({ action }) => action.startsWith('comment.coding')));
    assert.match(said, /codingBegin.*codingFinish.*codingFinish.*codingSettle/);
    assert.doesNotMatch(said, /k0|سخن|"trust"/);
  });

  it('is there for its two readers and administrators, in released waves, and goes with the comments', async () => {
    const page = await begin();
    const other = await signInAs(app, third);
    await other.get(page).expect(404);
    assert.equal((await read(other, list))('table').length, 0);
    assert.equal((await postForm(other, `${page}/marks`, { 'mark-k00': 'pay' })).status, 404);
    assert.ok((await read(second, '/desk'))('main').text().includes('پاییز'), 'the desk says that it waits');
    assert.equal((await postForm(first, list, { ...fields, second: 'sara' })).status, 422);
    assert.equal((await postForm(first, list, { ...fields, second: 'karim' })).status, 404);
    await WaveModel.updateOne({ _id: 'w' }, { $set: { state: 'counted' } });
    await second.get(page).expect(409);
    await noteAll(first, '/desk', () => []);
    await CodingMarkModel.create({
      _id: 'm',
      coding: page.split('/').pop(),
      coder: 'sara',
      comment: 'k00',
      dimensions: [],
    });
    await purgeWave(await WaveModel.findById('w').orFail().lean(), { actor: 'sara', now: new Date() });
    assert.deepEqual([await CodingModel.countDocuments(), await CodingMarkModel.countDocuments()], [0, 0]);
  });

  it('is not begun with fewer than ten approved comments', async () => {
    for (const id of ['k00', 'k01', 'k02', 'k03', 'k04'])
      await CommentModel.updateOne({ _id: id }, { $set: { review: 'pending' } });
    assert.equal((await postForm(first, list, fields)).status, 422);
    assert.equal(await CodingModel.countDocuments(), 0);
  });
});
