/**
 * The states of a wave in their order, and what each allows: one predicate for each question that pages, jobs and commands ask, so
 * that none of them names the states again. Where the time of day counts as well, see wavePhase.ts.
 */
import mongoose from 'mongoose';

export const waveStates = ['draft', 'open', 'closed', 'counted', 'released', 'withdrawn'] as const;
export type WaveState = (typeof waveStates)[number];

interface Stated {
  state: WaveState;
}
interface Origin extends Stated {
  imported: boolean;
}

/** Launched and not yet counted: its keys exist, and ballots come or lie sealed. */
export const runningStates: readonly WaveState[] = ['open', 'closed'];
/** It has responses and reports, published or not. */
export const countedStates: readonly WaveState[] = ['counted', 'released'];

/** The states as a filter of a query. */
export function stateIn(states: readonly WaveState[]) {
  return { state: mongoose.trusted({ $in: [...states] }) };
}

export const isRunning = ({ state }: Stated): boolean => runningStates.includes(state);
export const isCounted = ({ state }: Stated): boolean => countedStates.includes(state);

/** Nothing of it can be changed any more by anybody who answers or counts. */
export const isFinished = (wave: Stated): boolean => isCounted(wave) || wave.state === 'withdrawn';

/** People were asked here: neither a draft nor data from elsewhere. */
export const wasLaunched = ({ state, imported }: Origin): boolean => state !== 'draft' && !imported;

/** Rights may still be given out. */
export const takesInvitations = ({ state, imported }: Origin): boolean => state === 'open' && !imported;

/** Reminders are planned from the draft on, for as long as somebody may be reminded. */
export const takesReminders = ({ state, imported }: Origin): boolean =>
  (state === 'draft' || state === 'open') && !imported;

/** Still to be edited: its launch has not begun. */
export const isEditable = ({ state, job }: Stated & { job: unknown }): boolean => state === 'draft' && !job;
