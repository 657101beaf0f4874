/**
 * Exact linear algebra of the attacker: rows of whole numbers are reduced without rounding, and each keeps the combination of given rows
 * that it is. Over the rationals: a row stands for all its multiples.
 */

export interface ReducedRow {
  /** A whole number a column, without a common divisor. */
  row: number[];
  /** The combination of given rows that it is, in whole numbers. */
  from: number[];
  pivot: number;
}

const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));

function divide(reduced: { row: number[]; from: number[] }): void {
  let common = 0;
  for (const list of [reduced.row, reduced.from])
    for (const value of list) {
      if (value !== 0) common = gcd(common, value);
      if (common === 1) return;
    }
  if (common === 0) return;
  for (const list of [reduced.row, reduced.from])
    for (let at = 0; at < list.length; at += 1) list[at]! /= common;
}

/** Takes the pivot's column out of `target`. @throws RangeError where numbers outgrow exact ones */
function eliminate(target: ReducedRow, { row, from, pivot }: ReducedRow): void {
  const factor = target.row[pivot]!;
  if (factor === 0) return;
  const own = row[pivot]!;
  for (const [into, other] of [
    [target.row, row],
    [target.from, from],
  ] as const)
    for (let at = 0; at < into.length; at += 1) {
      if (into[at] === 0 && other[at] === 0) continue;
      into[at] = into[at]! * own - other[at]! * factor;
      if (!Number.isSafeInteger(into[at])) throw new RangeError('numbers are too large to be exact');
    }
  divide(target);
}

/** The reduced row echelon form with pivots looked for in this order of columns; a row of zeros is left out. */
export function reduced(rows: readonly (readonly number[])[], order: readonly number[]): ReducedRow[] {
  const done: ReducedRow[] = [];
  const open = rows.map((row, at) => ({
    row: [...row],
    from: rows.map((_, other) => Number(other === at)),
    pivot: -1,
  }));
  for (const pivot of order) {
    const at = open.findIndex(({ row }) => row[pivot] !== 0);
    if (at < 0) continue;
    const [next] = open.splice(at, 1);
    next!.pivot = pivot;
    divide(next!);
    for (const other of [...open, ...done]) eliminate(other, next!);
    done.push(next!);
    if (open.length === 0) break;
  }
  return done;
}
