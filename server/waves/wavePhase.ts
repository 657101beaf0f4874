/** The phase of a wave for somebody who wants to answer. */
import { hourMs, plusMs } from '../clock.ts';
import { HttpError } from '../http/httpErrors.ts';
import { endOf, type Wave } from './wave.ts';
import { isCounted } from './waveState.ts';

export type WavePhase = 'draft' | 'notYetOpen' | 'open' | 'grace' | 'ended' | 'withdrawn';
type Timed = Pick<Wave, 'state' | 'opensAt' | 'closesAt' | 'closedAt' | 'graceHours'>;

/** What `phaseOf` needs of a wave, as fields of a query. */
export const phaseFields = { state: 1, opensAt: 1, closesAt: 1, closedAt: 1, graceHours: 1 } as const;

/** Grace is the time in which answers that were written offline may still arrive. */
export function phaseOf(wave: Timed, now: Date): WavePhase {
  if (wave.state === 'draft' || wave.state === 'withdrawn') return wave.state;
  if (isCounted(wave)) return 'ended';
  const endsAt = endOf(wave);
  if (wave.opensAt && now < wave.opensAt) return 'notYetOpen';
  if (wave.state === 'open' && (!endsAt || now < endsAt)) return 'open';
  const graceEndsAt = graceEndOf(wave);
  return graceEndsAt && now < graceEndsAt ? 'grace' : 'ended';
}

/** When the last ballot is accepted, `graceHours` after closing; null for a wave without an end. */
export function graceEndOf(wave: Pick<Wave, 'closedAt' | 'closesAt' | 'graceHours'>): Date | null {
  const endsAt = endOf(wave);
  return endsAt && plusMs(endsAt, wave.graceHours * hourMs);
}

/** Whether signing and sending are accepted: while the wave is open or in its grace time. */
export function isAnswerable(phase: WavePhase): boolean {
  return phase === 'open' || phase === 'grace';
}

export function acceptsAnswers(wave: Timed, now: Date): boolean {
  return isAnswerable(phaseOf(wave, now));
}

/** @throws HttpError that names the phase in which no answers are accepted */
export function requireAnswerable(phase: WavePhase): void {
  if (!isAnswerable(phase)) throw new HttpError(409, `responses:refused.${phase}`);
}

/** Closed, and nothing that is on its way can arrive any more. */
export function isReadyToCount(wave: Timed, now: Date): boolean {
  return wave.state === 'closed' && phaseOf(wave, now) === 'ended';
}

/** Its end has not come and can still be moved: also before the first day. */
export function isBeforeEnd(wave: Timed, now: Date): boolean {
  const phase = phaseOf(wave, now);
  return phase === 'open' || phase === 'notYetOpen';
}
