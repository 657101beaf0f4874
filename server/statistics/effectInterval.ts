/**
 * 95 % intervals of a standardised difference d. The exact one asks which true effects would make the observed t
 * unsurprising, by inverting the noncentral t; the normal one is the usual shortcut. Multiply by J for Hedges' g.
 *
 *     normal: d ± z·√[(n₁ + n₂)/(n₁n₂) + d²/(2(n₁ + n₂))]                                  (Hedges & Olkin)
 */
import { requireCount, requireFinite } from './misuse.ts';
import { noncentralT } from './noncentralT.ts';
import { z975 } from './tails.ts';

export interface EffectInterval {
  noncentral: [number, number];
  normal: [number, number];
}

/** Intervals of d (not g) from groups of n1 and n2; null with fewer than two in either. */
export function effectInterval(d: number, n1: number, n2: number): EffectInterval | null {
  requireFinite('d', d);
  requireCount('n1', n1);
  requireCount('n2', n2);
  if (n1 < 2 || n2 < 2) return null;
  const scale = Math.sqrt(1 / n1 + 1 / n2);
  const [t, df] = [d / scale, n1 + n2 - 2];
  const half = z975 * Math.sqrt((n1 + n2) / (n1 * n2) + d ** 2 / (2 * (n1 + n2)));
  return {
    noncentral: [scale * noncentrality(t, df, 0.975), scale * noncentrality(t, df, 0.025)],
    normal: [d - half, d + half],
  };
}

/** The δ for which P(T ≤ t) is `probability`: a bracket is widened, then narrowed by Illinois steps. */
function noncentrality(t: number, df: number, probability: number): number {
  const excess = (delta: number) => noncentralT(t, df, delta) - probability;
  const width = 3 + Math.abs(t) / Math.sqrt(df);
  let [low, high] = [t - width, t + width];
  while (excess(low) < 0) low -= 2 * width;
  while (excess(high) > 0) high += 2 * width;
  return falsePosition(excess, low, high);
}

function falsePosition(f: (x: number) => number, low: number, high: number): number {
  let [a, b, fa, fb] = [low, high, f(low), f(high)];
  for (let step = 0; step < 100 && Math.abs(b - a) > 1e-10 * (1 + Math.abs(b)); step += 1) {
    const x = fa === fb ? (a + b) / 2 : (a * fb - b * fa) / (fb - fa);
    const fx = f(x);
    if (Math.abs(fx) < 1e-13) return x;
    if (fx * fb < 0) [a, fa] = [b, fb];
    else fa /= 2;
    [b, fb] = [x, fx];
  }
  return b;
}
