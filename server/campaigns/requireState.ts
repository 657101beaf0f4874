/** What pages and operations ask of a wave before they do anything to it. */
import { Conflict } from '../http/httpErrors.ts';
import type { Wave } from '../waves/wave.ts';
import { isCounted, isEditable, takesInvitations } from '../waves/waveState.ts';

/** @throws Conflict once its launch has begun */
export function requireEditable(wave: Pick<Wave, 'state' | 'job'>): void {
  if (!isEditable(wave)) throw new Conflict('campaigns:conflict.launched');
}

/** @throws Conflict unless rights may still be given out */
export function requireInviting(wave: Pick<Wave, 'state' | 'imported'>): void {
  if (!takesInvitations(wave)) throw new Conflict('campaigns:conflict.notOpen');
}

/** @throws Conflict before the count */
export function requireCounted(wave: Pick<Wave, 'state'>): void {
  if (!isCounted(wave)) throw new Conflict('campaigns:conflict.notCounted');
}
