/** Comments are read before anyone sees them, only where enough people wrote one, and the trail never keeps their words. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { AuditModel } from '../../../server/accounts/audit/auditEntry.ts';
import { PublishedThemesModel } from '../../../server/comments/themes/publishedThemes.ts';
import { CommentModel } from '../../../server/responses/comment.ts';
import { WaveModel } from '../../../server/waves/wave.ts';
import { type Agent, people, postForm, signInAs } from '../../support/people.ts';
import { situation } from '../../support/situation.ts';
import { testApp } from '../../support/testApp.ts';
import { useDatabase } from '../../support/testStore.ts';

describe('reading comments', () => {
  useDatabase();
  let agent: Agent;
  let id: string;
  beforeEach(async () => {
    const test = await testApp();
    const { wave } = await situation.openWave({ keyDir: test.config.keyDir, invitations: 0, offices: 3 });
    id = wave._id;
    const question = wave.instruments[0]?.openQuestions[0]?.id ?? '';
    await WaveModel.updateOne({ _id: id }, { $set: { state: 'counted' } });
    const comments = (unit: string, count: number) =>
      Array.from({ length: count }, (_, n) => ({
        _id: `${unit}-${n}`,
        wave: id,
        unit,
        question,
        text: `سخن ${unit} ${n}`,
      }));
    await CommentModel.insertMany([...comments('office1', 10), ...comments('office2', 9)]);
    agent = await signInAs(test.app, people.administrator);
  });

  it('shows the comments of units with enough of them and only says that others are too few', async () => {
    const page = load((await agent.get(`/desk/waves/${id}/comments`).expect(200)).text);
    assert.equal(page('.comment-queue blockquote').length, 10);
    assert.doesNotMatch(page('main').text(), /office2/);
  });

  it('shows those of small units under the name of the office above, and names no such unit in the trail', async () => {
    const { offices } = await WaveModel.findById(id).orFail().lean();
    const below = offices.map((office) => ({
      ...office,
      parent: office.code === 'office1' ? null : 'office1',
    }));
    await WaveModel.updateOne({ _id: id }, { $set: { commentsJoin: true, offices: below } });
    const few = { wave: id, unit: 'office3', question: (await CommentModel.findOne().orFail()).question };
    await CommentModel.create({ ...few, _id: 'few', text: 'سخن اندک' });
    const { text } = await agent.get(`/desk/waves/${id}/comments`).expect(200);
    const shown = load(text)('.comment-queue li');
    const joined = shown.filter((_, li) => /سخن (office2|اندک)/.test(load(li).text()));
    assert.equal(joined.length, 10);
    assert.match(joined.find('.note').text(), /تبریز/);
    assert.doesNotMatch(joined.find('.note').text(), /مرند|اهر/);
    await postForm(agent, `/desk/waves/${id}/comments/few/approval`, {});
    const [entry] = (await AuditModel.find().lean()).filter(({ action }) => action === 'comment.approve');
    assert.doesNotMatch(JSON.stringify(entry?.detail), /office3/);
  });

  it('takes a frequent word out of the reports and puts it back, and the trail does not repeat it', async () => {
    const word = { id: 'رضایی', label: 'رضایی', persons: 10 };
    const groups = { 'own:office1': { writers: 10, themes: [], words: [word], phrases: [] } };
    await PublishedThemesModel.create({ _id: `${id}:comment`, wave: id, question: 'comment', groups });
    const page = load((await agent.get(`/desk/waves/${id}/comments`).expect(200)).text);
    assert.match(page('.word-queue').text(), /رضایی/);
    await postForm(agent, `/desk/waves/${id}/comments/words/hiding`, { word: word.id });
    assert.deepEqual((await PublishedThemesModel.findOne().orFail().lean()).hidden, [word.id]);
    await postForm(agent, `/desk/waves/${id}/comments/words/showing`, { word: word.id });
    assert.deepEqual((await PublishedThemesModel.findOne().orFail().lean()).hidden, []);
    assert.equal(
      (await postForm(agent, `/desk/waves/${id}/comments/words/hiding`, { word: 'x' })).status,
      404,
    );
    const trail = await AuditModel.find().lean();
    assert.deepEqual(
      trail.map(({ action }) => action).filter((action) => action.startsWith('comment.')),
      ['comment.wordHide', 'comment.wordShow'],
    );
    assert.doesNotMatch(JSON.stringify(trail), /رضایی/);
  });

  it('approves, rewrites and hides; the audit trail knows unit and question only', async () => {
    await postForm(agent, `/desk/waves/${id}/comments/office1-0/approval`, {});
    await postForm(agent, `/desk/waves/${id}/comments/office1-1/redaction`, { text: 'سخن بی نام' });
    await postForm(agent, `/desk/waves/${id}/comments/office1-2/hiding`, {});
    const reviews = await CommentModel.find({ unit: 'office1' }).sort({ _id: 1 }).lean();
    assert.deepEqual(
      reviews.slice(0, 3).map(({ review, text }) => [review, text]),
      [
        ['approved', 'سخن office1 0'],
        ['approved', 'سخن بی نام'],
        ['hidden', 'سخن office1 2'],
      ],
    );
    const trail = (await AuditModel.find().sort({ _id: 1 }).lean()).filter(({ action }) =>
      action.startsWith('comment.'),
    );
    assert.deepEqual(
      trail.map(({ action }) => action),
      ['comment.approve', 'comment.redact', 'comment.hide'],
    );
    assert.doesNotMatch(JSON.stringify(trail), /سخن/);
  });

  it('approves a page at once, and touches no comment that may not be read', async () => {
    const sent = { comments: ['office1-0', 'office1-1', 'office2-0'] };
    await postForm(agent, `/desk/waves/${id}/comments/approvals`, sent);
    assert.equal(await CommentModel.countDocuments({ review: 'approved' }), 2);
    assert.equal((await postForm(agent, `/desk/waves/${id}/comments/office2-0/approval`, {})).status, 404);
  });
});
