/** Cells that shown options narrow, found by flows, are those that the linear programme finds: none is missed, and none is blamed in vain. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { laminarForest } from '../../server/disclosure/laminarForest.ts';
import { pinningNodes } from '../../server/disclosure/pinningNodes.ts';
import { linearBounds } from './linearBounds.ts';
import { officeGroups } from './provinces.ts';

const minRange = 20;
const minimumDetail = 10;
/** The sum of the scores of a cell is this far from the lowest, or from the highest, that its persons can have. */
const sum = fc.record({ isHigh: fc.boolean(), points: fc.oneof(fc.nat({ max: 12 }), fc.nat({ max: 500 })) });
const anyTable = fc
  .record({
    offices: fc.array(
      fc.record({
        parent: fc.nat(),
        isTotalShown: fc.boolean(),
        shown: fc.tuple(fc.boolean(), fc.boolean()),
        columns: fc.tuple(...[0, 1, 2].map(() => fc.record({ n: fc.nat({ max: 14 }), sum }))),
      }),
      { minLength: 2, maxLength: 4 },
    ),
  })
  .map(({ offices }) => {
    const parents = offices.map(({ parent }, i) => (i === 0 ? null : parent % i));
    const forest = laminarForest(officeGroups(parents), offices.length);
    const columns = [0, 1, 2].map((c) => {
      const cells = offices.map((office) => office.columns[c]!);
      return { id: `c${c}`, n: cells.map(({ n }) => n), sum: cells.map(sumOf) };
    });
    const add = (lists: number[][]) => offices.map((_, i) => lists.reduce((sum, list) => sum + list[i]!, 0));
    const total = { id: 'index', n: add(columns.map(({ n }) => n)), sum: add(columns.map(({ sum }) => sum)) };
    const totals = forest.nodes.map(({ atoms }) => offices[atoms.at(-1)!]!.isTotalShown);
    const shown = [0, 1].map((c) =>
      forest.nodes.map(({ atoms }, node) => totals[node]! && offices[atoms.at(-1)!]!.shown[c]!),
    );
    return { forest, columns, total, totals, shown };
  });

function sumOf({
  n,
  sum: { isHigh, points },
}: {
  n: number;
  sum: { isHigh: boolean; points: number };
}): number {
  const distance = Math.min(points, 100 * n);
  return isHigh ? 100 * n - distance : distance;
}

type Table = typeof anyTable extends fc.Arbitrary<infer T> ? T : never;

/** Widths of the bounds of each cell, in points of its mean. */
async function widths({ forest, columns, totals }: Table, shown: readonly boolean[][]) {
  const width = columns.length;
  const limits = forest.nodes[0]!.atoms.flatMap((atom) =>
    columns.map(({ n }) => [0, 100 * n[atom]!] as const),
  );
  const known = forest.nodes.flatMap(({ atoms }, node) =>
    [totals, ...shown].flatMap((list, at) => {
      if (!list[node]) return [];
      const summed = at === 0 ? columns.map((_, c) => c) : [at - 1];
      const pairs = atoms.flatMap((atom) => summed.map((c) => ({ atom, c })));
      const sum = pairs.reduce((all, { atom, c }) => all + columns[c]!.sum[atom]!, 0);
      return [{ terms: pairs.map(({ atom, c }) => [atom * width + c, 1] as const), low: sum, high: sum }];
    }),
  );
  const bounds = await linearBounds(
    { limits, known },
    limits.map((_, unknown) => [unknown]),
  );
  return bounds.map(
    ([low, high], unknown) => (high - low) / columns[unknown % width]!.n[Math.floor(unknown / width)]!,
  );
}

describe('Cells that shown options narrow', () => {
  it('are those that the linear programme finds', async () => {
    let narrowed = 0;
    await fc.assert(
      fc.asyncProperty(anyTable, async (table) => {
        const { forest, columns, total, totals, shown } = table;
        const measures = [{ total, options: columns.slice(0, 2) }];
        const found = pinningNodes(forest, { measures, minimumDetail, minRange }, totals, shown);
        const [alone, all] = [await widths(table, []), await widths(table, shown)];
        const expected = forest.nodes[0]!.atoms.flatMap((atom) => {
          const isNarrowed = columns.some(({ n }, c) => {
            const cell = atom * columns.length + c;
            const isFew = n[atom]! > 0 && n[atom]! < minimumDetail;
            return isFew && all[cell]! < Math.min(minRange, alone[cell]!) - 0.01;
          });
          const around = (node: number) =>
            forest.nodes[node]!.atoms.includes(atom) && shown.some((option) => option[node]);
          return isNarrowed ? [[...forest.nodes.keys()].findLast(around)] : [];
        });
        narrowed += expected.length;
        assert.deepEqual(new Set(found), new Set(expected));
      }),
      { numRuns: 120 },
    );
    assert.ok(narrowed > 20, `${narrowed} offices with a cell that is narrowed`);
  }).timeout(60_000);

  it('are not those that the total alone bounds as closely, to the last digit', () => {
    const forest = laminarForest(officeGroups([null, 0]), 2);
    const women = { id: 'women', n: [0, 20], sum: [0, 2000] };
    const total = { id: 'index', n: [6, 26], sum: [594, 2594] };
    const men = { id: 'men', n: [6, 6], sum: [594, 594] };
    const atTop = forest.nodes.map((_, node) => node === 0);
    const limits = { measures: [{ total, options: [women, men] }], minimumDetail, minRange };
    assert.deepEqual(pinningNodes(forest, limits, atTop, [atTop, atTop.map(() => false)]), []);
  });
});
