/** What a choice of items keeps of a scale, from published numbers, against what the whole covariance matrix says. */
import assert from 'node:assert/strict';
import { cronbachAlpha } from '../../server/statistics/cronbachAlpha.ts';
import { correctedItemTotal } from '../../server/statistics/itemTotals.ts';
import { bestChoice, keptVariance } from '../../server/statistics/keptVariance.ts';

const sum = (matrix: readonly (readonly number[])[], rows: readonly number[], columns: readonly number[]) =>
  rows.reduce((all, i) => all + columns.reduce((row, j) => row + matrix[i]![j]!, 0), 0);

/** By the matrix itself. */
function exact(matrix: readonly (readonly number[])[], chosen: readonly number[]): number {
  const all = matrix.map((_, at) => at);
  return sum(matrix, chosen, all) ** 2 / (sum(matrix, chosen, chosen) * sum(matrix, all, all));
}

/** As reports publish it. */
function published(matrix: readonly (readonly number[])[]) {
  const rows = matrix.map((row) => [...row]);
  const rest = correctedItemTotal(rows);
  const items = rows.map((row, at) => ({ sd: Math.sqrt(row[at]!), itemRest: rest[at] ?? 0 }));
  return keptVariance(items, cronbachAlpha(rows)!) ?? assert.fail();
}

/** One factor with these loadings, and variances of their own. */
const oneFactor = (loadings: readonly number[], own: readonly number[]) =>
  loadings.map((a, i) => loadings.map((b, j) => a * b + (i === j ? own[i]! : 0)));

describe('the variance that a choice of items keeps', () => {
  it('is five sixths for two of four equal items', () => {
    const equal = oneFactor(Array(4).fill(Math.SQRT1_2), Array(4).fill(0.5));
    assert.ok(Math.abs((published(equal).shareOf([0, 2]) ?? 0) - 5 / 6) < 1e-8);
  });

  it('is what the matrix says where one factor made the answers, for every choice', () => {
    const matrix = oneFactor([9, 14, 20, 17, 11], [220, 300, 150, 260, 400]);
    const kept = published(matrix);
    for (let mask = 1; mask < 32; mask += 1) {
      const chosen = [0, 1, 2, 3, 4].filter((at) => mask & (1 << at));
      assert.ok(Math.abs((kept.shareOf(chosen) ?? 0) - exact(matrix, chosen)) < 1e-6, chosen.join());
    }
  });

  it('is near it where answers hang together otherwise, and exact for one item and for all but one', () => {
    const products = [
      [25, 9, 4, 12],
      [9, 30, 10, 5],
      [4, 10, 20, 6],
      [12, 5, 6, 28],
    ];
    const kept = published(products);
    for (const chosen of [[0], [3], [0, 1, 2], [1, 2, 3]])
      assert.ok(Math.abs((kept.shareOf(chosen) ?? 0) - exact(products, chosen)) < 1e-8, chosen.join());
    for (const chosen of [
      [0, 1],
      [0, 3],
      [1, 2],
    ])
      assert.ok(Math.abs((kept.shareOf(chosen) ?? 0) - exact(products, chosen)) < 0.08, chosen.join());
  });

  it('chooses the items that keep most, also of long scales', () => {
    const kept = published(oneFactor([5, 20, 6, 18, 7], Array(5).fill(200)));
    assert.deepEqual(bestChoice(kept, 5, 2), [1, 3]);
    const loadings = Array.from({ length: 14 }, (_, at) => (at === 4 || at === 9 ? 20 : 6));
    assert.deepEqual(bestChoice(published(oneFactor(loadings, Array(14).fill(200))), 14, 2), [4, 9]);
  });

  it('is not told where the numbers contradict one another', () => {
    assert.equal(
      keptVariance(
        [
          { sd: 10, itemRest: -0.4 },
          { sd: 10, itemRest: -0.4 },
        ],
        -3,
      ),
      null,
    );
    assert.equal(keptVariance([{ sd: 10, itemRest: 0.4 }], 0.5), null);
    assert.throws(() => published(oneFactor([1, 1], [1, 1])).shareOf([2]), RangeError);
  });
});
