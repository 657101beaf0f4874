/**
 * The attacker's linear algebra: does a vector follow from the shown rows? Elimination runs modulo a prime below 2^26, so it is exact
 * (no tolerance to tune) and a vector that follows over the rationals is found unless a denominator is a multiple of the prime.
 */
const prime = 67_108_859;

function inverse(value: number): number {
  let result = 1;
  let base = value;
  for (let exponent = prime - 2; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % prime;
    base = (base * base) % prime;
  }
  return result;
}

function subtract(row: number[], pivotRow: number[], factor: number) {
  for (let i = 0; i < row.length; i++) {
    if (pivotRow[i] !== 0) row[i] = (row[i]! + (prime - factor) * pivotRow[i]!) % prime;
  }
}

export class RowSpace {
  private readonly pivots: { column: number; row: number[] }[] = [];

  constructor(rows: readonly (readonly number[])[]) {
    for (const row of rows) {
      const rest = this.reduce(row);
      const column = rest.findIndex((value) => value !== 0);
      if (column < 0) continue;
      const scale = inverse(rest[column]!);
      this.pivots.push({ column, row: rest.map((value) => (value * scale) % prime) });
    }
  }

  get rank(): number {
    return this.pivots.length;
  }

  contains(vector: readonly number[]): boolean {
    return this.reduce(vector).every((value) => value === 0);
  }

  private reduce(vector: readonly number[]): number[] {
    const rest = vector.map((value) => ((value % prime) + prime) % prime);
    for (const { column, row } of this.pivots) {
      if (rest[column] !== 0) subtract(rest, row, rest[column]!);
    }
    return rest;
  }
}
