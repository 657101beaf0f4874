/**
 * The count of one reporting unit. It may be killed at any point: until the unit is marked as done its responses are
 * made again from its ballots, and the ballots are deleted only after the mark, so nothing is lost or counted twice.
 */
import { randomInt } from 'node:crypto';
import mongoose, { type mongo } from 'mongoose';
import { randomId } from '../database/randomId.ts';
import { compileQuestionnaire, type Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { localPlaces } from '../waves/localBlocks.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { type Ballot, BallotModel } from './ballot.ts';
import { type BallotContent, decodeBallotContent } from './ballotContent.ts';
import { type Comment, CommentModel } from './comment.ts';
import { type Response, ResponseModel } from './response.ts';

/** Ballots are large and responses small, and every write waits for the disk: so several reads are stored with one write. */
const readBatch = 200;
const storeBatch = 2000;

/** The wave's keys do not open a ballot: the count stops and nothing is deleted. */
export class UnreadableBallot extends Error {
  constructor(unit: string) {
    super(`A ballot of unit ${unit} cannot be opened with the keys in KEY_DIR`);
    this.name = 'UnreadableBallot';
  }
}

export interface CountUnit {
  wave: Pick<Wave, '_id' | 'instruments' | 'localBlocks' | 'offices' | 'units'>;
  unit: string;
  /** Opens a sealed box of the wave (`ballotOpener`); null when it cannot. */
  open: (sealed: Buffer) => Buffer | null;
  /** Called for every ballot, in random order; called for all of them again when a killed count is repeated. */
  onContent: (content: Pick<BallotContent, 'items' | 'demographics' | 'local'>) => void;
  /** Stores what `onContent` collected; must replace what an earlier attempt stored. */
  saveTally: () => Promise<void>;
}

/** @returns how many responses the unit has. Repeating it is harmless. @throws UnreadableBallot */
export async function countUnit(count: CountUnit): Promise<number> {
  const unit = { wave: count.wave._id, unit: count.unit };
  if (!(await isDone(unit))) {
    await clearHalfCounted(unit);
    const counted = await openAll(count, unit);
    await count.saveTally();
    await WaveModel.updateOne(
      // Also by a server that does not know a repeated write: never added twice.
      { _id: unit.wave, 'count.unitsDone': mongoose.trusted({ $ne: unit.unit }) },
      { $addToSet: { 'count.unitsDone': unit.unit }, $inc: { 'count.counted': counted } },
    );
  }
  await deleteBallots(unit);
  return ResponseModel.countDocuments(unit);
}

interface WaveUnitId {
  wave: string;
  unit: string;
}

async function isDone({ wave, unit }: WaveUnitId): Promise<boolean> {
  const found = await WaveModel.findOne({ _id: wave }, { count: 1 }).lean();
  return found?.count.unitsDone.includes(unit) ?? false;
}

async function clearHalfCounted(unit: WaveUnitId): Promise<void> {
  await ResponseModel.deleteMany(unit);
  await CommentModel.deleteMany(unit);
}

const box = () => BallotModel.collection as unknown as mongo.Collection<Ballot>;

const deleteBatch = 2000;
const idsPerCommand = 200;

/**
 * Commands sent at the same time share one write to the disk, which is the most expensive part of a deletion. Each names its ballots in one
 * list: a server is done with that in less than half the time that it takes for as many deletions of one.
 */
async function deleteBallots(unit: WaveUnitId): Promise<void> {
  const ids = await ballotIds(unit);
  for (let start = 0; start < ids.length; start += deleteBatch) {
    const end = Math.min(ids.length, start + deleteBatch);
    const commands: Promise<unknown>[] = [];
    for (let from = start; from < end; from += idsPerCommand) {
      const some = ids.slice(from, Math.min(end, from + idsPerCommand));
      commands.push(box().deleteMany({ _id: { $in: some } }));
    }
    await Promise.all(commands);
  }
}

async function ballotIds(unit: WaveUnitId): Promise<string[]> {
  const ids: string[] = [];
  const named = box().find<Pick<Ballot, '_id'>>(unit, { projection: { _id: 1 }, batchSize: 10_000 });
  for await (const { _id } of named) ids.push(_id);
  return ids;
}

/** Reads the ballots in random order; only their ids are all in memory at once. */
async function openAll(count: CountUnit, unit: WaveUnitId): Promise<number> {
  const questionnaire = compileQuestionnaire(count.wave.instruments);
  const ids = shuffle(await ballotIds(unit));
  let storing: Promise<void> | undefined;
  let opened: BallotContent[] = [];
  for (let start = 0; start < ids.length; start += readBatch) {
    const contents = await openChunk(count, questionnaire, ids.slice(start, start + readBatch));
    for (const content of contents) count.onContent(content);
    opened.push(...contents);
    if (opened.length < storeBatch && start + readBatch < ids.length) continue;
    await storing;
    storing = store(unit, shuffle(opened));
    // A failure is thrown where the promise is awaited.
    storing.catch(() => undefined);
    opened = [];
  }
  await storing;
  return ids.length;
}

async function openChunk(
  count: CountUnit,
  questionnaire: Questionnaire,
  ids: string[],
): Promise<BallotContent[]> {
  const places = localPlaces(count.wave);
  const ballots = await box()
    .find<Pick<Ballot, 'sealed'>>(
      { _id: { $in: ids } },
      { projection: { _id: 0, sealed: 1 }, promoteBuffers: true, batchSize: readBatch },
    )
    .toArray();
  return ballots.map(({ sealed }) => {
    const opened = count.open(sealed);
    if (!opened) throw new UnreadableBallot(count.unit);
    return decodeBallotContent(questionnaire, opened, places);
  });
}

async function store(unit: WaveUnitId, contents: BallotContent[]): Promise<void> {
  const responses = contents.map(
    ({ items, demographics, local }): Response => ({
      ...unit,
      _id: randomId(),
      answers: Buffer.from(items),
      demographics: Buffer.from(demographics),
      ...(local.length > 0 && { local: Buffer.from(local) }),
    }),
  );
  await ResponseModel.collection.insertMany(responses as never);
  const texts = contents.flatMap(({ openAnswers }) => Object.entries(openAnswers));
  if (texts.length === 0) return;
  const comments = shuffle(texts).map(
    ([question, text]): Comment => ({ ...unit, _id: randomId(), question, text, review: 'pending' }),
  );
  await CommentModel.collection.insertMany(comments as never);
}

/** Fisher–Yates with a random generator that nobody can replay. */
function shuffle<T>(list: T[]): T[] {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [list[last], list[other]] = [list[other]!, list[last]!];
  }
  return list;
}
