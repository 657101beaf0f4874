/**
 * Shrunken means where some offices are not shown: anybody can compute them from what is published, and many small offices do not draw
 * everything to the common mean.
 */
import assert from 'node:assert/strict';
import { isShown, type Report } from '../../server/reports/published/reportObject.ts';
import { empiricalBayes, type PooledMoments } from '../../server/statistics/empiricalBayes.ts';
import { normalDraws } from '../../server/statistics/normalDraws.ts';
import { type SmallOffice, smallWave } from './smallWave.ts';
import { find, reportsOf, sheets, shownIndex, threeOffices, two } from './supportReports.ts';

const office = (parent: string, headcount: number, n: number, start: number): SmallOffice => ({
  parent,
  headcount,
  answers: sheets(n, start).map((row) => row.map((x) => Math.min(5, Number(x) + (start % 2)))),
});
const province: Record<string, SmallOffice> = {
  root: { headcount: 60, answers: sheets(30) },
  a: office('root', 60, 25, 1),
  b: office('root', 50, 20, 2),
  c: office('root', 70, 30, 3),
  few: office('b', 20, 7, 4),
  tiny: office('a', 10, 3, 5),
  small: office('a', 30, 14, 6),
};
const hidden = ['tiny', 'small'];
/** Few, and the office above it, whose exact mean would give that of the few. */
const rounded = ['few', 'b'];

describe('shrunken means', () => {
  it('follow from the published numbers alone where offices are hidden or rounded', () => {
    const reports = reportsOf(smallWave([two], province));
    const own = Object.keys(province).filter((code) => !hidden.includes(code));
    for (const code of hidden) assert.ok(!isShown(find(reports, code).instruments[0]!.index), code);
    const alone = own.map((code): PooledMoments => published(find(reports, code)));
    const below = published(find(reports, 'a', 'subtree'));
    const office = published(find(reports, 'a'));
    const n = below.n - office.n;
    const mean = (below.n * below.mean! - office.n * office.mean!) / n;
    const share = (10 / 40) ** 2 + (30 / 40) ** 2;
    const estimate = empiricalBayes([...alone, { n, mean, variance: null, share }])!;
    assert.deepEqual(
      own.map((code, i) => near(shownIndex(find(reports, code)).shrunken, estimate.groups[i]!.shrunken)),
      own.map((code) => (rounded.includes(code) ? 'not given' : 'near')),
    );
    const { shrinkage } = find(reports, 'c').instruments[0]!;
    assert.deepEqual(shrinkage?.index, { offices: 3, all: false });
  });

  it('take every office by itself where all are shown', () => {
    const [{ shrinkage } = {}] = find(reportsOf(smallWave([two], threeOffices)), 'a').instruments;
    assert.deepEqual(shrinkage?.index, { offices: 3, all: true });
    assert.deepEqual(shrinkage?.dimensions.trust, { offices: 3, all: true });
  });

  it('know that a group of hidden offices varies less than an office', () => {
    const normal = normalDraws(20_261_130);
    const ratios = Array.from({ length: 60 }, () => {
      const draw = (n: number) => 60 + 8 * normal() + (16 / Math.sqrt(n)) * normal();
      const shown = Array.from({ length: 8 }, () => ({ n: 30, mean: draw(30), variance: 256 }));
      const pools = Array.from({ length: 12 }, () => {
        const means = Array.from({ length: 6 }, () => draw(4));
        return { n: 24, mean: means.reduce((sum, mean) => sum + mean, 0) / 6, variance: null };
      });
      const tau2 = (share: number) =>
        empiricalBayes([...shown, ...pools.map((pool) => ({ ...pool, share }))])!.tau2;
      return { told: tau2(1 / 6), untold: tau2(1) };
    });
    const average = (key: 'told' | 'untold') => ratios.reduce((sum, one) => sum + one[key], 0) / 60;
    assert.ok(Math.abs(average('told') / 64 - 1) < 0.15, `τ² is 64, found ${average('told')}`);
    assert.ok(average('untold') < 0.7 * 64, `taken for single offices they give ${average('untold')}`);
  });
});

function published(report: Report): PooledMoments {
  const { n, mean, sd } = shownIndex(report);
  return { n, mean, variance: sd === null ? null : sd ** 2 };
}

function near(actual: number | null, wanted: number): string {
  if (actual === null) return 'not given';
  return Math.abs(actual - wanted) < 1e-9 * wanted ? 'near' : `${actual} instead of ${wanted}`;
}
