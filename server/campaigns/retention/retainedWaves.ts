/** How each counted wave stands to the rule: kept still, on hold, needed by a wave that is not counted yet, announced, or due. */
import { dayMs, plusMs } from '../../clock.ts';
import { endOf, type Wave } from '../../waves/wave.ts';
import { isCounted, isFinished } from '../../waves/waveState.ts';
import type { RetentionRule } from './retentionRule.ts';

/** Between the day on which everybody is told and the deletion: enough for a court's letter to arrive. */
export const noticeDays = 30;

export type RetentionState = 'kept' | 'held' | 'needed' | 'toAnnounce' | 'announced' | 'due';

export interface RetainedWave {
  wave: Wave;
  state: RetentionState;
  /** When its time is over; null without a rule. */
  endsAt: Date | null;
  /** When it is deleted, at the earliest; null until it was announced. */
  deletedFrom: Date | null;
}

/** The waves whose answers are there, in the order in which they ended. */
export function retainedWaves(waves: readonly Wave[], { months }: RetentionRule, now: Date): RetainedWave[] {
  const needed = new Set(waves.filter((wave) => !isFinished(wave)).map(({ previous }) => previous));
  const kept = waves
    .filter((wave) => isCounted(wave) && !wave.purgedAt)
    .map((wave): RetainedWave => {
      const endsAt = timeOver(wave, months);
      const announcedAt = wave.purgeAnnouncedAt ?? null;
      const deletedFrom = announcedAt && plusMs(announcedAt, noticeDays * dayMs);
      const isOver = endsAt !== null && endsAt <= now;
      const state = retentionStateOf({ wave, isOver, isNeeded: needed.has(wave._id), deletedFrom, now });
      return { wave, state, endsAt, deletedFrom };
    });
  const ended = ({ wave }: RetainedWave) => countsFrom(wave)?.getTime() ?? Number.POSITIVE_INFINITY;
  return kept.sort((a, b) => ended(a) - ended(b) || a.wave.title.localeCompare(b.wave.title, 'fa'));
}

interface Judged {
  wave: Wave;
  isOver: boolean;
  isNeeded: boolean;
  deletedFrom: Date | null;
  now: Date;
}

function retentionStateOf({ wave, isOver, isNeeded, deletedFrom, now }: Judged): RetentionState {
  if (wave.legalHold) return 'held';
  if (!isOver) return 'kept';
  // The count of the wave that names it as the one before compares with its tallies.
  if (isNeeded) return 'needed';
  if (!deletedFrom) return 'toAnnounce';
  return deletedFrom <= now ? 'due' : 'announced';
}

/** The day from which the time of the rule counts. */
const countsFrom = (wave: Wave) => endOf(wave) ?? wave.countedAt ?? wave.releasedAt;

function timeOver(wave: Wave, months: number | null): Date | null {
  const from = countsFrom(wave);
  if (months === null || !from) return null;
  const [year, month, day] = [from.getUTCFullYear(), from.getUTCMonth() + months, from.getUTCDate()];
  // The last day of a shorter month, not the first days of the next.
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, lastDay)) + (from.getTime() % dayMs));
}
