/**
 * The condition as the process that runs the jobs last recorded it, one document for each host: for the processes that run none, for the
 * strip of the last days, and to tell of each part that turned red only once.
 */
import { hostname } from 'node:os';
import mongoose, { Schema } from 'mongoose';
import type { JobRounds } from '../jobs/jobRounds.ts';
import { type Check, type CheckName, type Level, worstOf } from './check.ts';

const keptDays = 30;

export interface RecordedDay {
  /** ISO date. */
  day: string;
  /** The worst of the day. */
  level: Level;
}

export interface StoredCondition {
  /** The host's name. */
  _id: string;
  at: Date;
  checks: Check[];
  jobs: JobRounds[];
  days: RecordedDay[];
  /** Parts of whose red state a mail has gone out, until they are green again. */
  told: CheckName[];
}

const schema = new Schema<StoredCondition>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    checks: { type: [Schema.Types.Mixed] as never, default: [] },
    jobs: { type: [Schema.Types.Mixed] as never, default: [] },
    days: { type: [Schema.Types.Mixed] as never, default: [] },
    told: { type: [String], default: [] },
  },
  { versionKey: false, collection: 'conditions', minimize: false },
);
const StoredConditionModel = mongoose.model<StoredCondition>('StoredCondition', schema);

export function findStoredCondition(): Promise<StoredCondition | null> {
  return StoredConditionModel.findById(hostname()).lean<StoredCondition | null>();
}

export interface Recorded {
  now: Date;
  /** ISO date. */
  day: string;
  checks: readonly Check[];
  jobs: readonly JobRounds[];
}

/** @returns the condition as it is stored now */
export async function recordCondition({ now, day, checks, jobs }: Recorded): Promise<StoredCondition> {
  const before = await findStoredCondition();
  const level = worstOf(checks.map((check) => check.level));
  const green = new Set(checks.filter((check) => check.level === 'green').map(({ name }) => name));
  const stored = {
    _id: hostname(),
    at: now,
    checks: [...checks],
    jobs: [...jobs],
    days: withDay(before?.days ?? [], { day, level }),
    told: (before?.told ?? []).filter((name) => !green.has(name)),
  };
  await StoredConditionModel.replaceOne({ _id: stored._id }, stored, { upsert: true });
  return stored;
}

export function withDay(days: readonly RecordedDay[], { day, level }: RecordedDay): RecordedDay[] {
  const earlier = days.filter((one) => one.day !== day);
  const today = days.find((one) => one.day === day);
  return [...earlier, { day, level: worstOf([level, ...(today ? [today.level] : [])]) }].slice(-keptDays);
}

/** @param names all of which somebody has been told */
export async function noteTold(names: readonly CheckName[]): Promise<void> {
  await StoredConditionModel.updateOne({ _id: hostname() }, { $set: { told: [...names] } });
}
