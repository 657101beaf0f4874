/**
 * Working days in Iran: a weekend that is a setting (offices of large cities are closed on Thursdays, others are not),
 * the holidays of the solar year, and the days that administrators add (lunar holidays move every year and by sighting).
 */
import mongoose, { Schema } from 'mongoose';
import { dayMs, plusMs } from '../../clock.ts';
import { instantOfDay, isoDayOf, minutesOfDay } from '../../i18n/isoDay.ts';
import { toJalali } from '../../i18n/jalali.ts';

export interface WorkingCalendar {
  /** Days of the week as JavaScript counts, Sunday 0: Thursday 4, Friday 5. */
  weekend: number[];
  /** ISO dates. */
  holidays: string[];
}

const schema = new Schema<WorkingCalendar & { _id: string }>(
  { _id: { type: String, required: true }, weekend: [Number], holidays: [String] },
  { versionKey: false, collection: 'settings' },
);
const CalendarModel = mongoose.model('WorkingCalendar', schema);
const id = 'workingCalendar';
/** Used until an administrator changes it. */
export const defaultCalendar: WorkingCalendar = { weekend: [4, 5], holidays: [] };

/** Month and day of the official holidays of the solar calendar. */
const solarHolidays = ['1-1', '1-2', '1-3', '1-4', '1-12', '1-13', '3-14', '3-15', '11-22', '12-29'];

export async function loadCalendar(): Promise<WorkingCalendar> {
  return (await CalendarModel.findById(id).lean()) ?? defaultCalendar;
}

export async function saveCalendar({ weekend, holidays }: WorkingCalendar): Promise<void> {
  await CalendarModel.updateOne({ _id: id }, { $set: { weekend, holidays } }, { upsert: true });
}

/** @param day ISO date */
export function isWorkingDay(day: string, { weekend, holidays }: WorkingCalendar): boolean {
  const instant = instantOfDay(day);
  const { month, day: dayOfMonth } = toJalali(instant);
  return (
    !weekend.includes(instant.getUTCDay()) &&
    !holidays.includes(day) &&
    !solarHolidays.includes(`${month}-${dayOfMonth}`)
  );
}

/** The day itself, or the first working day after it. Null when there is none within two months (every day is a weekend). */
export function nextWorkingDay(day: string, calendar: WorkingCalendar): string | null {
  for (let days = 0; days < 60; days += 1) {
    const candidate = isoDayOf(plusMs(instantOfDay(day), days * dayMs));
    if (isWorkingDay(candidate, calendar)) return candidate;
  }
  return null;
}

/** Minutes after midnight in Iran: nobody's telephone rings at night. */
const hours = { from: 8 * 60, to: 14 * 60 };

/** Whether managers may be written to now, about what can wait until they are at work. */
export async function isWorkingTime(now: Date): Promise<boolean> {
  const minutes = minutesOfDay(now);
  if (minutes < hours.from || minutes > hours.to) return false;
  return isWorkingDay(isoDayOf(now), await loadCalendar());
}
