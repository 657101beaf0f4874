/** A kit speaks of results that are out and still there. */
import { Conflict } from '../http/httpErrors.ts';
import type { Wave } from '../waves/wave.ts';

/** @throws Conflict with a sentence that says what is missing */
export function requireReleased({ state, purgedAt }: Pick<Wave, 'state' | 'purgedAt'>): void {
  if (state !== 'released') throw new Conflict('kit:errors.notReleased');
  if (purgedAt) throw new Conflict('kit:errors.purged');
}
