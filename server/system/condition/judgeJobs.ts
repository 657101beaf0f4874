/** Scheduled work, and long work on waves: what fails, what does not end, and whether anything runs at all. */
import { minuteMs } from '../../clock.ts';
import type { JobRounds } from '../jobs/jobRounds.ts';
import { type Check, levelBy } from './check.ts';
import { thresholds } from './thresholds.ts';

const { redMinutes, stuckMinutes, stillMinutes } = thresholds.jobs;

/** `reportedAt` is when the process that runs the jobs last said how they are; null when it has not yet. */
export interface JobFacts {
  reportedAt: Date | null;
  rounds: readonly JobRounds[];
}

export function judgeJobs({ reportedAt, rounds }: JobFacts, now: Date): Check {
  const minutesSince = (at: Date) => (now.getTime() - at.getTime()) / minuteMs;
  if (!reportedAt) return { name: 'jobs', level: 'green', finding: 'jobs.starting', values: {} };
  if (minutesSince(reportedAt) > stillMinutes) {
    const level = levelBy(minutesSince(reportedAt) > redMinutes, true);
    return { name: 'jobs', level, finding: 'jobs.still', values: { since: { at: reportedAt } } };
  }
  const stuck = rounds.filter(({ startedAt }) => startedAt && minutesSince(startedAt) > stuckMinutes);
  if (stuck.length > 0) {
    const since = earliest(stuck.map(({ startedAt }) => startedAt!));
    const values = { names: { jobs: stuck.map(({ name }) => name) }, since: { at: since } };
    return {
      name: 'jobs',
      level: levelBy(minutesSince(since) > redMinutes, true),
      finding: 'jobs.stuck',
      values,
    };
  }
  const failing = rounds.filter(({ failingSince }) => failingSince);
  if (failing.length > 0) {
    const since = earliest(failing.map(({ failingSince }) => failingSince!));
    const reason = [...new Set(failing.map(({ problem }) => problem))].join(', ');
    const values = { names: { jobs: failing.map(({ name }) => name) }, since: { at: since }, reason };
    return {
      name: 'jobs',
      level: levelBy(minutesSince(since) > redMinutes, true),
      finding: 'jobs.fail',
      values,
    };
  }
  return { name: 'jobs', level: 'green', finding: 'jobs.run', values: { count: rounds.length } };
}

const earliest = (times: readonly Date[]) => new Date(Math.min(...times.map((time) => time.getTime())));

export interface WaveJobFacts {
  running: number;
  /** Titles of the waves whose work failed, or is nobody's any more. */
  unfinished: readonly string[];
}

export function judgeWaveJobs({ running, unfinished }: WaveJobFacts): Check {
  if (unfinished.length > 0)
    return {
      name: 'waveJobs',
      level: 'amber',
      finding: 'waveJobs.fail',
      values: { names: { names: unfinished } },
    };
  return running > 0
    ? { name: 'waveJobs', level: 'green', finding: 'waveJobs.run', values: { count: running } }
    : { name: 'waveJobs', level: 'green', finding: 'waveJobs.none', values: {} };
}
