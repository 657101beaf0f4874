/**
 * Opens what waits, once a day at most and only when at least five wait or a week is over, in an order that is drawn: nobody can tell
 * which of a round came in which hour. It may be stopped anywhere and goes on with the next round; nothing is lost or taken twice.
 */
import { randomInt } from 'node:crypto';
import mongoose, { Schema } from 'mongoose';
import { insertOnce } from '../database/insertOnce.ts';
import { isoDayOf, minutesOfDay } from '../i18n/isoDay.ts';
import { loadOffices } from '../offices/loadOffices.ts';
import { type Delivering, deliverOne } from './deliverOne.ts';
import { suggestionKeys } from './suggestionKeys.ts';
import { type WaitingItem, WaitingItemModel } from './waitingItem.ts';
import { weekOf } from './week.ts';

/** Together they hide the day and the hour of each. */
export const minimumTogether = 5;
/** Minutes after midnight in Iran: always the same, so that the time of a round tells nothing. */
const startMinutes = 7 * 60;

interface Round {
  _id: 'round';
  lastDay: string;
}

const schema = new Schema<Round>(
  { _id: { type: String, required: true }, lastDay: { type: String, default: '' } },
  { versionKey: false, collection: 'suggestionRounds' },
);
const RoundModel = mongoose.model<Round>('SuggestionRound', schema);

/** Today's round, if it is due. @returns how many were opened; null when there was no round */
export async function deliverDaily(keyDir: string, now: Date): Promise<number | null> {
  if (minutesOfDay(now) < startMinutes || !(await claimDay(isoDayOf(now)))) return null;
  const waiting = await WaitingItemModel.find().lean();
  const isWeekOver = waiting.some(({ week }) => week < weekOf(now));
  if (waiting.length < minimumTogether && !isWeekOver) return null;
  return deliverItems(waiting, keyDir, now);
}

/** One host takes a day. */
async function claimDay(today: string): Promise<boolean> {
  const _id = 'round' as const;
  const round = await RoundModel.findById(_id).lean();
  if (!round) return insertOnce(() => RoundModel.create({ _id, lastDay: today }));
  if (round.lastDay >= today) return false;
  const { modifiedCount } = await RoundModel.updateOne(
    { _id, lastDay: round.lastDay },
    { $set: { lastDay: today } },
  );
  return modifiedCount === 1;
}

/** @returns how many found their thread; what is none of ours, or breaks its own receipt, is left out */
export async function deliverItems(
  waiting: readonly WaitingItem[],
  keyDir: string,
  now: Date,
): Promise<number> {
  const [keys, tree] = await Promise.all([suggestionKeys(keyDir), loadOffices()]);
  const delivering: Delivering = { keys, tree, day: isoDayOf(now) };
  let delivered = 0;
  for (const item of shuffled(waiting)) {
    if (await deliverOne(item, delivering)) delivered += 1;
    await WaitingItemModel.deleteOne({ _id: item._id });
  }
  return delivered;
}

function shuffled<T>(list: readonly T[]): T[] {
  const all = [...list];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all;
}
