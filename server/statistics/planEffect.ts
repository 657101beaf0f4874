/**
 * Did plans make a difference? Analysis of covariance over offices: the second wave on the first, on having a plan, and on the level. Offices
 * are given plans because they lie low, and who lies low by chance comes up by itself: a plain comparison of gains calls that
 * success in nearly every province (README). Only where a draw decided who began does a difference speak of the plans; without
 * one, offices that were given plans may differ in more than their first score.
 *
 *     second = a + b·first + d·plan + level,   d with t(G − p)
 */
import t from '@stdlib/stats-base-dists-t';
import { detectableDifference } from './detectableDifference.ts';
import { levelsOf, officeRegression, rowOf, samplingVariances, type TwoWaves } from './officeRegression.ts';
import { twoSidedT } from './tails.ts';

export interface ComparedOffice extends TwoWaves {
  /** Has a plan; in a draw: was drawn to begin, whether it then did or not. */
  planned: boolean;
}

export interface PlanEffect {
  planned: number;
  others: number;
  /** d: how much more offices with a plan gained than others from the same start, in points. */
  effect: number;
  se: number;
  df: number;
  p: number;
  ci95: [number, number];
  /** b: of a point above the mean in the first wave, what is left in the second. */
  slope: number;
  /** Mean gain of the offices with a plan, each by its precision. */
  observedGain: number;
  /** What offices without a plan would have gained from where these began: `observedGain` = `expectedGain` + `effect`. */
  expectedGain: number;
  /** Mean gain of the offices without a plan; what `expectedGain` has beyond it is regression to the mean (and the level). */
  commonGain: number;
  /** Smallest true effect that would have been found with 80 % power. */
  detectable: number;
  tau2: number;
}

/**
 * Offices whose mean is null in either wave must be left out by the caller. Null when it cannot be estimated: nobody on one side, too few
 * offices, or no spread at all.
 */
export function planEffect(offices: readonly ComparedOffice[]): PlanEffect | null {
  const planned = offices.filter((office) => office.planned).length;
  const others = offices.length - planned;
  const varianceOf = samplingVariances(offices);
  if (planned === 0 || others === 0 || varianceOf === null) return null;
  const levels = levelsOf(offices);
  const rows = offices.map((office) => [...rowOf(office, levels)!, office.planned ? 1 : 0]);
  const fit = officeRegression(
    rows,
    offices.map(({ second }) => second.mean!),
    offices.map(varianceOf),
  );
  if (fit === null || !(fit.scale > 1e-12)) return null;
  const at = rows[0]!.length - 1;
  const effect = fit.coefficients[at]!;
  const se = Math.sqrt(fit.scale * fit.unscaled[at]![at]!);
  const half = se * t.quantile(0.975, fit.df);
  const observedGain = meanGain(offices, fit.weights, true);
  return {
    planned,
    others,
    effect,
    se,
    df: fit.df,
    p: twoSidedT(effect / se, fit.df),
    ci95: [effect - half, effect + half],
    slope: fit.coefficients[1]!,
    observedGain,
    expectedGain: observedGain - effect,
    commonGain: meanGain(offices, fit.weights, false),
    detectable: detectableDifference(se, fit.df),
    tau2: fit.tau2,
  };
}

function meanGain(offices: readonly ComparedOffice[], weights: readonly number[], planned: boolean): number {
  let [sum, total] = [0, 0];
  for (const [k, office] of offices.entries()) {
    if (office.planned !== planned) continue;
    sum += weights[k]! * (office.second.mean! - office.first.mean!);
    total += weights[k]!;
  }
  return sum / total;
}
