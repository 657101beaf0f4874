import assert from 'node:assert/strict';
import { constants, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mongo } from 'mongoose';
import { BallotModel } from '../../server/responses/ballot.ts';
import { noon } from '../support/fixedClock.ts';
import { instrument, type OpenWave, situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { type PostedCredential, voter } from '../support/voter.ts';
import { withoutId } from '../support/withoutId.ts';

const items = instrument().dimensions.flatMap((dimension) => dimension.items.map(({ id }) => id));
const answers = { items: { [items[0]!]: 4, [items[1]!]: 'notApplicable' } };

/** What the driver throws when too few members of a replica set have a write, and when the line to the database breaks. */
const unsure = {
  unmetConcern: new mongo.MongoBulkWriteError({ message: 'waiting for replication timed out', code: 64 }, {
    getWriteConcernError: () => ({ code: 64 }),
  } as never),
  lostLine: new mongo.MongoBulkWriteError(
    new mongo.MongoNetworkError('connection closed') as never,
    { getWriteConcernError: () => undefined } as never,
  ),
};

describe('the ballot box', () => {
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let open: OpenWave;

  before(async () => {
    test = await testApp();
    open = await situation.openWave({
      keyDir: test.config.keyDir,
      invitations: 12,
      demographics: ['gender'],
    });
  });
  beforeEach(() => BallotModel.deleteMany({}));
  afterEach(() => test.clock.set(noon));

  const someone = () => voter(test.app, open.wave._id);
  const nextCode = () => open.codes.office1!.pop()!;

  it('takes a credential once, and calls a repeated send the success it was', async () => {
    const credential = await someone().credential(nextCode());
    await Promise.all([1, 2, 3].map(() => someone().ballot(credential, answers).expect(201)));
    await someone()
      .ballot(credential, { items: { [items[0]!]: 1 } })
      .expect(201);
    assert.equal(await BallotModel.countDocuments({}), 1);
  });

  it('refuses forged, foreign, truncated and malformed credentials in one and the same sentence and stores nothing', async () => {
    const good = await someone().credential(nextCode());
    const foreign = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 1 });
    const ofOtherWave = await voter(test.app, foreign.wave._id).credential(foreign.codes.office1![0]!);
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pss = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
    const message = randomBytes(64);
    const forged = sign('sha384', message, pss).toString('base64');
    const wrong: PostedCredential[] = [
      { unit: 'office1', message: message.toString('base64'), signature: forged },
      { ...good, unit: 'office2' },
      { ...good, unit: 'nowhere' },
      { ...good, unit: '__proto__' },
      ofOtherWave,
      { ...good, signature: good.signature.slice(0, 40) },
      { ...good, message: good.message.slice(0, 40) },
      { ...good, message: '', signature: '' },
      { ...good, signature: 'not base64 at all ☂' },
      { ...good, signature: 'A'.repeat(2001) },
      { unit: 'office1' } as never,
      { ...good, message: 7 } as never,
      'a word' as never,
      null as never,
    ];
    const replies = await Promise.all(wrong.map((credential) => someone().ballot(credential, answers)));
    replies.push(await someone().post('ballots', { answers }));
    assert.deepEqual(new Set(replies.map(({ status, text }) => `${status} ${withoutId(text)}`)).size, 1);
    assert.equal(replies[0]!.status, 403);
    assert.match(replies[0]!.body.error.message, /پاسخ‌ها هنوز در همین دستگاه است/);
    const headers = replies.map(({ headers: { date, etag, 'x-request-id': id, ...rest } }) =>
      JSON.stringify(rest),
    );
    assert.equal(new Set(headers).size, 1);
    assert.equal(await BallotModel.countDocuments({}), 0);
    await someone().ballot(good, answers).expect(201);
  });

  it('wants at least one answer on a scale, and only answers that fit the questionnaire', async () => {
    const credential = await someone().credential(nextCode());
    const refused: [object, string][] = [
      [{ items: {} }, 'responses:nothingAnswered'],
      [{ items: { [items[0]!]: 'notApplicable' } }, 'responses:nothingAnswered'],
      [{ items: { [items[0]!]: 6 } }, 'responses:answersMalformed'],
      [{ items: { [items[0]!]: 0.5 } }, 'responses:answersMalformed'],
      [{ items: { nosuch: 3 } }, 'responses:answersMalformed'],
      [{ ...answers, demographics: { gender: 'nosuch' } }, 'responses:answersMalformed'],
      [{ ...answers, openAnswers: { comment: 'ا'.repeat(10_001) } }, 'responses:answersMalformed'],
    ];
    for (const [body, key] of refused) {
      const reply = await someone().ballot(credential, body).expect(422);
      assert.equal(reply.body.error.key, key);
    }
    await someone().post('ballots', { credential }).expect(400);
    assert.equal(await BallotModel.countDocuments({}), 0);
  });

  it('makes all sealed ballots of a wave equally long, comment or none, and readable by nobody', async () => {
    const question = open.wave.instruments[0]!.openQuestions[0]!;
    const comment = 'رازی که هیچ‌کس نباید بخواند '.repeat(20).trim();
    await someone().vote(nextCode(), answers);
    await someone().vote(nextCode(), { ...answers, openAnswers: { [question.id]: comment } });
    const ballots = await BallotModel.find().lean();
    assert.equal(new Set(ballots.map(({ sealed }) => sealed.length)).size, 1);
    for (const { sealed } of ballots) {
      const bytes = Buffer.from(sealed.buffer as unknown as Uint8Array);
      assert.equal(bytes.includes(Buffer.from('راز', 'utf16le')), false);
    }
    assert.deepEqual(Object.keys(ballots[0]!).sort(), ['_id', 'sealed', 'unit', 'wave']);
  });

  it('does not thank for a ballot that the database has not confirmed; sent again it counts once', async () => {
    const box = BallotModel.collection;
    const insert = box.insertMany;
    for (const error of Object.values(unsure)) {
      await BallotModel.deleteMany({});
      const credential = await someone().credential(nextCode());
      box.insertMany = async (...given: unknown[]) => {
        await Reflect.apply(insert, box, given);
        throw error;
      };
      try {
        await someone().ballot(credential, answers).expect(503);
      } finally {
        box.insertMany = insert;
      }
      await someone().ballot(credential, answers).expect(201);
      assert.equal(await BallotModel.countDocuments({}), 1);
    }
  });

  it('takes answers in the grace time and none after it', async () => {
    const credential = await someone().credential(nextCode());
    const { closesAt, graceHours } = open.wave;
    test.clock.set(new Date(closesAt!.getTime() + graceHours * 3_600_000));
    await someone().ballot(credential, answers).expect(409);
    test.clock.set(new Date(closesAt!.getTime() + graceHours * 3_600_000 - 1));
    await someone().ballot(credential, answers).expect(201);
  });
});
