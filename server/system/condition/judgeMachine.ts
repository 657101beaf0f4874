/** Store, disk, memory, clock and version: what the program stands on. Pure functions from facts to checks. */
import { type Check, levelBy } from './check.ts';
import { thresholds } from './thresholds.ts';

/** @param trouble why nothing can be written; null when all is well */
export function judgeStore(trouble: string | null): Check {
  return trouble === null
    ? { name: 'store', level: 'green', finding: 'store.works', values: {} }
    : { name: 'store', level: 'red', finding: 'store.refuses', values: { reason: trouble } };
}

/** In bytes; `data` is what the product's own files there take. */
export type DiskFacts = { free: number; size: number; data: number } | { problem: string };

/** A count writes the store anew, and so does a migration's backup: what they need is as much as there is. */
export function judgeDisk(facts: DiskFacts, name: 'disk' | 'backupDisk' = 'disk'): Check {
  if ('problem' in facts)
    return { name, level: 'amber', finding: 'disk.unknown', values: { reason: facts.problem } };
  const { free, size, data } = facts;
  const { amberBytes, redBytes, amberTimesData } = thresholds.disk;
  const level = levelBy(free < redBytes || free < data, free < amberBytes || free < amberTimesData * data);
  const values = { free: { bytes: free }, size: { bytes: size }, data: { bytes: data } };
  return { name, level, finding: 'disk.room', values };
}

/** In bytes: what the process takes and may take, and what the machine has free. */
export interface MemoryFacts {
  used: number;
  limit: number;
  free: number;
}

export function judgeMemory({ used, limit, free }: MemoryFacts): Check {
  const { amberShare, redShare, amberFreeBytes, redFreeBytes } = thresholds.memory;
  const level = levelBy(
    used > redShare * limit || free < redFreeBytes,
    used > amberShare * limit || free < amberFreeBytes,
  );
  const values = { used: { bytes: used }, limit: { bytes: limit }, free: { bytes: free } };
  return { name: 'memory', level, finding: 'memory.used', values };
}

/** `checkedAt` is when the condition was last recorded: a clock that is before it has gone back. */
export interface ClockFacts {
  now: Date;
  storeNow: Date | null;
  checkedAt: Date | null;
}

export function judgeClock({ now, storeNow, checkedAt }: ClockFacts): Check {
  const { amberSeconds, redSeconds } = thresholds.clock;
  if (checkedAt && checkedAt.getTime() - now.getTime() > redSeconds * 1000)
    return { name: 'clock', level: 'red', finding: 'clock.back', values: { at: { at: checkedAt } } };
  const seconds = storeNow ? Math.round(Math.abs(now.getTime() - storeNow.getTime()) / 1000) : 0;
  const level = levelBy(seconds > redSeconds, seconds > amberSeconds);
  return { name: 'clock', level, finding: 'clock.same', values: { seconds } };
}

export interface DataFacts {
  program: string;
  stored: number;
  known: number;
}

export function judgeData({ program, stored, known }: DataFacts): Check {
  const values = { program, stored, known };
  return stored === known
    ? { name: 'data', level: 'green', finding: 'data.same', values }
    : { name: 'data', level: 'red', finding: 'data.differs', values };
}
