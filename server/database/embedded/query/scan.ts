// Reads documents along a plan in short bursts. Between bursts no snapshot is held (writes go on); the scan goes on
// from the last key, as a cursor of a real server does.
import type { Document } from 'bson';
import { afterKey, type KeyRange, type Storage } from '../storage/storage.ts';
import type { Predicate } from './compileFilter.ts';
import type { Plan } from './plan.ts';
import type { Stream } from './stream.ts';
import { decode } from './values.ts';

/** A document that was read; decoded only when somebody looks into it. */
export class Found {
  /** The document's storage key. */
  readonly at: Buffer;
  readonly bytes: Buffer;
  private decoded: Document | undefined;
  constructor(at: Buffer, bytes: Buffer) {
    this.at = at;
    this.bytes = bytes;
  }

  get doc(): Document {
    this.decoded ??= decode(this.bytes);
    return this.decoded;
  }
}
export interface ScanCounts {
  keys: number;
  documents: number;
}
interface ScanOptions {
  counts?: ScanCounts | undefined;
  /** Give no document twice even when it is changed, and moves in the index, during the scan. */
  once?: boolean;
  /** How many documents are probably wanted. */
  wanted?: number;
}
const maxBurst = 256;
const growth = 4;

/** All documents of the plan that match, one burst at a time. */
export function* scan(
  storage: Storage,
  plan: Plan,
  matches: Predicate,
  options: ScanOptions = {},
): Generator<Found[]> {
  const table = plan.index ? storage.entries : storage.documents;
  const examine = examiner(storage, plan, matches, options);
  let size = Math.min(options.wanted ?? 1, maxBurst);
  for (const whole of plan.ranges) {
    if (plan.exact) {
      const value = table.get(whole.start);
      const match = value && examine(whole.start, value);
      if (match) yield [match];
      continue;
    }
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
      yield found;
    }
  }
}

/** The first match, read at once: inside a write step. */
export function firstOf(stream: Stream<Found>): Found | undefined {
  for (const found of stream) if (found.length > 0) return found[0];
  return undefined;
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
    const found = new Found(at, bytes);
    return plan.covered || matches(found.doc) ? found : undefined;
  };
}
