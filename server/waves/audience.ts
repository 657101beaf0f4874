/** For whom results may be: declared before launch, and reached by one release after another. */
import type { WaveState } from './waveState.ts';

export const audiences = ['managers', 'employees', 'public'] as const;
export type Audience = (typeof audiences)[number];

/** Employees and the public read results by their address; managers need an account. */
export function goBeyondManagers(reached: readonly Audience[]): boolean {
  return reached.some((audience) => audience !== 'managers');
}

/** Whether the results page is there for everyone who knows its address. */
export function isForEveryone(wave: { state: WaveState; releasedTo: readonly Audience[] }): boolean {
  return wave.state === 'released' && goBeyondManagers(wave.releasedTo);
}
