/** Trend statistics of the three series of the reference. */
import { mannKendall } from '../../../server/statistics/mannKendall.ts';
import { senSlope } from '../../../server/statistics/senSlope.ts';
import { type Branch, csvRows, type Tree } from './tree.ts';

/** R `datasets::PlantGrowth`, group trt1: the ten values behind the example without ties, whatever its name says. */
const plantGrowth = [4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69];

function seriesTree(values: number[], times: number[]): Tree {
  const test = mannKendall(values)!;
  return {
    ...{ n: test.n, S: test.S, var_S: test.varS, z_continuity: test.z, p_normal_continuity: test.p },
    ...{ p_exact_no_ties: test.pExact, sen_slope: senSlope(values, times) },
  };
}

export function trendTree(): Branch {
  const culture = csvRows('culture_trend.csv');
  const nile = csvRows('nile.csv').map((row) => Number(row.flow));
  const years = culture.map((row) => Number(row.year));
  const flowYears = nile.map((_, i) => 1871 + i);
  const names = Object.keys(culture[0]!).filter((name) => name !== 'year');
  const counted = (values: number[]) =>
    seriesTree(
      values,
      values.map((_, i) => i + 1),
    );
  return {
    culture_trend: Object.fromEntries(
      names.map((name) => [
        name,
        seriesTree(
          culture.map((row) => Number(row[name])),
          years,
        ),
      ]),
    ),
    nile: seriesTree(nile, flowYears),
    nile_first_10: seriesTree(nile.slice(0, 10), flowYears.slice(0, 10)),
    attitude_first10_ratings_no_ties_example: counted(plantGrowth),
    monotone_5: counted([1, 2, 3, 4, 5]),
    all_tied_5: counted([3, 3, 3, 3, 3]),
  };
}
