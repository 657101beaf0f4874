/**
 * Gauss–Jordan elimination of 0/1 rows modulo a prime: exact, without tolerances, and what follows over the rationals is found unless a
 * denominator is a multiple of the prime (there are none of that size in such tables). Each row keeps of which rows it is made.
 */
import { atOnce, type Interruptible } from '../interruptible.ts';

export const prime = 32_749;

export interface EliminatedRow {
  pivot: number;
  /** Coefficients by column and, behind them, by given row; 0 to prime − 1. */
  values: Int32Array;
}

function inverse(value: number): number {
  let [result, base] = [1, value];
  for (let exponent = prime - 2; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}

/** Counts what was computed, so that a decision takes so many steps at most, whatever the machine. */
export interface Steps {
  left: number;
}

/** Thrown where the steps are used up. */
export class TooManySteps extends Error {}

/** A row while it is worked on. */
export interface OpenRow {
  values: Int32Array;
  /** How many of its columns are not 0. */
  filled: number;
}

/** Rows as they go into an elimination. @param rows positions of columns, each at most once */
export function openRows(rows: readonly (readonly number[])[], columns: number): OpenRow[] {
  return rows.map((row, at) => {
    const values = new Int32Array(columns + rows.length);
    for (const column of row) values[column] = 1;
    values[columns + at] = 1;
    return { values, filled: row.length };
  });
}

/**
 * May be interrupted after each pivot.
 * @param rows are used up
 * @param order columns as pivots are looked for
 * @throws TooManySteps
 */
export function* elimination(
  rows: readonly OpenRow[],
  columns: number,
  order: readonly number[],
  steps: Steps,
): Interruptible<EliminatedRow[]> {
  let open = rows.filter(({ filled }) => filled > 0);
  const done: (OpenRow & EliminatedRow)[] = [];
  for (const pivot of order) {
    if (open.length === 0) break;
    const at = shortest(open, pivot);
    if (at < 0) continue;
    const next = open[at]!;
    open[at] = open.at(-1)!;
    open.pop();
    scale(next.values, inverse(next.values[pivot]!));
    const places = placesOf(next.values);
    let changed = 0;
    for (const others of [open, done])
      for (const other of others) changed += Number(subtract(other, next.values, places, pivot, columns));
    // Rows that follow from the others hold nothing any more.
    if (changed > 0) open = open.filter(({ filled }) => filled > 0);
    // Each row is looked at, and the pivot's row twice from end to end.
    steps.left -= places.length * changed + 4 * (open.length + done.length) + 2 * next.values.length;
    done.push({ ...next, pivot });
    if (steps.left < 0) throw new TooManySteps();
    yield;
  }
  return done;
}

export const eliminate = (...given: Parameters<typeof elimination>): EliminatedRow[] =>
  atOnce(elimination(...given));

/** The row with the fewest columns among those that have this one, which fills in least; of several the first. */
function shortest(open: readonly OpenRow[], pivot: number): number {
  let best = -1;
  for (let at = 0; at < open.length; at += 1) {
    if (open[at]!.values[pivot] === 0) continue;
    if (best < 0 || open[at]!.filled < open[best]!.filled) best = at;
  }
  return best;
}

function scale(values: Int32Array, factor: number): void {
  if (factor === 1) return;
  for (let at = 0; at < values.length; at += 1)
    if (values[at] !== 0) values[at] = (values[at]! * factor) % prime;
}

function placesOf(values: Int32Array): Int32Array {
  const places: number[] = [];
  for (let at = 0; at < values.length; at += 1) if (values[at] !== 0) places.push(at);
  return Int32Array.from(places);
}

function subtract(
  target: OpenRow,
  values: Int32Array,
  places: Int32Array,
  pivot: number,
  columns: number,
): boolean {
  const factor = target.values[pivot]!;
  if (factor === 0) return false;
  const into = target.values;
  const negative = prime - factor;
  let filled = target.filled;
  for (let i = 0; i < places.length; i += 1) {
    const at = places[i]!;
    const before = into[at]!;
    const after = (before + negative * values[at]!) % prime;
    into[at] = after;
    if (at < columns) filled += (after === 0 ? 0 : 1) - (before === 0 ? 0 : 1);
  }
  target.filled = filled;
  return true;
}

/** A residue as the small whole number it stands for. */
export const signed = (residue: number): number => (2 * residue > prime ? residue - prime : residue);
