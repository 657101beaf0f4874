/** Counts one dimension of a response: its histogram, and the products from which reliability and agreement are computed. */
import type { DimensionAnswers } from './dimensionAnswers.ts';
import { triangleSize } from './triangle.ts';

/** Adds a response's answers on one dimension to `cells`; nothing when no item was answered. */
export function countDimension(cells: Float64Array, part: DimensionAnswers): void {
  const { layout: dimension, answered, values } = part;
  const k = dimension.items.length;
  if (answered === 0) return;
  cells[dimension.histogram + part.place]! += 1;
  if (answered === k) countProducts(cells, dimension.complete, values);
  const [n, sums] = [dimension.pairs, dimension.pairs + triangleSize(k)];
  const products = sums + k * k;
  let place = 0;
  for (let i = 0; i < k; i += 1) {
    const x = values[i]!;
    for (let j = i; j < k; j += 1, place += 1) {
      const y = values[j]!;
      if (x < 0 || y < 0) continue;
      cells[n + place]! += 1;
      cells[products + place]! += x * y;
      cells[sums + i * k + j]! += x;
      if (i !== j) cells[sums + j * k + i]! += y;
    }
  }
}

/** Adds n, sums and the upper triangle of products, from `start` on. */
export function countProducts(cells: Float64Array, start: number, values: ArrayLike<number>): void {
  const k = values.length;
  cells[start]! += 1;
  let place = start + 1 + k;
  for (let i = 0; i < k; i += 1) {
    const x = values[i]!;
    cells[start + 1 + i]! += x;
    for (let j = i; j < k; j += 1) {
      cells[place]! += x * values[j]!;
      place += 1;
    }
  }
}
