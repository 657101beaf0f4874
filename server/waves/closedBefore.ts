/** Whether a wave may be the previous one of another: a comparison over time runs from an earlier wave to a later one, never the other way. */
import { endOf, type Wave } from './wave.ts';

/** `opens` of the later wave. Of days that nobody knows (data collected elsewhere) nothing can be said, so they are let pass. */
export function closedBefore(
  earlier: Pick<Wave, 'opensAt' | 'closesAt' | 'closedAt'>,
  opens: Date | null,
): boolean {
  const end = endOf(earlier) ?? earlier.opensAt;
  return end === null || opens === null || end < opens;
}
