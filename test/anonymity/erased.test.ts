/**
 * Whoever takes the disk away after a count, a withdrawal or a purge, and searches its raw bytes for what they know: addresses, codes,
 * answers, comments, sealed ballots. Before each deletion the same search finds them, or it would prove nothing.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { withdrawWave } from '../../server/campaigns/closing/withdrawWave.ts';
import { finishCount } from '../../server/campaigns/count/countWave.ts';
import { eraseWaves, erasingFinished } from '../../server/campaigns/erasure/eraseWaves.ts';
import { peopleListsFinished, startList } from '../../server/campaigns/peopleList/peopleListWork.ts';
import { purgeWave } from '../../server/campaigns/purgeWave.ts';
import { reviewComment } from '../../server/campaigns/release/reviewComments.ts';
import { backupTo } from '../../server/database/backup/backupTo.ts';
import { importWave } from '../../server/imports/importWave.ts';
import { responseSpool } from '../../server/imports/responseSpool.ts';
import { addressCipher } from '../../server/participation/addressCipher.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { rowsToCorrect } from '../../server/participation/peopleList/summariseList.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { CommentModel } from '../../server/responses/comment.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import { getWave } from '../../server/waves/getWave.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { createJob } from '../../server/waves/waveJobs.ts';
import { noon } from '../support/fixedClock.ts';
import { inviteAddresses } from '../support/inbox.ts';
import { instrument, type OpenWave, situation } from '../support/situation.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { openTestStore, testStoreSource, useDatabase } from '../support/testStore.ts';
import { voter } from '../support/voter.ts';

const { items, question } = {
  items: instrument().dimensions.flatMap((dimension) => dimension.items.map(({ id }) => id)),
  question: instrument().openQuestions[0]!.id,
};
const comment = (n: number) => `comment number ${n} that nobody may find on the disk`;
const as = { actor: 'sara', now: noon };

/** Bytes of all files in a folder that are files of a store or of a program, sockets left out. */
function rawBytes(folder: string): Buffer {
  const parts = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return rawBytes(path);
    return entry.isFile() ? readFileSync(path) : Buffer.alloc(0);
  });
  return Buffer.concat(parts);
}

