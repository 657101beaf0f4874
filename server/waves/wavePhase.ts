/** The phase of a wave for somebody who wants to answer. */
import type { Wave } from './wave.ts';

export type WavePhase = 'draft' | 'notYetOpen' | 'open' | 'grace' | 'ended' | 'withdrawn';

/** `grace` is the time after closing in which answers written offline may still arrive. */
export function phaseOf(
  wave: Pick<Wave, 'state' | 'opensAt' | 'closesAt' | 'closedAt' | 'graceHours'>,
  now: Date,
): WavePhase {
  if (wave.state === 'draft' || wave.state === 'withdrawn') return wave.state;
  if (wave.state === 'counted' || wave.state === 'released') return 'ended';
  const endsAt = wave.closedAt ?? wave.closesAt;
  if (wave.opensAt && now < wave.opensAt) return 'notYetOpen';
  if (wave.state === 'open' && (!endsAt || now < endsAt)) return 'open';
  return endsAt && now.getTime() < graceEndsAt(wave, endsAt).getTime() ? 'grace' : 'ended';
}

/** When the last ballot is accepted, `graceHours` after closing. */
export function graceEndsAt(wave: Pick<Wave, 'graceHours'>, endsAt: Date): Date {
  return new Date(endsAt.getTime() + wave.graceHours * 3_600_000);
}
