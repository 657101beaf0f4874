/**
 * Prints how far the models of a report are from their independent computations in `reference/` (lavaan, R, numpy, scipy, statsmodels):
 * `npx tsx test/statistics/deviationsOfModels.ts`. A deviation is relative above 1, absolute below.
 */
import { readFileSync } from 'node:fs';
import { type RakedOffice, rakedMean } from '../../server/reports/making/comparison/rakedMean.ts';
import { tallyOf } from '../../server/reports/tally/createTallier.ts';
import { tallyLayout } from '../../server/reports/tally/tallyLayout.ts';
import { cohensKappa } from '../../server/statistics/cohensKappa.ts';
import { detectableDifference } from '../../server/statistics/detectableDifference.ts';
import { type FactorFit, factorFit } from '../../server/statistics/factorFit.ts';
import { invarianceModels } from '../../server/statistics/invarianceModels.ts';
import { modelTest } from '../../server/statistics/modelTest.ts';
import { omegaMl } from '../../server/statistics/omegaMl.ts';
import { planEffect } from '../../server/statistics/planEffect.ts';
import { provinceChange } from '../../server/statistics/provinceChange.ts';
import { welchTest } from '../../server/statistics/welchTest.ts';
import { encode, instrument } from '../reports/smallWave.ts';

// biome-ignore lint/suspicious/noExplicitAny: references are read as they were written by other programs
type Read = any;
const read = (name: string): Read =>
  JSON.parse(readFileSync(new URL(`reference/${name}.json`, import.meta.url), 'utf8'));

const table = new Map<string, { count: number; largest: number; source: string }>();
function compare(what: string, source: string, found: number, wanted: number): void {
  const row = table.get(what) ?? { count: 0, largest: 0, source };
  const off = Math.abs(found - wanted) / Math.max(1, Math.abs(wanted));
  table.set(what, {
    source,
    count: row.count + 1,
    largest: Math.max(row.largest, Number.isNaN(off) ? Infinity : off),
  });
}
const each = (what: string, source: string, found: readonly number[], wanted: readonly number[]) => {
  for (const [i, value] of wanted.entries()) compare(what, source, found[i] ?? Number.NaN, value);
};

const none: ReadonlySet<number> = new Set();
const compareFit = (what: string, found: FactorFit | null | undefined, wanted: FactorFit) => {
  for (const index of ['chi2', 'cfi', 'rmsea', 'srmr'] as const)
    compare(`${what}: ${index}`, 'lavaan', found?.[index] ?? Number.NaN, wanted[index]);
};

for (const { groups, single, configural, metric, scalar, metricScores, scalarScores } of read('invariance')) {
  for (const [g, { n, covariance }] of groups.entries())
    compareFit('fit of one factor', factorFit(covariance, n, omegaMl(covariance)!), single[g]);
  const models = invarianceModels(groups);
  compareFit('invariance, pattern', models?.configural, configural);
  // Where no single factor fits, the likelihood has several maxima.
  if (configural.cfi < 0.9) continue;
  const loadings = models?.equal({ loadings: none, intercepts: null });
  const intercepts = models?.equal({ loadings: none, intercepts: none });
  compareFit('invariance, loadings', loadings?.fit, metric);
  compareFit('invariance, intercepts', intercepts?.fit, scalar);
  each(
    'score tests of items',
    'lavaan',
    metricScores.map((_: number, i: number) => loadings?.blame(i)),
    metricScores,
  );
  each(
    'score tests of items',
    'lavaan',
    scalarScores.map((_: number, i: number) => intercepts?.blame(i)),
    scalarScores,
  );
}

for (const { cells, hidden, mean, ci95, designEffect } of read('raking')) {
  const rows = [
    ...cells.map(({ level, staff, n, mean, sd }: Read) => ({
      level,
      headcount: staff,
      index: { n, mean, sd },
    })),
    ...hidden.map(({ level, staff }: Read) => ({ level, headcount: staff, index: { suppressed: 'tooFew' } })),
  ].map((row) => ({ rolledUpTo: null, ...row }) as RakedOffice);
  const found = rakedMean(rows)!;
  each('raked mean and its interval', 'numpy', [found.mean, ...found.ci95], [mean, ...ci95]);
  compare('design effect', 'numpy', found.designEffect, designEffect);
}

for (const reference of read('change')) {
  const found = provinceChange(reference.years, reference.offices)!;
  const { difference, se, p } = found.common;
  each('change: line, error, p', 'R', [difference, se, p], [reference.difference, reference.se, reference.p]);
  each('change: standard deviations', 'R', Object.values(found.spread), Object.values(reference.spread));
  each(
    'change: common levels',
    'R',
    found.levels.map((one) => one.mean),
    reference.levels,
  );
  each(
    'change: movement of offices',
    'R',
    found.offices.map((one) => one.difference),
    reference.own,
  );
  each(
    'change: adjusted p of offices',
    'R',
    found.offices.map((one) => one.pAdjusted),
    reference.ownAdjusted,
  );
  each(
    'change: expected movement',
    'R',
    found.offices.map((one) => one.expected),
    reference.expected,
  );
}

const verdicts = read('verdicts');
for (const { sides, p, ci95, detectable } of verdicts.differences) {
  const [a, b] = sides.map(([mean, sd, n]: number[]) => ({ mean, variance: sd! ** 2, n }));
  const test = welchTest(a, b)!;
  each('difference: p and interval', 'scipy', [test.p, ...test.ci95], [p, ...ci95]);
  compare('detectable difference', 'statsmodels', detectableDifference(test.se, test.df), detectable);
}
for (const { covariance, n, r2, p, adjustedR2 } of verdicts.models) {
  const test = modelTest(r2, n, covariance.length - 1)!;
  each('F test of drivers, adjusted R²', 'scipy', [test.p, test.adjustedR2], [p, adjustedR2]);
}
for (const { offices, effect } of read('plans'))
  for (const [name, value] of Object.entries(effect))
    each(
      'effect of plans',
      'statsmodels',
      [(planEffect(offices) as Read)[name]].flat(),
      [value as number].flat(),
    );
for (const {
  table: [both, onlyFirst, onlySecond, neither],
  kappa,
  ci95,
} of read('kappa')) {
  const found = cohensKappa({ both, onlyFirst, onlySecond, neither });
  if (found && kappa !== null && ci95)
    each("Cohen's kappa", 'scikit-learn', [found.kappa, ...found.ci95!], [kappa, ...ci95]);
}
const named = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);
const asked = [
  instrument({ id: 'first', dimensions: { a: named('a', 7), b: named('b', 7) } }),
  instrument({ id: 'second', points: 7, dimensions: { c: named('c', 9) } }),
];
for (const { sheets, counts } of read('careless')) {
  const found = tallyOf(encode(asked, sheets), tallyLayout(asked)).careless! as unknown as Record<
    string,
    number
  >;
  for (const [name, count] of Object.entries<number>(counts))
    compare('signs of careless answers', 'numpy', found[name]!, count);
}

console.log('| what | from | values | largest deviation |\n|---|---|---:|---:|');
for (const [what, { count, largest, source }] of table)
  console.log(`| ${what} | ${source} | ${count} | ${largest.toExponential(1)} |`);
console.log(`\n${[...table.values()].reduce((sum, { count }) => sum + count, 0)} values compared.`);
