/**
 * The count of one reporting unit. It may be killed at any point: until the unit is marked as done its responses are
 * made anew from its ballots, and the ballots are deleted only after the mark, so nothing is lost or counted twice.
 */
import { randomInt } from 'node:crypto';
import type { mongo } from 'mongoose';
import { randomId } from '../database/randomId.ts';
import { compileQuestionnaire, type Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { type Ballot, BallotModel } from './ballot.ts';
import { type BallotContent, decodeBallotContent } from './ballotContent.ts';
import { type Comment, CommentModel } from './comment.ts';
import { type Response, ResponseModel } from './response.ts';

/** Ballots are large and responses small: many small pieces are read for each that is written, because every write waits for the disk. */
const readTogether = 200;
const storeTogether = 2000;

/** A ballot that the wave's keys do not open: the count stops and nothing is deleted. */
export class BallotUnreadable extends Error {
  constructor(unit: string) {
    super(`A ballot of unit ${unit} cannot be opened with the keys in KEY_DIR`);
    this.name = 'BallotUnreadable';
  }
}

export interface CountUnit {
  wave: Pick<Wave, '_id' | 'instruments'>;
  unit: string;
  /** Opens a sealed box of the wave (`sealedOpener`); null when it cannot. */
  open: (sealed: Buffer) => Buffer | null;
  /** Called for every sheet, in no order; called again from the first when a killed count is repeated. */
  onContent: (sheet: Pick<BallotContent, 'items' | 'demographics'>) => void;
  /** Stores what `onSheet` gathered; must replace what an earlier attempt stored. */
  saveTally: () => Promise<void>;
}

/** How many responses the unit has. Doing it again is harmless. @throws BallotUnreadable */
export async function countUnit(count: CountUnit): Promise<number> {
  const place = { wave: count.wave._id, unit: count.unit };
  if (!(await isDone(place))) {
    await clearHalfCounted(place);
    const counted = await openAll(count, place);
    await count.saveTally();
    await WaveModel.updateOne(
      { _id: place.wave },
      { $addToSet: { 'count.unitsDone': place.unit }, $inc: { 'count.counted': counted } },
    );
  }
  await deleteBallots(place);
  return ResponseModel.countDocuments(place);
}

interface UnitOfWave {
  wave: string;
  unit: string;
}

async function isDone({ wave, unit }: UnitOfWave): Promise<boolean> {
  const found = await WaveModel.findOne({ _id: wave }, { count: 1 }).lean();
  return found?.count.unitsDone.includes(unit) ?? false;
}

async function clearHalfCounted(place: UnitOfWave): Promise<void> {
  await ResponseModel.deleteMany(place);
  await CommentModel.deleteMany(place);
}

const box = () => BallotModel.collection as unknown as mongo.Collection<Ballot>;

const deletedTogether = 2000;
const idsInCommand = 200;

/** Commands that are sent at the same time share one write to the disk, which is what a deletion costs most. */
async function deleteBallots(place: UnitOfWave): Promise<void> {
  const ids = await ballotIds(place);
  for (let start = 0; start < ids.length; start += deletedTogether) {
    const end = Math.min(ids.length, start + deletedTogether);
    const commands: Promise<unknown>[] = [];
    for (let from = start; from < end; from += idsInCommand) {
      const some = ids.slice(from, Math.min(end, from + idsInCommand));
      commands.push(box().bulkWrite(some.map((_id) => ({ deleteOne: { filter: { _id } } }))));
    }
    await Promise.all(commands);
  }
}

async function ballotIds(place: UnitOfWave): Promise<string[]> {
  const ids: string[] = [];
  const named = box().find<Pick<Ballot, '_id'>>(place, { projection: { _id: 1 }, batchSize: 10_000 });
  for await (const { _id } of named) ids.push(_id);
  return ids;
}

/** The ballots are read in an order of chance; only their names are held all at once. */
async function openAll(count: CountUnit, place: UnitOfWave): Promise<number> {
  const questionnaire = compileQuestionnaire(count.wave.instruments);
  const ids = shuffle(await ballotIds(place));
  let storing: Promise<void> | undefined;
  let opened: BallotContent[] = [];
  for (let start = 0; start < ids.length; start += readTogether) {
    const sheets = await openChunk(count, questionnaire, ids.slice(start, start + readTogether));
    for (const sheet of sheets) count.onContent(sheet);
    opened.push(...sheets);
    if (opened.length < storeTogether && start + readTogether < ids.length) continue;
    await storing;
    storing = store(place, shuffle(opened));
    // A failure is thrown where it is waited for.
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
  const ballots = await box()
    .find<Pick<Ballot, 'sealed'>>(
      { _id: { $in: ids } },
      { projection: { _id: 0, sealed: 1 }, promoteBuffers: true, batchSize: readTogether },
    )
    .toArray();
  return ballots.map(({ sealed }) => {
    const opened = count.open(sealed);
    if (!opened) throw new BallotUnreadable(count.unit);
    return decodeBallotContent(questionnaire, opened);
  });
}

async function store(place: UnitOfWave, sheets: BallotContent[]): Promise<void> {
  const responses = sheets.map(
    ({ items, demographics }): Response => ({
      ...place,
      _id: randomId(),
      answers: Buffer.from(items),
      demographics: Buffer.from(demographics),
    }),
  );
  await ResponseModel.collection.insertMany(responses as never);
  const texts = sheets.flatMap(({ openAnswers }) => Object.entries(openAnswers));
  if (texts.length === 0) return;
  const comments = shuffle(texts).map(
    ([question, text]): Comment => ({ ...place, _id: randomId(), question, text, review: 'pending' }),
  );
  await CommentModel.collection.insertMany(comments as never);
}

/** Fisher–Yates with a generator that nobody can replay. */
function shuffle<T>(list: T[]): T[] {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1);
    [list[last], list[other]] = [list[other]!, list[last]!];
  }
  return list;
}
