// Reads documents along a plan in short bursts. Between bursts no snapshot is held (writes go on and the
// event loop breathes); the scan goes on from the last key, as a cursor of a real server does.
import { setImmediate as breathe } from 'node:timers/promises';
import type { Document } from 'bson';
import { afterKey, type KeyRange, type Storage } from '../storage/storage.ts';
import type { Predicate } from './compileFilter.ts';
import type { Plan } from './plan.ts';
import { decode } from './values.ts';

export interface Found {
  /** The document's storage key. */
  at: Buffer;
  bytes: Buffer;
  doc: Document;
}
export interface ScanCounts {
  keys: number;
  documents: number;
}
interface ScanOptions {
  counts?: ScanCounts | undefined;
  /** Give no document twice even when it is changed, and moves in the index, during the scan. */
  once?: boolean;
}
const burst = 256;

/** All documents of the plan that match, one burst at a time. */
export async function* scan(
  storage: Storage,
  plan: Plan,
  matches: Predicate,
  { counts, once }: ScanOptions = {},
): AsyncGenerator<Found[]> {
  const seen = plan.index && (once || plan.index.multikey) ? new Set<string>() : null;
  for (const whole of plan.ranges) {
    let rest: KeyRange | null = { ...whole, reverse: plan.reverse };
    let first = true;
    while (rest) {
      if (!first) await breathe();
      first = false;
      const { found, next } = readBurst(storage, plan, rest, matches, seen, counts);
      if (found.length > 0) yield found;
      rest = next;
    }
  }
}

/** Matching documents one by one, without a pause: inside a write step only. */
export function* scanNow(storage: Storage, plan: Plan, matches: Predicate): Generator<Found, undefined> {
  const seen = plan.index?.multikey ? new Set<string>() : null;
  for (const whole of plan.ranges) {
    let rest: KeyRange | null = { ...whole, reverse: plan.reverse };
    while (rest) {
      const { found, next } = readBurst(storage, plan, rest, matches, seen);
      yield* found;
      rest = next;
    }
  }
  return undefined;
}

interface Burst {
  found: Found[];
  next: KeyRange | null;
}

function readBurst(
  storage: Storage,
  plan: Plan,
  range: KeyRange,
  matches: Predicate,
  seen: Set<string> | null,
  counts?: ScanCounts,
): Burst {
  const table = plan.index ? storage.entries : storage.documents;
  const found: Found[] = [];
  let read = 0;
  for (const { key, value } of table.range(range)) {
    read++;
    const at = plan.index ? value : key;
    if (counts) counts.keys++;
    if (isNew(seen, at)) {
      const bytes = plan.index ? storage.documents.get(at) : value;
      const doc = bytes && decode(bytes);
      if (counts && doc) counts.documents++;
      if (bytes && doc && matches(doc)) found.push({ at, bytes, doc });
    }
    if (read >= burst)
      return { found, next: range.reverse ? { ...range, end: key } : { ...range, start: afterKey(key) } };
  }
  return { found, next: null };
}

function isNew(seen: Set<string> | null, at: Buffer): boolean {
  if (!seen) return true;
  const name = at.toString('latin1');
  if (seen.has(name)) return false;
  seen.add(name);
  return true;
}
