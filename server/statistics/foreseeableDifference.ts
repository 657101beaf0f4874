/**
 * Before a draw: the smallest effect of plans that so many offices would show with 80 % power. It supposes that offices stay what they are
 * but for the plans, so it is the least to be expected: real changes between the waves make it larger.
 *
 *     V = σ²(ρ + (1 − ρ)/n),   r = ρ/(ρ + (1 − ρ)/n),   se² = V(1 − r²)(1/a + 1/b)         (analysis of covariance; Borm and others 2007)
 */
import { detectableDifference } from './detectableDifference.ts';
import { requireCount } from './misuse.ts';

export interface ForeseenDraw {
  /** Offices that begin, and those that wait. */
  planned: number;
  others: number;
  /** Answers of an office (the harmonic mean where they differ). */
  answers: number;
  /** ICC(1) of the dimension. */
  icc: number;
  /** Standard deviation of single persons' scores, in points. */
  sd: number;
}

/** Null with fewer than two offices on a side. */
export function foreseeableDifference({ planned, others, answers, icc, sd }: ForeseenDraw): number | null {
  requireCount('planned', planned);
  requireCount('others', others);
  if (!(answers > 0) || !(sd >= 0) || !(icc >= 0 && icc < 1))
    throw new RangeError(`no foreseeable difference for ${answers} answers, sd ${sd}, ICC ${icc}`);
  const df = planned + others - 3;
  if (planned < 2 || others < 2) return null;
  const error = (1 - icc) / answers;
  const reliability = icc / (icc + error);
  const left = sd ** 2 * (icc + error) * (1 - reliability ** 2);
  return detectableDifference(Math.sqrt(left * (1 / planned + 1 / others)), df);
}
