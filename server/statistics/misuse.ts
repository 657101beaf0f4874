/**
 * Argument checks shared by the statistics. A caller's mistake (a fraction where a count is meant, NaN, a
 * ragged matrix) throws here; data from which nothing can be estimated never throws, it yields null.
 */

/** Throws a RangeError unless `value` is a whole number of at least `minimum`. */
export function requireCount(name: string, value: number, minimum = 0): void {
  if (!Number.isInteger(value) || value < minimum) {
    throw new RangeError(`${name} must be a whole number of at least ${minimum}, got ${value}`);
  }
}

/** Throws a TypeError unless every one of `values` is a finite number. */
export function requireFinite(name: string, ...values: readonly number[]): void {
  for (const value of values) {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw new TypeError(`${name} must be a finite number, got ${value}`);
    }
  }
}

/** Throws unless `matrix` is square and finite. */
export function requireSquare(name: string, matrix: readonly (readonly number[])[]): void {
  for (const row of matrix) {
    if (row.length !== matrix.length) throw new RangeError(`${name} must be square`);
    requireFinite(name, ...row);
  }
}

/** Throws a RangeError when two arrays that belong together differ in length. */
export function requireSameLength(names: string, a: readonly unknown[], b: readonly unknown[]): void {
  if (a.length !== b.length) throw new RangeError(`${names} differ in length: ${a.length} and ${b.length}`);
}
