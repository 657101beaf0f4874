// Reads documents along a plan in short chunks; it goes on from the last key, as a cursor of a real server does.
import { type Entry, maxChunk, readInChunks, type Storage } from '../storage/storage.ts';
import type { Predicate } from './compileFilter.ts';
import { FoundDocument } from './foundDocument.ts';
import type { Plan } from './queryPlan.ts';
import type { Stream } from './stream.ts';

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

/** All documents of the plan that match, one chunk at a time. */
export function* scan(
  storage: Storage,
  plan: Plan,
  matches: Predicate,
  options: ScanOptions = {},
): Generator<FoundDocument[]> {
  const table = plan.index ? storage.entries : storage.documents;
  const examine = examiner(storage, plan, matches, options);
  const given = (entries: Partial<Entry>[]) => entries.map(examine).filter((each) => each !== undefined);
  const first = options.wanted ?? 1;
  // Single keys come many a chunk too, so that what is done to them shares a commit.
  for (let at = 0; plan.exact && at < plan.ranges.length; ) {
    const points = plan.ranges.slice(at, at + Math.max(first, Math.min(3 * at, maxChunk)));
    at += points.length;
    yield given(points.map(({ start: key }) => ({ key, value: table.get(key) })));
  }
  for (const range of plan.exact ? [] : plan.ranges)
    for (const chunk of readInChunks(table, { ...range, reverse: plan.reverse }, first)) yield given(chunk);
}

/** The first match, read at once: inside a write step. */
export function firstOf(stream: Stream<FoundDocument>): FoundDocument | undefined {
  for (const found of stream) if (found.length > 0) return found[0];
  return undefined;
}

/** Gives the document of an entry when it matches and was not given before. */
function examiner(storage: Storage, plan: Plan, matches: Predicate, { counts, once }: ScanOptions) {
  const seen = plan.index && (once || plan.index.multikey) ? new Set<string>() : null;
  return ({ key, value }: Partial<Entry>): FoundDocument | undefined => {
    const at = plan.index ? value : key;
    if (!at || !value) return undefined;
    if (counts) counts.keys++;
    if (seen) {
      const name = at.toString('latin1');
      if (seen.has(name)) return undefined;
      seen.add(name);
    }
    const bytes = plan.index ? storage.documents.get(at) : value;
    if (!bytes) return undefined;
    if (counts) counts.documents++;
    const found = new FoundDocument(at, bytes);
    if (plan.covered) return found;
    return (plan.textTest?.(bytes) ?? matches(found.doc)) ? found : undefined;
  };
}