const unpacked = (path: string) => {
  const bytes = readFileSync(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
};

describe('what was deleted, on the disk', () => {
  useDatabase();
  let test: TestApp;
  let folder: string;
  before(async function () {
    const { dataFolder } = await openTestStore();
    if (!dataFolder) return this.skip();
    folder = dataFolder;
    test = await testApp({ dataDir: dataFolder });
  });

  const votes = 6;
  /** Each person answers in a pattern of their own, so that the bytes of one response are known. */
  const answersOf = (n: number) =>
    Object.fromEntries(items.map((id, at) => [id, 1 + ((at * (n + 2) + n) % 5)]));

  async function answeredWave(): Promise<OpenWave> {
    const open = await situation.openWave({
      keyDir: test.config.keyDir,
      offices: 1,
      invitations: votes,
    });
    for (const [n, code] of open.codes.office1!.entries())
      await voter(test.app, open.wave._id).vote(code, {
        items: answersOf(n),
        openAnswers: { [question]: comment(n) },
      });
    return open;
  }

  /** What of it the raw files of the store hold. */
  const found = (secrets: readonly (Buffer | string)[]) => {
    const bytes = rawBytes(folder);
    return secrets.filter((secret) => bytes.includes(secret)).length;
  };
  const sealedBallots = async () =>
    (await BallotModel.find({}, { sealed: 1 }).lean()).map(({ sealed }) =>
      Buffer.from((sealed as unknown as { buffer: Uint8Array }).buffer),
    );

  async function count(id: string): Promise<void> {
    const job = createJob('count', as, 1);
    const received = await BallotModel.countDocuments({ wave: id });
    const changes = { state: 'closed' as const, job, count: { received, counted: 0, unitsDone: [] } };
    await WaveModel.updateOne({ _id: id }, { $set: changes });
    await finishCount(id, test, async () => {});
    await erasingFinished();
  }

  it('is gone after the count: ballots, codes; and after a purge: answers and comments', async function () {
    this.timeout(60_000);
    const { wave, codes } = await answeredWave();
    const ballots = await sealedBallots();
    assert.equal(found(ballots), votes);
    await count(wave._id);
    assert.equal(found(ballots), 0);
    assert.equal(found(codes.office1!), 0);
    assert.equal((await getWave(wave._id)).erasure?.result, 'erased');

    const responses = await ResponseModel.find({}).lean();
    const answers = responses.map(({ answers: bytes }) =>
      Buffer.from((bytes as unknown as { buffer: Uint8Array }).buffer),
    );
    const comments = (await CommentModel.find({}).lean()).map(({ text }) => text);
    assert.deepEqual([found(answers), found(comments)], [votes, votes]);
    const own = join(folder, 'backups', 'before-2026-01-01');
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, 'comments.bson'), comments.join());
    await purgeWave(await getWave(wave._id), as);
    await eraseWaves(folder, test.clock);
    assert.deepEqual([found(answers), found(comments), existsSync(own)], [0, 0, false]);
    assert.equal(await WaveModel.countDocuments({}), 1);
  });

  it('was never readable where it is an address: not in the store, nor in a backup of any day, and after the count with no key', async function () {
    this.timeout(60_000);
    const { wave } = await answeredWave();
    const invited = ['nobody-may-read-1@example.ir', '+989140000001'];
    const listed = ['nobody-may-read-2@example.ir', 'nobody-may-read-3', 'Nobody-May-Read-2@example.ir'];
    const place = { clock: test.clock, keyDir: test.config.keyDir };
    await inviteAddresses({ wave: wave._id, keyDir: test.config.keyDir }, noon, invited);
    const rows = listed.map((address) => `office1,email,${address}`);
    const bytes = Buffer.from(['office,channel,address', ...rows].join('\n'));
    const list = await startList(wave, { name: 'people.csv', bytes }, as, place);
    await peopleListsFinished();
    const broken = Buffer.from('nobody-may-read-4@example.ir;nobody-may-read-5\nx;y');
    await startList(wave, { name: 'other.csv', bytes: broken }, as, place);
    await peopleListsFinished();
    const secrets = [/nobody-may-read/i, /9140000001/];
    const backup = join(temporaryFolder('backup'), 'taken');
    await backupTo(backup, await testStoreSource());
    const readable = () => {
      const places = [rawBytes(folder), ...readdirSync(backup).map((name) => unpacked(join(backup, name)))];
      return secrets.filter((secret) => places.some((place) => secret.test(place.toString('latin1'))));
    };
    assert.deepEqual(readable(), []);
    const cipher = addressCipher(test.config.keyDir, wave._id);
    const [row] = await rowsToCorrect(list, 10, cipher);
    assert.match(row!.written.join(), /nobody-may-read/, 'with the keys it can be read');
    const sealed = (await InvitationModel.findById('invitation0').lean())!.sealedAddress!;
    assert.equal(cipher.open(sealed), invited[0]);
    assert.equal(found([sealed]), 1);
    await count(wave._id);
    assert.deepEqual([readable(), found([sealed])], [[], 0]);
    assert.throws(() => addressCipher(test.config.keyDir, wave._id), { status: 503 });
  });

  it('is gone when an administrator has rewritten it: the wording of a comment before', async () => {
    const { wave } = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 0 });
    const comments = Array.from({ length: 10 }, (_, n) => ({
      _id: `rewritten${n}`,
      wave: wave._id,
      unit: 'office1',
      question,
      text: `${comment(n)} because it names Ali`,
    }));
    await CommentModel.insertMany(comments);
    await WaveModel.updateOne({ _id: wave._id }, { $set: { state: 'counted' } });
    const texts = comments.map(({ text }) => text);
    assert.equal(found(texts), 10);
    const change = { review: 'approved' as const, text: 'because it names somebody' };
    await reviewComment(await getWave(wave._id), 'rewritten3', change, as);
    await eraseWaves(folder, test.clock);
    assert.deepEqual(
      texts.filter((text) => found([text]) === 0),
      [texts[3]],
    );
    assert.equal((await getWave(wave._id)).erasure?.result, 'erased');
  });

  it('is gone after a withdrawal, and the rest of the store is as it was', async function () {
    this.timeout(60_000);
    const kept = await answeredWave();
    const ballots = await sealedBallots();
    const { wave } = await answeredWave();
    const all = await sealedBallots();
    await withdrawWave(wave, 'not needed', test.config.keyDir, as);
    assert.ok(found(all) > votes, 'deleting alone leaves ballots in the file');
    await eraseWaves(folder, test.clock);
    assert.deepEqual([found(all), found(ballots)], [votes, votes]);
    assert.equal(await BallotModel.countDocuments({ wave: kept.wave._id }), votes);
  });

  it('is not taken for erased when a round began before the deletion had ended', async () => {
    const { wave } = await answeredWave();
    await WaveModel.updateOne({ _id: wave._id }, { $set: { state: 'released' } });
    const early = eraseWaves(folder, test.clock);
    await purgeWave(await getWave(wave._id), as);
    await early;
    assert.equal((await getWave(wave._id)).erasure?.result, null);
    await eraseWaves(folder, test.clock);
    assert.equal((await getWave(wave._id)).erasure?.result, 'erased');
  });

  it('is gone after an import that failed on its way: answers and comments of the file, in whichever store they were', async function () {
    this.timeout(60_000);
    const [survey] = [instrument()];
    const secret = 'a comment of an import that nobody may find on the disk';
    const lines = Array.from({ length: 30 }, (_, n) => [
      'office1',
      ...Object.values(answersOf(n)),
      `${secret} ${n}`,
    ]);
    const csv = [['office', ...items, question], ...lines].map((line) => line.join(',')).join('\n');
    let wasThere = 0;
    const office = { code: 'office1', level: 'province', nameFa: 'واحد', parent: null, headcount: 40 };
    const input = {
      ...{ title: 'broken', instruments: [survey], offices: [office], officesFile: 'o.csv', minimum: 5 },
      ...{
        responsesFile: 'r.csv',
        responses: Buffer.from(csv),
        opensAt: null,
        closesAt: null,
        previous: null,
      },
      clock: test.clock,
      onProgress: (step: string) => {
        if (step !== 'reports') return;
        wasThere = found([secret]);
        throw new Error('no room');
      },
    };
    await assert.rejects(importWave(input), /no room/);
    assert.equal(wasThere, 1, 'while it was stored it could be read');
    assert.equal(found([secret]), 0);
    assert.equal(await WaveModel.countDocuments({ title: 'broken' }), 0);
  });

  it('cannot be read from the spool file of an import, which nobody else can open by name', () => {
    const spool = responseSpool({ items: 60, demographics: 4 });
    const answers = Buffer.alloc(60, 3);
    const response = { office: 7, items: answers, demographics: Buffer.alloc(4, 1) };
    for (let n = 0; n < 3000; n++) spool.add(response as never);
    const links = existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd') : [];
    const spools = links.filter((fd) => isLinkTo(`/proc/self/fd/${fd}`, /farhangsanj-import-/));
    if (links.length > 0) assert.equal(spools.length, 1);
    for (const fd of spools) {
      const bytes = readFileSync(`/proc/self/fd/${fd}`);
      assert.ok(bytes.length > 60 * 2000 && !bytes.includes(answers.subarray(0, 16)));
    }
    spool.remove();
  });
});

function isLinkTo(path: string, pattern: RegExp): boolean {
  try {
    return pattern.test(readlinkSync(path));
  } catch {
    return false;
  }
}
