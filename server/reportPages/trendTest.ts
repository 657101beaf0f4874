/** Mann–Kendall and Sen's slope over the newest run of waves without a break or a gap. */

import type { Score } from '../reports/published/reportObject.ts';
import { mannKendall } from '../statistics/mannKendall.ts';
import { minimumSizes } from '../statistics/minimumSizes.ts';
import { senSlope } from '../statistics/senSlope.ts';

/** False after a change of wording or of the office's composition, and where the previous wave was not compared. */
export function isJoined({ versus }: Score): boolean {
  return !('unavailable' in versus.previous) || versus.previous.unavailable === 'disclosure';
}

export interface TrendTest {
  waves: number;
  p: number;
  /** Points per wave. */
  slope: number;
}

/** `scores` from the oldest; null with fewer than five waves in the run. */
export function trendTest(scores: readonly (Score | null)[]): TrendTest | null {
  const start = scores.findLastIndex((score, i) => i === 0 || !score || !isJoined(score));
  const values = scores.slice(scores[start] ? start : start + 1).flatMap((score) => score?.mean ?? []);
  const found = values.length >= minimumSizes.waves ? mannKendall(values) : null;
  const p = found && (found.pExact ?? found.p);
  const slope = senSlope(values);
  return p === null || slope === null ? null : { waves: values.length, p, slope };
}
