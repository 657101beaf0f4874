/**
 * Opens what waits, once a day at most and only when at least five wait or a week is over, in an order that is drawn: nobody can tell
 * which of a round came in which hour. It may be stopped anywhere and goes on with the next round; nothing is lost or taken twice.
 */
import { randomInt } from 'node:crypto';
import { isoDayOf, minutesOfDay } from '../i18n/isoDay.ts';
import { loadOffices } from '../offices/loadOffices.ts';
import { type Delivering, deliverOne } from './deliverOne.ts';
import { askErasure, claimDay } from './round.ts';
import { suggestionKeys } from './suggestionKeys.ts';
import { type WaitingItem, WaitingItemModel } from './waitingItem.ts';
import { weekOf } from './week.ts';
import { wasWithdrawn } from './withdrawnItem.ts';

/** Together they hide the day and the hour of each. */
export const minimumTogether = 5;
/** Minutes after midnight in Iran: always the same, so that the time of a round tells nothing. */
const startMinutes = 7 * 60;

/** Today's round, if it is due. @returns how many were opened; null when there was no round */
export async function deliverDaily(keyDir: string, now: Date): Promise<number | null> {
  if (minutesOfDay(now) < startMinutes || !(await claimDay(isoDayOf(now)))) return null;
  const waiting = await WaitingItemModel.find().lean();
  const isWeekOver = waiting.some(({ week }) => week < weekOf(now));
  if (waiting.length < minimumTogether && !isWeekOver) return null;
  return deliverItems(waiting, keyDir, now);
}

/** @returns how many found their thread; what is none of ours, breaks its own receipt, or was withdrawn, is left out */
export async function deliverItems(
  waiting: readonly WaitingItem[],
  keyDir: string,
  now: Date,
): Promise<number> {
  const [keys, tree] = await Promise.all([suggestionKeys(keyDir), loadOffices()]);
  const delivering: Delivering = { keys, tree, day: isoDayOf(now) };
  await askErasure();
  let delivered = 0;
  for (const item of shuffled(waiting)) {
    if (!(await wasWithdrawn(item._id)) && (await deliverOne(item, delivering))) delivered += 1;
    await WaitingItemModel.deleteOne({ _id: item._id });
  }
  await askErasure();
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
