/**
 * How the scheduled jobs of this process fare: when a round began, and since when rounds fail. In memory; the condition that is recorded
 * every minute carries it to the other processes. Nothing here counts what a round did: that would tell when people answer.
 */
import { perStore } from '../../database/perStore.ts';

export interface JobRounds {
  name: string;
  /** Of the round that runs now. */
  startedAt: Date | null;
  endedAt: Date | null;
  failingSince: Date | null;
  /** Name and code of the last error; its text may hold an address. */
  problem: string;
}

const rounds = perStore(() => new Map<string, JobRounds>());

export function roundBegan(name: string, now: Date): void {
  const known = rounds().get(name) ?? { name, endedAt: null, failingSince: null, problem: '' };
  rounds().set(name, { ...known, startedAt: now });
}

/** @param error what the round threw; undefined when it did what was due */
export function roundEnded(name: string, error: unknown, now: Date): void {
  const known = rounds().get(name);
  const failingSince = error === undefined ? null : (known?.failingSince ?? now);
  const problem = error === undefined ? '' : problemOf(error);
  rounds().set(name, { name, startedAt: null, endedAt: now, failingSince, problem });
}

function problemOf(error: unknown): string {
  const {
    name = 'Error',
    code,
    codeName,
  } = (error ?? {}) as {
    name?: string;
    code?: unknown;
    codeName?: unknown;
  };
  return [name, codeName ?? code].filter((part) => part !== undefined).join(' ');
}

/** Empty in a process that runs no jobs. */
export const jobRounds = (): JobRounds[] => [...rounds().values()];
