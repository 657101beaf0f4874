/** Raking to several divisions of the staff: against weights that numpy finds in another way (reference/raking.py). */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { type RakedOffice, rakedMean } from '../../server/reports/making/comparison/rakedMean.ts';
import { designEffect, rake } from '../../server/statistics/raking.ts';

interface Reference {
  cells: { level: string; size: string; staff: number; n: number; mean: number; sd: number }[];
  hidden: { level: string; staff: number }[];
  weights: number[];
  mean: number;
  ci95: [number, number];
  designEffect: number;
}

const references: Reference[] = JSON.parse(
  readFileSync(new URL('reference/raking.json', import.meta.url), 'utf8'),
);

const hiddenIndex = { suppressed: 'tooFew' } as const;
const row = (
  level: string,
  headcount: number | null,
  index: RakedOffice['index'] = hiddenIndex,
): RakedOffice => ({ level, rolledUpTo: null, headcount, index });

/** The offices of a reference as a comparison holds them. */
function rowsOf({ cells, hidden }: Reference): RakedOffice[] {
  return [
    ...cells.map(({ level, staff, n, mean, sd }) => row(level, staff, { n, mean, sd })),
    ...hidden.map(({ level, staff }) => row(level, staff)),
  ];
}

function near(actual: number, wanted: number, what: string): void {
  assert.ok(
    Math.abs(actual - wanted) < 1e-9 * Math.max(1, Math.abs(wanted)),
    `${what}: ${actual} not ${wanted}`,
  );
}

describe('raking', () => {
  for (const [at, reference] of references.entries())
    it(`gives the mean, its interval and the design effect of reference ${at + 1}`, () => {
      const found = rakedMean(rowsOf(reference));
      assert.ok(found);
      near(found.mean, reference.mean, 'mean');
      near(found.ci95[0], reference.ci95[0], 'low');
      near(found.ci95[1], reference.ci95[1], 'high');
      near(found.designEffect, reference.designEffect, 'design effect');
      assert.equal(found.offices, reference.cells.length);
    });

  it('gives the weights themselves, one for each respondent of a cell', () => {
    const [{ cells, weights, hidden } = references[1]!] = [references[0]!];
    const staff = (key: 'level' | 'size') => {
      const of = hidden.map(({ level, staff }) => ({ level, size: 'small', staff }));
      const sums = new Map<string, number>();
      for (const one of [...cells, ...of]) sums.set(one[key], (sums.get(one[key]) ?? 0) + one.staff);
      return sums;
    };
    const found = rake(
      cells.map(({ n, level, size }) => ({ n, parts: [level, size] })),
      [staff('level'), staff('size')],
    );
    for (const [i, weight] of weights.entries()) near(found?.[i] ?? 0, weight, `weight ${i}`);
  });

  it('leaves out a part in which nobody answered, and gives nothing where no weights meet all totals', () => {
    const parts = (level: string, size: string, n: number) => ({ n, parts: [level, size] });
    const silent = [
      new Map([
        ['a', 30],
        ['b', 10],
        ['c', 99],
      ]),
      new Map([
        ['s', 20],
        ['l', 20],
      ]),
    ];
    const found = rake([parts('a', 's', 10), parts('a', 'l', 10), parts('b', 's', 10)], silent);
    assert.deepEqual(
      found?.map((weight) => Number(weight.toFixed(9))),
      [0.75, 1.5, 0.75],
    );
    // Everybody of b is small, but b has more staff than there is in small offices.
    const contrary = [
      new Map([
        ['a', 10],
        ['b', 30],
      ]),
      new Map([
        ['s', 10],
        ['l', 30],
      ]),
    ];
    assert.equal(rake([parts('a', 'l', 10), parts('b', 's', 10)], contrary), null);
    assert.equal(rake([], []), null);
    assert.equal(rake([parts('x', 's', 5)], silent), null, 'staff of x is unknown');
  });

  it('has a design effect of 1 where all weigh the same, and more where they do not', () => {
    assert.equal(
      designEffect([
        { n: 10, weight: 2 },
        { n: 30, weight: 2 },
      ]),
      1,
    );
    near(
      designEffect([
        { n: 10, weight: 3 },
        { n: 30, weight: 1 },
      ])!,
      (40 * 120) / 60 ** 2,
      'Kish',
    );
    assert.equal(designEffect([]), null);
  });

  it('is not tried where a headcount is unknown or more answered than there are', () => {
    const [reference] = references as [Reference];
    const rows = rowsOf(reference);
    assert.equal(rakedMean([...rows, row('district', null)]), null);
    const { n } = reference.cells[0]!;
    assert.equal(rakedMean([{ ...rows[0]!, headcount: n - 1 }, ...rows.slice(1)]), null);
    assert.equal(rakedMean(rows.slice(0, 1)), null, 'one office has nothing to be weighed against');
  });
});
