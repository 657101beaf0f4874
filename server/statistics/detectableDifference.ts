/**
 * The smallest true difference that Welch's test would have found in four samples out of five: what an office of twelve people could not
 * have seen, said in points. It is a property of the sizes and spreads alone and says nothing about the difference that was found.
 *
 *     δ = λ·se with P(|T| > t(.975, ν)) = .80 for T of Student's distribution with ν degrees of freedom, shifted by λ    (Cohen 1988)
 */
import gammaln from '@stdlib/math-base-special-gammaln';
import normal from '@stdlib/stats-base-dists-normal';
import t from '@stdlib/stats-base-dists-t';

const power = 0.8;
/** Steps of Simpson's rule; the error is far below 1e-9 where it is used. */
const steps = 400;

/**
 * In the unit of `se`, the standard error of the difference; `df` degrees of freedom of its test, at least 1. Adjustment for many tests
 * only makes it larger.
 *
 * @example detectableDifference(1, 18) // 2.9627: ten persons a side, 1.325 standard deviations
 */
export function detectableDifference(se: number, df: number): number {
  if (!(se >= 0) || !(df >= 1)) throw new RangeError(`no difference for se ${se} and df ${df}`);
  return se * shiftFor(df);
}

/**
 * The sum of both quantiles is within .2 % of λ from 9 degrees of freedom on, and the ratio of the two is smooth in 1/ν: so it is solved at
 * few places only and interpolated between them, to seven digits.
 */
function shiftFor(df: number): number {
  const place = cells / df;
  const [below, part] = [Math.floor(place), place % 1];
  const ratio = part === 0 ? ratioAt(below) : (1 - part) * ratioAt(below) + part * ratioAt(below + 1);
  return ratio * quantiles(df);
}

const quantiles = (df: number) => t.quantile(0.975, df) + t.quantile(power, df);

const cells = 800;
const ratios = new Map<number, number>([[0, 1]]);

function ratioAt(cell: number): number {
  const known = ratios.get(cell);
  if (known !== undefined) return known;
  const df = cells / cell;
  const guess = quantiles(df);
  const critical = t.quantile(0.975, df);
  const ratio = secant((shift) => powerOf(shift, df, critical) - power, 0.98 * guess, guess) / guess;
  ratios.set(cell, ratio);
  return ratio;
}

function secant(f: (x: number) => number, first: number, second: number): number {
  let [x0, x1] = [first, second];
  let [y0, y1] = [f(x0), f(x1)];
  for (let step = 0; step < 20 && Math.abs(y1) > 1e-13 && y1 !== y0; step += 1) {
    const x2 = x1 - (y1 * (x1 - x0)) / (y1 - y0);
    [x0, y0, x1] = [x1, y1, x2];
    y1 = f(x1);
  }
  return x1;
}

/** P(|Z + λ| > t·s) over the distribution of s = √(χ²/ν), on the range that holds all but 1e-12 of it. */
function powerOf(shift: number, df: number, critical: number): number {
  const spread = 1 / Math.sqrt(2 * df);
  const [from, to] = [Math.max(0, 1 - 8 * spread), 1 + 8 * spread];
  const width = (to - from) / steps;
  const logConstant = Math.LN2 + (df / 2) * Math.log(df / 2) - gammaln(df / 2);
  let sum = 0;
  for (let i = 0; i <= steps; i += 1) {
    const s = from + i * width;
    const density = Math.exp(logConstant - (df * s * s) / 2) * s ** (df - 1);
    const found = normal.cdf(shift - critical * s, 0, 1) + normal.cdf(-shift - critical * s, 0, 1);
    sum += density * found * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return (sum * width) / 3;
}
