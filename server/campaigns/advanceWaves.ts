/** What happens to waves by the clock alone: closing on the day, the figures of the hour. Asked for at every wave page and by a timer. */
import mongoose from 'mongoose';
import { removeBrokenImports } from '../imports/brokenImports.ts';
import { waveKeysPresent } from '../waves/keys/waveKeys.ts';
import { WaveModel } from '../waves/wave.ts';
import { closeWave } from './closing/closeWave.ts';
import { destroySecrets } from './closing/withdrawWave.ts';
import { takeParticipation } from './progress/participationLedger.ts';

/** Closes waves whose time is over, takes the figures of the hour, finishes withdrawals and takes back imports that were broken off. */
export async function advanceWaves(now: Date, keyDir: string): Promise<void> {
  const due = await WaveModel.find({
    state: 'open',
    closesAt: mongoose.trusted({ $lte: now }),
  }).lean();
  for (const wave of due) await closeWave(wave, { actor: 'system', now }).catch(() => undefined);
  const running = await WaveModel.find({ state: 'open', imported: false }).lean();
  for (const wave of running) await takeParticipation(wave, now);
  const withdrawn = await WaveModel.find({ state: 'withdrawn' }, { _id: 1 }).lean();
  for (const { _id } of withdrawn) if (waveKeysPresent(keyDir, _id)) await destroySecrets(_id, keyDir);
  await removeBrokenImports(now);
}
