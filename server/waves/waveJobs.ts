/**
 * Long work on a wave (keys at launch, the count) runs in this process with its progress in the wave's document. When the
 * process dies its heartbeat stops, and the next process that is asked for the progress page takes the job over.
 */
import mongoose from 'mongoose';
import type { AuditContext } from '../accounts/audit/auditContext.ts';
import { minuteMs } from '../clock.ts';
import { isOutOfSpace } from '../database/isOutOfSpace.ts';
import { perStore } from '../database/perStore.ts';
import { type Wave, WaveModel } from './wave.ts';
import type { WaveJob } from './waveParts.ts';

/** Work without a heartbeat for a minute belongs to nobody. */
export function isAbandoned({ beatAt }: { beatAt: Date }, now: Date): boolean {
  return now.getTime() - beatAt.getTime() > minuteMs;
}

/** The `error` of work that stopped because a disk was full: what was done stays done, and it goes on when there is room. */
export const noRoom = 'no room';

const heartbeatMs = 10_000;

/** By wave. All apps of the process see it: two of them must not work on one job of their store. */
const runningJobs = perStore(() => new Map<string, Promise<void>>());

export type ReportProgress = (done: number, total: number) => Promise<void>;

export function createJob(kind: WaveJob['kind'], { actor, now }: AuditContext, total: number): WaveJob {
  return { kind, done: 0, total, beatAt: now, error: '', actor };
}

/** True when the caller may work on the job: it has failed, or nobody has worked on it for a minute. */
export async function takeOverJob(wave: Pick<Wave, '_id' | 'job'>, now: Date): Promise<boolean> {
  const { job } = wave;
  if (!job || runningJobs().has(wave._id)) return false;
  if (!isAbandoned(job, now) && !job.error) return false;
  const taken = await WaveModel.updateOne(
    { _id: wave._id, 'job.beatAt': job.beatAt },
    { $set: { 'job.beatAt': now, 'job.error': '' } },
  );
  return taken.modifiedCount === 1;
}

/** Sends heartbeats for a job, also in the middle of a long step, until the returned function is called. */
export function keepJobAlive(waveId: string, clock: { now(): Date }): () => void {
  const timer = setInterval(() => {
    WaveModel.updateOne({ _id: waveId, 'job.error': '' }, { $set: { 'job.beatAt': clock.now() } }).catch(
      () => undefined,
    );
  }, heartbeatMs).unref();
  return () => clearInterval(timer);
}

/** Starts the work and returns at once. A failure is stored in the job, and the progress page shows it. */
export function runJob(
  waveId: string,
  clock: { now(): Date },
  work: (reportProgress: ReportProgress) => Promise<void>,
): void {
  const reportProgress: ReportProgress = async (done, total) => {
    const progress = { 'job.done': done, 'job.total': total, 'job.beatAt': clock.now() };
    await WaveModel.updateOne({ _id: waveId, job: mongoose.trusted({ $ne: null }) }, { $set: progress });
  };
  const running = runningJobs();
  const stopHeartbeats = keepJobAlive(waveId, clock);
  const done = work(reportProgress)
    .catch((error: Error) =>
      WaveModel.updateOne(
        { _id: waveId, job: mongoose.trusted({ $ne: null }) },
        { $set: { 'job.error': isOutOfSpace(error) ? noRoom : error.message } },
      ),
    )
    .then(() => undefined)
    .catch(() => undefined)
    .finally(() => {
      stopHeartbeats();
      running.delete(waveId);
    });
  running.set(waveId, done);
}

/** Resolves when this process runs no job of its store (graceful stop, tests). */
export async function waveJobsFinished(): Promise<void> {
  const running = runningJobs();
  while (running.size > 0) await Promise.all(running.values());
}
