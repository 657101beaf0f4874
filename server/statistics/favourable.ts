/**
 * How many points at each end of a scale of k count as favourable and as unfavourable: max(1, ⌊2k ÷ 5⌋). On five points these are
 * the top two and the bottom two, as reports of employee surveys give them («percent favourable», top-two-box); on two to four points
 * one, so that a middle is left wherever there is one. Scores, bounds, flags and tables all cut here.
 */
import { requireCount } from './misuse.ts';

/** @throws RangeError for a scale of fewer than two points */
export function favourablePoints(points: number): number {
  requireCount('points', points, 2);
  return Math.max(1, Math.floor((2 * points) / 5));
}
