/**
 * The count: unit by unit all ballots are opened, shuffled, stored as responses and tallied; then the reports are made, the keys
 * destroyed and the addresses forgotten. It may die at any point: units done stay done, a half-done unit is done again.
 */
import mongoose from 'mongoose';
import { Conflict } from '../http/errors.ts';
import { forgetPapers } from '../paper/firstPass.ts';
import { forgetAddresses } from '../participation/forgetAddresses.ts';
import { listParticipation } from '../participation/listParticipation.ts';
import { createTallier } from '../reports/createTallier.ts';
import { publishReports } from '../reports/publishReports.ts';
import { type TallyLayout, tallyLayout } from '../reports/tallyLayout.ts';
import { saveTally } from '../reports/tallyModel.ts';
import { ballotsReceived } from '../responses/ballotsReceived.ts';
import { countUnit } from '../responses/countUnit.ts';
import { type Act, auditWave } from './act.ts';
import { getWave } from './getWave.ts';
import type { Place } from './launchWave.ts';
import { phaseOf, type Wave, WaveModel } from './wave.ts';
import { type Beat, newJob, runJob, takeOver } from './waveJobs.ts';
import { destroyWaveKeys, sealedOpener, waveKeysPresent } from './waveKeys.ts';

/** Counts in the background. @throws Conflict before the grace time is over, or without the keys */
export async function countWave(wave: Wave, act: Act, place: Place): Promise<void> {
  await beginCount(wave, act, place);
  runJob(wave._id, place.clock, (beat) => finishCount(wave._id, place, beat));
}

/** Counts in the foreground and takes up a count that was broken off; for the command line. @throws Conflict */
export async function countWaveNow(wave: Wave, act: Act, place: Place, beat: Beat): Promise<void> {
  const resumed = wave.job?.kind === 'count' && (await takeOver(wave, act.now));
  if (!resumed) await beginCount(wave, act, place);
  await finishCount(wave._id, place, beat);
}

async function beginCount(wave: Wave, act: Act, { config, clock }: Place): Promise<void> {
  if (wave.state !== 'closed' || phaseOf(wave, clock.now()) !== 'ended')
    throw new Conflict('waves:conflict.notEnded');
  if (wave.job) throw new Conflict('waves:conflict.counting');
  if (!waveKeysPresent(config.keyDir, wave._id)) throw new Conflict('waves:conflict.keysMissing');
  const received = [...(await ballotsReceived(wave._id)).values()].reduce((sum, n) => sum + n, 0);
  const job = newJob('count', act, wave.units.length);
  const begun = await WaveModel.updateOne(
    { _id: wave._id, state: 'closed', job: null },
    { $set: { job, count: { received, counted: 0, unitsDone: [] } } },
  );
  if (begun.matchedCount === 0) throw new Conflict('waves:conflict.counting');
  await auditWave(act, 'wave.countBegin', wave._id, { received });
}

/** Does what is left of a count that has begun. @throws Error when fewer ballots were counted than received; the keys stay then */
export async function finishCount(id: string, { config, clock }: Place, beat: Beat): Promise<void> {
  const wave = await getWave(id);
  if (wave.job?.kind !== 'count') return;
  const layout = tallyLayout(wave.instruments);
  const open = lateOpener(config.keyDir, id);
  const waiting = wave.units.map(({ code }) => code);
  let done = 0;
  const work = async () => {
    for (let unit = waiting.shift(); unit !== undefined; unit = waiting.shift()) {
      await countOne(wave, unit, layout, open);
      done += 1;
      await beat(done, wave.units.length);
    }
  };
  const stopping = (error: unknown) => {
    waiting.length = 0;
    throw error;
  };
  await settled(Array.from({ length: unitsAtOnce }, () => work().catch(stopping)));
  const { received, counted } = (await getWave(id)).count;
  if (received !== counted) throw new Error(`${counted} ballots counted, ${received} received`);
  const { units } = await listParticipation(wave);
  await publishReports(id, undefined, new Map(units.map(({ code, invited }) => [code, invited])));
  destroyWaveKeys(config.keyDir, id);
  await forgetPapers(id);
  await forgetAddresses(id);
  await auditWave({ actor: wave.job.actor, now: clock.now() }, 'wave.count', id, { received, counted });
  await WaveModel.updateOne(
    { _id: id, state: 'closed', job: mongoose.trusted({ $ne: null }) },
    { $set: { state: 'counted', countedAt: clock.now(), job: null } },
  );
}

/** The store writes one unit while the ballots of another are opened. */
const unitsAtOnce = 2;

/** Waits for all of them, also when one fails: nothing may go on counting behind a job that has ended. @throws the first error */
async function settled(work: readonly Promise<void>[]): Promise<void> {
  for (const one of await Promise.allSettled(work)) if (one.status === 'rejected') throw one.reason;
}

type Open = (sealed: Buffer) => Buffer | null;

async function countOne(wave: Wave, unit: string, layout: TallyLayout, open: Open): Promise<void> {
  const tallier = createTallier(layout);
  await countUnit({
    wave,
    unit,
    open,
    onSheet: ({ items, demographics }) => tallier.add(items, demographics),
    saveTally: () => saveTally(wave._id, unit, tallier.tally),
  });
}

/** A count that died between the destruction of the keys and its last write must not need them again. */
function lateOpener(keyDir: string, id: string): Open {
  let open: Open | undefined;
  return (sealed) => {
    open ??= sealedOpener(keyDir, id);
    return open(sealed);
  };
}
