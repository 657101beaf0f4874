/**
 * A tally: the sufficient statistics of a set of responses. Tallies of one wave add up over offices and subtract, without
 * rounding, so every report is made from a few of them and never from responses.
 */
import { endianness } from 'node:os';
import { deflateSync, inflateSync } from 'node:zlib';
import { addCareless, type CarelessCounts, carelessNumbers, noCareless } from './carelessCounts.ts';
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
  /** Absent in what an earlier version stored, and in differences of tallies. */
  careless?: CarelessCounts;
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
  const careless = addCareless(
    layout.instruments,
    tallies.map((tally) => tally.careless),
  );
  return careless ? { ...total, careless } : total;
}

/** The tally of the responses in `whole` that are not in `part`. @throws RangeError when `part` is not contained in it */
export function subtractTallies(layout: TallyLayout, whole: Tally, part: Tally): Tally {
  const rest = addTallies(layout, [whole]);
  delete rest.careless;
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

/** Whether two tallies are the same to the last count; without profiles or signs of carelessness where one of them has none. */
export function areTalliesEqual(a: Tally, b: Tally): boolean {
  const both = { profiles: a.profiles && b.profiles, careless: a.careless && b.careless };
  const bytesOfShared = ({ cells, indexes, profiles, careless }: Tally) =>
    bytesOf({
      ...{ cells, indexes },
      ...(both.profiles && profiles && { profiles }),
      ...(both.careless && careless && { careless }),
    });
  return bytesOfShared(a).equals(bytesOfShared(b));
}

/**
 * A tally as bytes: the cells, then for each instrument the number of index keys, keys in rising order and counts; then for the
 * profiles the number of questions, that of keys, keys and cells; then the signs of carelessness, their indexes like the first ones;
 * little-endian doubles, deflated. Equal tallies have equal bytes.
 */
export function encodeTally(tally: Tally): Buffer {
  // Most cells are 0, so the quickest level is enough.
  return deflateSync(bytesOf(tally), { level: 1 });
}

function bytesOf({ cells, indexes, profiles, careless }: Tally): Buffer {
  const pieces: ArrayLike<number>[] = [cells, numbersOfIndexes(indexes)];
  if (profiles) pieces.push([profiles.questions, profiles.keys.length], profiles.keys, profiles.cells);
  if (profiles && careless)
    pieces.push(
      carelessNumbers.map((name) => careless[name]),
      numbersOfIndexes(careless.indexes),
    );
  const bytes = Buffer.alloc(8 * pieces.reduce((sum, { length }) => sum + length, 0));
  let place = 0;
  for (const piece of pieces)
    for (let at = 0; at < piece.length; at += 1, place += 8) bytes.writeDoubleLE(piece[at]!, place);
  return bytes;
}

const numbersOfIndexes = (indexes: Tally['indexes']): number[] =>
  indexes.flatMap((index) => {
    const sorted = [...index].sort(([a], [b]) => a - b);
    return [sorted.length, ...sorted.map(([key]) => key), ...sorted.map(([, count]) => count)];
  });

/** @throws RangeError when the bytes are not a tally of this layout */
export function decodeTally(layout: TallyLayout, encoded: Uint8Array): Tally {
  const bytes = inflateSync(encoded);
  if (endianness() === 'BE') bytes.swap64();
  const numbers = new Float64Array(bytes.length / 8);
  new Uint8Array(numbers.buffer).set(bytes);
  const [indexes, afterIndexes] = indexesFrom(numbers, layout.size, layout);
  const tally: Tally = { cells: numbers.slice(0, layout.size), indexes };
  if (afterIndexes === numbers.length) return tally;
  const [questions, count] = [cellAt(numbers, afterIndexes), cellAt(numbers, afterIndexes + 1)];
  const startOfCells = afterIndexes + 2 + count;
  const afterProfiles = startOfCells + count * profileWidth(layout);
  tally.profiles = {
    questions,
    keys: numbers.slice(afterIndexes + 2, startOfCells),
    cells: numbers.slice(startOfCells, afterProfiles),
  };
  if (afterProfiles === numbers.length) return tally;
  if (afterProfiles + carelessNumbers.length > numbers.length) throw notOfThisWave();
  const careless = noCareless(layout.instruments);
  for (const [i, name] of carelessNumbers.entries()) careless[name] = cellAt(numbers, afterProfiles + i);
  const [marked, end] = indexesFrom(numbers, afterProfiles + carelessNumbers.length, layout);
  if (end !== numbers.length) throw notOfThisWave();
  return { ...tally, careless: { ...careless, indexes: marked } };
}

const notOfThisWave = () => new RangeError('these are not the bytes of a tally of this wave');

/** Distributions of indexes from a place on, and the place behind them. */
function indexesFrom(numbers: Float64Array, start: number, layout: TallyLayout): [Tally['indexes'], number] {
  let next = start;
  const indexes = mapBy(layout.instruments, () => {
    const size = numbers[next] ?? Number.NaN;
    const first = next + 1;
    next = first + 2 * size;
    if (!(next <= numbers.length)) throw notOfThisWave();
    return new Map(
      Array.from({ length: size }, (_, i) => [cellAt(numbers, first + i), cellAt(numbers, first + size + i)]),
    );
  });
  return [indexes, next];
}
