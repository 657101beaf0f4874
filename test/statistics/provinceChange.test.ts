/** Change of a province over waves: against the restricted likelihood of the whole covariance matrix in R (reference/change.R), and at its edges. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { ChangeOffice, ChangeSpread } from '../../server/statistics/changeLikelihood.ts';
import { minimise } from '../../server/statistics/minimise.ts';
import { provinceChange } from '../../server/statistics/provinceChange.ts';

interface Reference {
  name: string;
  years: number[];
  offices: ChangeOffice[];
  spread: ChangeSpread;
  difference: number;
  se: number;
  p: number;
  parts: { common: number; branches: number; offices: number };
  levels: number[];
  levelErrors: number[];
  own: number[];
  ownErrors: number[];
  ownAdjusted: number[];
  expected: number[];
  ahead: { time: number[]; mean: number[]; low: number[]; high: number[] };
}

const references: Reference[] = JSON.parse(
  readFileSync(new URL('reference/change.json', import.meta.url), 'utf8'),
);

/** R finds the variances by values of the likelihood alone, as we do, so both are right to five digits or so. */
function near(actual: readonly number[], wanted: readonly number[], what: string): void {
  assert.equal(actual.length, wanted.length, what);
  for (const [i, value] of wanted.entries())
    assert.ok(
      Math.abs(actual[i]! - value) < 1e-4 * Math.max(1, Math.abs(value)),
      `${what} ${i}: ${actual[i]} not ${value}`,
    );
}

const years = [0, 1, 2, 3, 4];
/** Offices that lie on lines of their own, with this sampling variance. */
const offices = (
  count: number,
  mean: (office: number, year: number) => number,
  variance = 4,
): ChangeOffice[] =>
  Array.from({ length: count }, (_, j) => ({
    branch: `b${j % 4}`,
    scores: years.map((year) => ({ mean: mean(j, year), variance })),
  }));

describe('the change of a province over waves', () => {
  for (const reference of references)
    it(`agrees with R: ${reference.name}`, () => {
      const found = provinceChange(reference.years, reference.offices)!;
      near(Object.values(found.spread), Object.values(reference.spread), 'spread');
      const { difference, se, p, df } = found.common;
      near([difference, se, p], [reference.difference, reference.se, reference.p], 'common');
      assert.equal(df, reference.years.length - 2);
      near(Object.values(found.parts!), Object.values(reference.parts), 'parts');
      near(
        found.levels.map(({ mean }) => mean),
        reference.levels,
        'level',
      );
      near(
        found.levels.map((one) => one.se),
        reference.levelErrors,
        'error of the level',
      );
      near(
        found.offices.map((one) => one.difference),
        reference.own,
        'own movement',
      );
      near(
        found.offices.map(({ ci95 }) => (ci95[1] - ci95[0]) / 2 / 1.959963984540054),
        reference.ownErrors,
        'error',
      );
      near(
        found.offices.map(({ pAdjusted }) => pAdjusted),
        reference.ownAdjusted,
        'adjusted p',
      );
      near(
        found.offices.map(({ expected }) => expected),
        reference.expected,
        'expected movement',
      );
      const ahead = reference.ahead.time.map((time) => found.at(time));
      near(
        ahead.map(({ mean }) => mean),
        reference.ahead.mean,
        'line ahead',
      );
      near(
        ahead.map(({ ci95 }) => ci95[0]),
        reference.ahead.low,
        'low end ahead',
      );
      near(
        ahead.map(({ ci95 }) => ci95[1]),
        reference.ahead.high,
        'high end ahead',
      );
    });

  it('finds all of it in common where offices only differ in level, and none where they go apart', () => {
    const together = provinceChange(
      years,
      offices(12, (j, year) => 40 + j + 2 * year),
    )!;
    assert.ok(Math.abs(together.common.difference - 8) < 1e-6);
    assert.ok(together.parts!.common > 0.999, `${together.parts?.common}`);
    assert.ok(together.offices.every(({ difference }) => Math.abs(difference) < 1e-6));
    const apart = provinceChange(
      years,
      offices(12, (j, year) => 50 + (j % 2 === 0 ? 3 : -3) * (year - 2)),
    )!;
    assert.ok(apart.parts!.common < 0.01);
    assert.ok(
      apart.offices.every(
        ({ pAdjusted, difference }, j) => pAdjusted < 0.05 && difference > 0 === (j % 2 === 0),
      ),
    );
  });

  it('widens ahead, and nothing is left to explain where every score is the same', () => {
    const found = provinceChange(
      years,
      offices(12, (j, year) => 50 + ((j * 7 + year * 3) % 5)),
    )!;
    const widths = [2, 4, 6, 9].map((time) => found.at(time).ci95).map(([low, high]) => high - low);
    assert.deepEqual(
      widths,
      widths.toSorted((a, b) => a - b),
    );
    const flat = provinceChange(
      years,
      offices(12, () => 50),
    )!;
    assert.equal(flat.parts, null);
    assert.ok(Math.abs(flat.common.difference) < 1e-9 && flat.common.p > 0.99);
  });

  it('is null where too few waves or offices have scores, or scores have no error', () => {
    const twelve = offices(12, (j, year) => 50 + j + year);
    assert.ok(provinceChange(years, twelve));
    assert.equal(
      provinceChange(
        years.slice(1),
        twelve.map(({ branch, scores }) => ({ branch, scores: scores.slice(1) })),
      ),
      null,
    );
    assert.equal(provinceChange(years, twelve.slice(0, 9)), null);
    assert.equal(
      provinceChange(
        years,
        offices(12, () => 50, 0),
      ),
      null,
    );
    assert.equal(provinceChange([1, 1, 1, 1, 1], twelve), null);
    const silent = twelve.map(({ branch, scores }) => ({
      branch,
      scores: scores.map((score, t) => (t === 2 ? null : score)),
    }));
    assert.equal(provinceChange(years, silent), null);
    assert.throws(() => provinceChange([0, 1, 2, 3, Number.NaN], twelve), TypeError);
    assert.throws(() => provinceChange([...years, 5], twelve), RangeError);
  });
});

describe('the search for the lowest point', () => {
  it('finds that of a bent valley, stays where it is lowest, and gives up on what is no number', () => {
    const valley = ([x = 0, y = 0]: readonly number[]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    const found = minimise(valley, [-1.2, 1])!;
    near(found.at, [1, 1], 'place');
    assert.deepEqual(minimise(valley, [1, 1])?.value, 0);
    assert.equal(
      minimise(() => Number.NaN, [1]),
      null,
    );
  });
});
