/** For whom results may be: declared before launch, and reached by one release after another. */
import type { WaveState } from './waveState.ts';

export const audiences = ['managers', 'employees', 'public'] as const;
export type Audience = (typeof audiences)[number];

/** Employees and the public read results without an account: employees with the words of the wave, the public by the address. */
export function goBeyondManagers(reached: readonly Audience[]): boolean {
  return reached.some((audience) => audience !== 'managers');
}

/** Who can open the results page of a wave: nobody yet, those who have its words, or everyone who knows its address. */
export function openTo(wave: {
  state: WaveState;
  releasedTo: readonly Audience[];
}): 'nobody' | 'employees' | 'everyone' {
  if (wave.state !== 'released' || !goBeyondManagers(wave.releasedTo)) return 'nobody';
  return wave.releasedTo.includes('public') ? 'everyone' : 'employees';
}
