import assert from 'node:assert/strict';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { encodeBallotContent } from '../../server/responses/ballotContent.ts';
import { ballotsReceived } from '../../server/responses/ballotsReceived.ts';
import { CommentModel } from '../../server/responses/comment.ts';
import { countUnit, UnreadableBallot } from '../../server/responses/countUnit.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import { ballotOpener } from '../../server/waves/keys/ballotOpener.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { instrument, type OpenWave, situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { voter } from '../support/voter.ts';

const [first] = instrument().dimensions[0]!.items;
const question = instrument().openQuestions[0]!.id;
const values = [1, 2, 3, 4, 5, 5];

class Killed extends Error {}

describe('the count of a unit', () => {
  useDatabase();
  let test: TestApp;
  let open: OpenWave;

  beforeEach(async () => {
    test = await testApp();
    const asked = {
      keyDir: test.config.keyDir,
      offices: 1,
      invitations: values.length,
      demographics: ['gender'],
    };
    open = await situation.openWave(asked);
    const box = voter(test.app, open.wave._id);
    for (const [index, value] of values.entries()) {
      const openAnswers = index < 2 ? { [question]: `نظر ${index}` } : {};
      const demographics = { gender: index % 2 ? 'female' : 'male' };
      const answers = { items: { [first!.id]: value }, demographics, openAnswers };
      await box.vote(open.codes.office1![index]!, answers);
    }
  });

  const count = (over: Partial<Parameters<typeof countUnit>[0]> = {}) =>
    countUnit({
      wave: open.wave,
      unit: 'office1',
      open: ballotOpener(test.config.keyDir, open.wave._id),
      onContent: () => {},
      saveTally: async () => {},
      ...over,
    });

  async function requireComplete() {
    const responses = await ResponseModel.find().lean();
    const given = responses.map(({ answers }) => Buffer.from(answers.buffer as unknown as Uint8Array)[0]);
    assert.deepEqual(given.sort(), values);
    const comments = await CommentModel.find().lean();
    assert.deepEqual(comments.map(({ text }) => text).sort(), ['نظر 0', 'نظر 1']);
    assert.equal(await BallotModel.countDocuments({}), 0);
    const wave = await WaveModel.findOne({ _id: open.wave._id }).lean();
    assert.deepEqual(wave?.count.unitsDone, ['office1']);
    assert.equal(wave?.count.counted, values.length);
  }

  it('turns ballots into responses and comments, hands every sheet on, and deletes the ballots', async () => {
    assert.deepEqual([...(await ballotsReceived(open.wave._id))], [['office1', values.length]]);
    const seen: number[] = [];
    assert.equal(await count({ onContent: ({ items }) => seen.push(items[0]!) }), values.length);
    assert.deepEqual(seen.sort(), values);
    await requireComplete();
    const [response] = await ResponseModel.find().lean();
    assert.deepEqual(Object.keys(response!).sort(), ['_id', 'answers', 'demographics', 'unit', 'wave']);
    const [comment] = await CommentModel.find().lean();
    assert.deepEqual(Object.keys(comment!).sort(), ['_id', 'question', 'review', 'text', 'unit', 'wave']);
  });

  it('loses and doubles nothing when killed while opening, before the tally, or before the deletion', async () => {
    let sheets = 0;
    const dies = () => {
      sheets += 1;
      if (sheets === 3) throw new Killed();
    };
    await assert.rejects(count({ onContent: dies }), Killed);
    await assert.rejects(count({ saveTally: () => Promise.reject(new Killed()) }), Killed);
    assert.equal(await BallotModel.countDocuments({}), values.length);
    const kept = await BallotModel.find().lean();
    assert.equal(await count(), values.length);
    await BallotModel.insertMany(
      kept.map((ballot) => ({ ...ballot, sealed: Buffer.from(ballot.sealed.buffer) })),
    );
    assert.equal(await count(), values.length);
    await requireComplete();
  });

  it('counts two hundred and one ballots without a comment, and a unit in which nobody answered', async () => {
    await BallotModel.deleteMany({});
    const questionnaire = compileQuestionnaire(open.wave.instruments);
    const sealed = encodeBallotContent(questionnaire, { items: { [first!.id]: 3 } });
    const ballots = Array.from({ length: 201 }, (_, i) => ({ _id: `b${i}`, unit: 'office1', sealed }));
    await BallotModel.insertMany(ballots.map((ballot) => ({ ...ballot, wave: open.wave._id })));
    assert.equal(await count({ open: (bytes) => bytes }), 201);
    assert.equal(await count({ unit: 'office2' }), 0);
    assert.equal(await CommentModel.countDocuments(), 0);
    const wave = await WaveModel.findOne({ _id: open.wave._id }).lean();
    assert.deepEqual(wave?.count.unitsDone, ['office1', 'office2']);
    assert.equal(wave?.count.counted, 201);
  });

  it('stops at a ballot that the keys do not open, and deletes nothing', async () => {
    await BallotModel.create({ _id: 'x', wave: open.wave._id, unit: 'office1', sealed: Buffer.alloc(500) });
    await assert.rejects(count(), UnreadableBallot);
    assert.equal(await BallotModel.countDocuments({}), values.length + 1);
  });
});
