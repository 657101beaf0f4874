/**
 * The count: unit by unit all ballots are opened, shuffled, stored as responses and tallied; then the reports are made, the keys
 * destroyed and the addresses deleted. It may be killed at any point: finished units stay finished, an unfinished unit is counted again.
 */
import mongoose from 'mongoose';
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { deleteFirstEntries } from '../../paper/firstEntry.ts';
import { forgetAddresses } from '../../participation/forgetAddresses.ts';
import { listParticipation } from '../../participation/listParticipation.ts';
import { countBallots } from '../../responses/ballotsReceived.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { getWave } from '../../waves/getWave.ts';
import { destroyWaveKeys } from '../../waves/keys/signingKeys.ts';
import { waveKeysPresent } from '../../waves/keys/waveKeysFile.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { createJob, keepJobAlive, type ReportProgress, runJob, takeOverJob } from '../../waves/waveJobs.ts';
import type { WaveJob } from '../../waves/waveParts.ts';
import { isReadyToCount } from '../../waves/wavePhase.ts';
import { askedErasure, eraseWavesSoon, erasingFinished } from '../erasure/eraseWaves.ts';
import type { WaveJobContext } from '../launch/launchWave.ts';
import { unconfirmedKeepers } from '../recovery/unconfirmedCopies.ts';
import { type Counter, startCounters, threadsFor } from './countThreads.ts';

/** Why it is counted although not everybody has confirmed that recovery copies are destroyed. */
export interface CountOptions {
  unconfirmedBecause?: string;
}

/** Counts in the background. @throws Conflict before the grace time is over, without the keys, or while a recovery copy is unconfirmed */
export async function countWave(
  wave: Wave,
  auditContext: AuditContext,
  context: WaveJobContext & CountOptions,
): Promise<void> {
  await beginCount(wave, auditContext, context);
  runJob(wave._id, context.clock, (reportProgress) => finishCount(wave._id, context, reportProgress));
}

/** Counts in the foreground, and resumes an interrupted count; for the command line. @throws Conflict */
export async function countWaveNow(
  wave: Wave,
  auditContext: AuditContext,
  context: WaveJobContext & CountOptions,
  reportProgress: ReportProgress,
): Promise<void> {
  const resumed = wave.job?.kind === 'count' && (await takeOverJob(wave, auditContext.now));
  if (!resumed) await beginCount(wave, auditContext, context);
  const stopHeartbeats = keepJobAlive(wave._id, context.clock);
  await finishCount(wave._id, context, reportProgress).finally(stopHeartbeats);
  await erasingFinished();
}

async function beginCount(
  wave: Wave,
  auditContext: AuditContext,
  { config, clock, unconfirmedBecause = '' }: WaveJobContext & CountOptions,
): Promise<void> {
  if (wave.countedAt) throw new Conflict('campaigns:conflict.countedBefore');
  if (!isReadyToCount(wave, clock.now())) throw new Conflict('campaigns:conflict.notEnded');
  if (wave.job) throw new Conflict('campaigns:conflict.counting');
  if (!waveKeysPresent(config.keyDir, wave._id)) throw new Conflict('campaigns:conflict.keysMissing');
  const keepers = unconfirmedKeepers(wave);
  if (keepers.length > 0 && !unconfirmedBecause) throw new Conflict('recovery:conflict.unconfirmed');
  const received = await countBallots(wave._id);
  const job = createJob('count', auditContext, wave.units.length);
  const begun = await WaveModel.updateOne(
    { _id: wave._id, state: 'closed', job: null },
    { $set: { job, count: { received, counted: 0, unitsDone: [] } } },
  );
  if (begun.matchedCount === 0) throw new Conflict('campaigns:conflict.counting');
  await auditWave(auditContext, 'wave.countBegin', wave._id, { received });
  if (keepers.length > 0)
    await auditWave(auditContext, 'wave.countUnconfirmed', wave._id, {
      keepers: keepers.join(', '),
      reason: unconfirmedBecause,
    });
}

/** Completes a count that has begun. @throws Error when fewer ballots were counted than received; the keys are kept in that case */
export async function finishCount(
  id: string,
  context: WaveJobContext,
  reportProgress: ReportProgress,
  threads?: number,
): Promise<void> {
  const { config } = context;
  const wave = await getWave(id);
  if (wave.job?.kind !== 'count') return;
  const size = { ballots: wave.count.received, units: wave.units.length };
  const counters = await startCounters(config.keyDir, id, threads ?? threadsFor(size));
  try {
    await countUnits(wave, counters, reportProgress);
    // One thread makes the reports, with the memory that the others free.
    await endAll(counters.slice(1));
    const { received, counted } = (await getWave(id)).count;
    if (received !== counted) throw new Error(`${counted} ballots counted, ${received} received`);
    const { units } = await listParticipation(wave);
    await counters[0]?.publish(new Map(units.map(({ code, invited }) => [code, invited])));
  } finally {
    await endAll(counters);
  }
  await finishCounting(wave, wave.job, context);
  eraseWavesSoon(config.dataDir, context.clock);
}

async function endAll(counters: readonly Counter[]): Promise<void> {
  await Promise.all(counters.map((counter) => counter.end()));
}

/** Destroys keys and deletes addresses, then marks the wave as counted. */
async function finishCounting(
  { _id }: Wave,
  { actor }: WaveJob,
  { config, clock }: WaveJobContext,
): Promise<void> {
  const { received, counted } = (await getWave(_id)).count;
  destroyWaveKeys(config.keyDir, _id);
  await deleteFirstEntries(_id);
  await forgetAddresses(_id);
  await auditWave({ actor, now: clock.now() }, 'wave.count', _id, { received, counted });
  await WaveModel.updateOne(
    { _id, state: 'closed', job: mongoose.trusted({ $ne: null }) },
    { $set: { state: 'counted', countedAt: clock.now(), job: null, erasure: askedErasure() } },
  );
}

async function countUnits(
  { units }: Wave,
  counters: readonly Counter[],
  reportProgress: ReportProgress,
): Promise<void> {
  const waiting = units.map(({ code }) => code);
  let done = 0;
  const work = async (counter: Counter) => {
    for (let unit = waiting.shift(); unit !== undefined; unit = waiting.shift()) {
      await counter.countUnit(unit);
      done += 1;
      await reportProgress(done, units.length);
    }
  };
  const stopOthers = (error: unknown) => {
    waiting.length = 0;
    throw error;
  };
  await allSettled(counters.map((counter) => work(counter).catch(stopOthers)));
}

/** Waits for all of them even when one fails: nothing may go on counting after the job has ended. @throws the first error */
async function allSettled(work: readonly Promise<void>[]): Promise<void> {
  for (const one of await Promise.allSettled(work)) if (one.status === 'rejected') throw one.reason;
}
