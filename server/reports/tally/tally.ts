/**
 * A tally: the sufficient statistics of a set of responses. Tallies of one wave add up over offices and subtract, without
 * rounding, so every report is made from a few of them and never from responses.
 */
import { endianness } from 'node:os';
import { deflateSync, inflateSync } from 'node:zlib';
import { cellAt } from './cells.ts';
import { at, type InstrumentIndex, indexesOf, type ListBy, mapBy } from './indexes.ts';
import { type ProfileCounts, profileWidth } from './profileCounts.ts';
import type { TallyLayout } from './tallyLayout.ts';

export interface Tally {
  /** Whole numbers at the places of the wave's `TallyLayout`. */
  cells: Float64Array;
  /** For each instrument the exact distribution of the index: `indexKey` → persons. */
  indexes: ListBy<InstrumentIndex, Map<number, number>>;
  /** Only of a unit, as it was counted: a sum of tallies has none, nor has what an earlier version stored. */
  profiles?: ProfileCounts;
}

/** An index as one number: the sum of its scores (in units of the denominator) and how many scores there are. */
export function indexKey(sum: number, scored: number, dimensions: number): number {
  return sum * (dimensions + 1) + scored;
}

/** The reverse of `indexKey`. */
export function splitIndexKey(key: number, dimensions: number): { sum: number; scored: number } {
  const scored = key % (dimensions + 1);
  return { sum: (key - scored) / (dimensions + 1), scored };
}

/** A tally of no responses. */
export function emptyTally(layout: TallyLayout): Tally {
  return { cells: new Float64Array(layout.size), indexes: mapBy(layout.instruments, () => new Map()) };
}

/** The tally of all responses of the given tallies together; an empty one when there are none. */
export function addTallies(layout: TallyLayout, tallies: readonly Tally[]): Tally {
  const total = emptyTally(layout);
  for (const tally of tallies) accumulate(total, tally, 1);
  return total;
}

/** The tally of the responses in `whole` that are not in `part`. @throws RangeError when `part` is not contained in it */
export function subtractTallies(layout: TallyLayout, whole: Tally, part: Tally): Tally {
  const rest = addTallies(layout, [whole]);
  accumulate(rest, part, -1);
  const negative = rest.cells.some((count) => count < 0);
  if (negative || rest.indexes.some((index) => [...index.values()].some((count) => count < 0))) {
    throw new RangeError('the part holds responses that the whole does not');
  }
  return rest;
}

function accumulate(total: Tally, { cells, indexes }: Tally, sign: 1 | -1): void {
  if (cells.length !== total.cells.length) throw new RangeError('tallies of different waves');
  for (let place = 0; place < cells.length; place += 1) {
    total.cells[place]! += sign * cells[place]!;
  }
  for (const instrument of indexesOf(indexes)) {
    const into = at(total.indexes, instrument);
    for (const [key, count] of at(indexes, instrument)) {
      const sum = (into.get(key) ?? 0) + sign * count;
      if (sum === 0) into.delete(key);
      else into.set(key, sum);
    }
  }
}

/** Whether two tallies are the same to the last count; without profiles where one of them has none. */
export function areTalliesEqual(a: Tally, b: Tally): boolean {
  const [one, other] = a.profiles && b.profiles ? [a, b] : [withoutProfiles(a), withoutProfiles(b)];
  return bytesOf(one).equals(bytesOf(other));
}

const withoutProfiles = ({ cells, indexes }: Tally): Tally => ({ cells, indexes });

/**
 * A tally as bytes: the cells, then for each instrument the number of index keys, keys in rising order and counts; then for the
 * profiles the number of questions, that of keys, keys and cells; little-endian doubles, deflated. Equal tallies have equal bytes.
 */
export function encodeTally(tally: Tally): Buffer {
  // Most cells are 0, so the quickest level is enough.
  return deflateSync(bytesOf(tally), { level: 1 });
}

function bytesOf({ cells, indexes, profiles }: Tally): Buffer {
  const tail = indexes.flatMap((index) => {
    const sorted = [...index].sort(([a], [b]) => a - b);
    return [sorted.length, ...sorted.map(([key]) => key), ...sorted.map(([, count]) => count)];
  });
  const pieces = [cells, tail];
  if (profiles) pieces.push([profiles.questions, profiles.keys.length], profiles.keys, profiles.cells);
  const bytes = Buffer.alloc(8 * pieces.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const piece of pieces)
    for (let at = 0; at < piece.length; at += 1, place += 8) bytes.writeDoubleLE(piece[at]!, place);
  return bytes;
}

/** @throws RangeError when the bytes are not a tally of this layout */
export function decodeTally(layout: TallyLayout, encoded: Uint8Array): Tally {
  const bytes = inflateSync(encoded);
  if (endianness() === 'BE') bytes.swap64();
  const numbers = new Float64Array(bytes.length / 8);
  new Uint8Array(numbers.buffer).set(bytes);
  let next = layout.size;
  const indexes = mapBy(layout.instruments, () => {
    const size = cellAt(numbers, next);
    const start = next + 1;
    next = start + 2 * size;
    return new Map(
      Array.from({ length: size }, (_, i) => [cellAt(numbers, start + i), cellAt(numbers, start + size + i)]),
    );
  });
  const tally = { cells: numbers.slice(0, layout.size), indexes };
  if (next === numbers.length) return tally;
  const [questions, count] = [cellAt(numbers, next), cellAt(numbers, next + 1)];
  const keys = numbers.slice(next + 2, next + 2 + count);
  const profiles = { questions, keys, cells: numbers.slice(next + 2 + count) };
  if (profiles.cells.length !== count * profileWidth(layout))
    throw new RangeError('these are not the bytes of a tally of this wave');
  return { ...tally, profiles };
}
