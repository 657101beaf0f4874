/** How steep a trend is: Sen's slope, the median of all pairwise slopes, which one odd wave does not move. */
import { median } from 'simple-statistics';
import { requireFinite, requireSameLength } from './misuse.ts';

/** Median change per unit of time; `times` are 0, 1, 2 … unless given. Null for fewer than two different times. */
export function senSlope(
  values: readonly number[],
  times: readonly number[] = [...values.keys()],
): number | null {
  requireSameLength('values and times', values, times);
  requireFinite('values and times', ...values, ...times);
  const slopes: number[] = [];
  for (let j = 1; j < values.length; j += 1) {
    for (let i = 0; i < j; i += 1) {
      if (times[j] !== times[i]) slopes.push((values[j]! - values[i]!) / (times[j]! - times[i]!));
    }
  }
  return slopes.length === 0 ? null : median(slopes);
}
