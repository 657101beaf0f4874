/** Plans reminders: on working days, during the wave, one a day at most. */
import { dayMs, plusMs } from '../../clock.ts';
import { randomId } from '../../database/randomId.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import type { Wave } from '../../waves/wave.ts';
import { listReminders, type Reminder, ReminderModel } from './reminder.ts';
import { isWorkingDay, nextWorkingDay, type WorkingCalendar } from './workingCalendar.ts';

export type ReminderProblem = 'past' | 'outside' | 'notWorking' | 'sameDay';
type Period = Pick<Wave, '_id' | 'opensAt' | 'closesAt'>;

/** Stores the reminder, or returns why not; `nextDay` is a working day to choose instead. */
export async function planReminder(
  wave: Period,
  at: Date,
  now: Date,
  calendar: WorkingCalendar,
): Promise<{ problem: ReminderProblem; nextDay: string | null } | null> {
  const day = isoDayOf(at);
  const refuse = (problem: ReminderProblem) => ({ problem, nextDay: nextWorkingDay(day, calendar) });
  if (at <= now) return refuse('past');
  if ((wave.opensAt && at < wave.opensAt) || (wave.closesAt && at >= wave.closesAt)) return refuse('outside');
  if (!isWorkingDay(day, calendar)) return refuse('notWorking');
  const planned = await listReminders(wave._id);
  if (planned.some((one) => isoDayOf(one.at) === day)) return refuse('sameDay');
  await ReminderModel.create({ _id: randomId(12), wave: wave._id, at });
  return null;
}

/** False when the reminder has already begun. */
export async function cancelReminder(wave: string, id: string): Promise<boolean> {
  return (await ReminderModel.deleteOne({ _id: id, wave, state: 'planned' })).deletedCount === 1;
}

/** Good days for reminders: the middle of the remaining time, and two working days before the end. ISO dates, without days that have one. */
export function suggestDays(
  { opensAt, closesAt }: Period,
  planned: readonly Reminder[],
  now: Date,
  calendar: WorkingCalendar,
): string[] {
  if (!closesAt) return [];
  const from = Math.max(now.getTime(), opensAt?.getTime() ?? 0);
  const middle = new Date((from + closesAt.getTime()) / 2);
  const nearEnd = plusMs(closesAt, -3 * dayMs);
  const taken = new Set(planned.map(({ at }) => isoDayOf(at)));
  const days = [middle, nearEnd].flatMap((at) => nextWorkingDay(isoDayOf(at), calendar) ?? []);
  const [today, last] = [isoDayOf(new Date(from)), isoDayOf(closesAt)];
  return [...new Set(days)].filter((day) => day > today && day <= last && !taken.has(day));
}
