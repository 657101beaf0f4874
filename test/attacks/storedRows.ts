/**
 * Attacks by whoever holds the database, its files and backups, and by whoever tries codes: known people answer in a known order, and
 * every order and size that the stored things have is tried as a key from a person to a ballot, a response or a comment.
 */
import { createHash } from 'node:crypto';
import { hashCode, newCode } from '../../server/participation/code.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { CommentModel } from '../../server/responses/comment.ts';
import { countUnit } from '../../server/responses/countUnit.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import { ballotOpener } from '../../server/waves/keys/ballotOpener.ts';
import { instrument, situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { emptyStore } from '../support/testStore.ts';
import { voter } from '../support/voter.ts';
import { type AttackRow, mean, percent } from './attackRow.ts';

const items = instrument().dimensions.flatMap((dimension) => dimension.items.map(({ id }) => id));
const question = instrument().openQuestions[0]!.id;
const persons = 12;

/** Hits of a guess that pairs the n-th person (in one of several orders) with the n-th stored thing (in one of several orders). */
function bestPairing(
  peopleOrders: string[][],
  thingOrders: string[][],
  owner: ReadonlyMap<string, string>,
): number[] {
  return peopleOrders.flatMap((people) =>
    thingOrders.map(
      (things) => people.filter((person, at) => owner.get(things[at]!) === person).length / persons,
    ),
  );
}

const both = (list: readonly string[]) => [[...list], [...list].reverse()];
const bySize = <T>(list: readonly T[], size: (one: T) => number, name: (one: T) => string) =>
  [...list].sort((a, b) => size(a) - size(b)).map(name);

/** One wave of one office in which twelve known people answer: shares of right guesses by each way of pairing. */
async function linkOnce(): Promise<{ ballots: number[]; responses: number[]; comments: number[] }> {
  await emptyStore();
  const test = await testApp();
  const place = { keyDir: test.config.keyDir, offices: 1, invitations: persons, headcount: 30 };
  const open = await situation.openWave(place);
  const someone = voter(test.app, open.wave._id);
  const answered: string[] = [];
  const ownerOfBallot = new Map<string, string>();
  const marks = new Map<string, string>();
  for (const [at, code] of open.codes.office1!.entries()) {
    const invitation = String((await InvitationModel.findOne({ codeHashes: hashCode(code) }).lean())!._id);
    const credential = await someone.credential(code);
    const comment = `نظر ${at} ${'بلند '.repeat(at)}`.trim();
    const signs = Object.fromEntries([0, 1, 2, 3].map((bit) => [items[bit]!, 1 + ((at >> bit) & 1)]));
    await someone.ballot(credential, { items: signs, openAnswers: { [question]: comment } }).expect(201);
    answered.push(invitation);
    ownerOfBallot.set(
      createHash('sha256').update(Buffer.from(credential.message, 'base64')).digest('hex'),
      invitation,
    );
    marks.set(String(at), invitation);
  }
  const stored = (await InvitationModel.find().lean()).map(({ _id }) => String(_id));
  const people = [...both(answered), ...both(stored), [...stored].sort()];
  const ballots = await BallotModel.find().lean();
  const sealedSize = (one: (typeof ballots)[number]) =>
    Buffer.from(one.sealed.buffer as unknown as Uint8Array).length;
  const names = ballots.map(({ _id }) => _id);
  const ballotOrders = [...both(names), [...names].sort(), bySize(ballots, sealedSize, ({ _id }) => _id)];
  const openBox = ballotOpener(test.config.keyDir, open.wave._id);
  const unit = open.wave.units[0]!.code;
  await countUnit({
    wave: open.wave,
    unit,
    open: openBox,
    onContent: () => undefined,
    saveTally: async () => undefined,
  });
  const responses = await ResponseModel.find().lean();
  const ownerOfResponse = new Map(
    responses.map(({ _id, answers }) => {
      const bytes = Buffer.from((answers as unknown as { buffer: Uint8Array }).buffer ?? answers);
      const at = [0, 1, 2, 3].reduce((sum, bit) => sum + ((bytes[bit]! - 1) << bit), 0);
      return [_id, marks.get(String(at))!];
    }),
  );
  const comments = await CommentModel.find().lean();
  const ownerOfComment = new Map(comments.map(({ _id, text }) => [_id, marks.get(text.split(' ')[1]!)!]));
  const ids = (list: readonly { _id: string }[]) => list.map(({ _id }) => _id);
  return {
    ballots: bestPairing(people, ballotOrders, ownerOfBallot),
    responses: bestPairing(people, [...both(ids(responses)), ids(responses).sort()], ownerOfResponse),
    comments: bestPairing(people, [...both(ids(comments)), ids(comments).sort()], ownerOfComment),
  };
}

export async function linkingRows(waves: number): Promise<AttackRow[]> {
  const tried: Awaited<ReturnType<typeof linkOnce>>[] = [];
  for (let i = 0; i < waves; i += 1) tried.push(await linkOnce());
  const row = (attack: string, kind: 'ballots' | 'responses' | 'comments'): AttackRow => {
    const ways = tried[0]![kind].map((_, way) => mean(tried.map((one) => one[kind][way]!)));
    return {
      attack,
      tried: `the right one for each of ${persons} known people; ${waves} waves, ${ways.length} ways of ordering both sides`,
      best: `${percent(Math.max(...ways))} by the luckiest way, ${percent(mean(ways))} on average`,
      chance: `${percent(1 / persons)}; by luck as much as ${percent((1 + 3 / Math.sqrt(waves)) / persons)}`,
    };
  };
  return [
    row(
      'database and backups: ballot of an invitation, by order of answering, order stored, name, size',
      'ballots',
    ),
    row('after the count: response of an invitation, by the same orders', 'responses'),
    row('after the count: comment of an invitation, by the same orders', 'comments'),
  ];
}

/** Which of three kinds of wrong code was asked about, by the time, length and headers of the reply. */
export async function codeRow(rounds: number): Promise<AttackRow> {
  await emptyStore();
  const test = await testApp({ trustProxy: 'true' });
  const place = { keyDir: test.config.keyDir, offices: 1, invitations: 1 };
  const open = await situation.openWave(place);
  const foreign = (await situation.openWave(place)).codes.office1![0]!;
  const someone = voter(test.app, open.wave._id);
  const kinds = [() => newCode(), () => `${newCode().slice(0, 15)}!!!!!`, () => foreign];
  const seen: { kind: number; ms: number; look: string }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [kind, code] of kinds.entries()) {
      const from = performance.now();
      const address = `192.0.2.${(round * 3 + kind) % 250}`;
      const { status, text, headers } = await someone.right(code()).set('X-Forwarded-For', address);
      const { date: _date, ...rest } = headers;
      seen.push({ kind, ms: performance.now() - from, look: `${status} ${text} ${JSON.stringify(rest)}` });
    }
  }
  const looks = new Set(seen.map(({ look }) => look)).size;
  const chance = 1 / kinds.length;
  const luck = 3 * Math.sqrt((chance * (1 - chance)) / (seen.length / 2));
  return {
    attack: 'codes: unknown, malformed or of another wave, by time, length and headers of the reply',
    tried: `the right one of three kinds; ${seen.length} replies, of ${looks} looks`,
    best: percent(byTime(seen)),
    chance: `${percent(chance)}; by luck as much as ${percent(chance + luck)}`,
  };
}

/** Learns the usual time of each kind from the first half and guesses the kind of each of the second by the nearest. */
function byTime(seen: readonly { kind: number; ms: number }[]): number {
  const [learnt, guessed] = [seen.slice(0, seen.length / 2), seen.slice(seen.length / 2)];
  const usual = [0, 1, 2].map((kind) => {
    const times = learnt.filter((each) => each.kind === kind).map(({ ms }) => ms);
    return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
  });
  const nearest = (ms: number) =>
    usual.indexOf([...usual].sort((a, b) => Math.abs(a - ms) - Math.abs(b - ms))[0]!);
  return guessed.filter(({ kind, ms }) => nearest(ms) === kind).length / guessed.length;
}
