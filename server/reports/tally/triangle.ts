/** Symmetric tables stored as their upper triangle, row by row. */

/** Number of places of k rows. */
export const triangleSize = (k: number) => (k * (k + 1)) / 2;

/** Place of (row, column), row ≤ column, in an upper triangle of k rows. */
export function trianglePlace(row: number, column: number, k: number): number {
  return row * k - (row * (row - 1)) / 2 + (column - row);
}
