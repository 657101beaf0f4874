/** Offices whose people are asked. A launch adds those above and between them, which hold reports and have nobody of their own. */
import type { Wave } from './wave.ts';

export function officesAsked({ offices }: Pick<Wave, 'offices'>): Wave['offices'] {
  return offices.filter(({ headcount }) => headcount !== 0);
}
