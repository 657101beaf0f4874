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
// A first match is often all that is wanted: bursts begin small and grow.
const firstBurst = 4;
const maxBurst = 256;
const growth = 4;

const keysPerBreath = 256;

/** All documents of the plan that match, one burst at a time, letting other work in between. */
export async function* scan(
  storage: Storage,
  plan: Plan,
  matches: Predicate,
  options: ScanOptions = {},
): AsyncGenerator<Found[]> {
  let keys = 0;
  for (const { found, read } of bursts(storage, plan, matches, options)) {
    if (found.length > 0) yield found;
    keys += read;
    if (keys < keysPerBreath) continue;
    keys = 0;
    await breathe();
  }
}

/** Matching documents one by one, without a pause: inside a write step only. */
export function* scanNow(storage: Storage, plan: Plan, matches: Predicate): Generator<Found, undefined> {
  for (const { found } of bursts(storage, plan, matches, {})) yield* found;
  return undefined;
}

interface Burst {
  found: Found[];
  /** Keys read for it. */
  read: number;
}

function* bursts(storage: Storage, plan: Plan, matches: Predicate, options: ScanOptions): Generator<Burst> {
  const table = plan.index ? storage.entries : storage.documents;
  const examine = examiner(storage, plan, matches, options);
  let size = firstBurst;
  for (const whole of plan.ranges) {
    let rest: KeyRange | null = { ...whole, reverse: plan.reverse };
    while (rest) {
      const found: Found[] = [];
      let last: Buffer | undefined;
      let read = 0;
      for (const { key, value } of table.range(rest)) {
        const match = examine(key, value);
        if (match) found.push(match);
        last = key;
        if (++read >= size) break;
      }
      rest = read < size || !last ? null : beyond(rest, last);
      size = Math.min(size * growth, maxBurst);
      yield { found, read };
    }
  }
}

/** What is left of a range behind the last key read. */
const beyond = (range: KeyRange, last: Buffer): KeyRange =>
  range.reverse ? { ...range, end: last } : { ...range, start: afterKey(last) };

/** Gives the document of an entry when it matches and was not given before. */
function examiner(storage: Storage, plan: Plan, matches: Predicate, { counts, once }: ScanOptions) {
  const seen = plan.index && (once || plan.index.multikey) ? new Set<string>() : null;
  return (key: Buffer, value: Buffer): Found | undefined => {
    const at = plan.index ? value : key;
    if (counts) counts.keys++;
    if (seen) {
      const name = at.toString('latin1');
      if (seen.has(name)) return undefined;
      seen.add(name);
    }
    const bytes = plan.index ? storage.documents.get(at) : value;
    if (!bytes) return undefined;
    if (counts) counts.documents++;
    const doc = decode(bytes);
    return matches(doc) ? { at, bytes, doc } : undefined;
  };
}
