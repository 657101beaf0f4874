/** What happens to waves because time passes: closing on the day, hourly figures. Every wave page and a timer call it. */
import mongoose from 'mongoose';
import { removeBrokenImports } from '../imports/brokenImports.ts';
import { waveKeysPresent } from '../waves/keys/waveKeysFile.ts';
import { WaveModel } from '../waves/wave.ts';
import { closeWave } from './closing/closeWave.ts';
import { destroySecrets } from './closing/withdrawWave.ts';
import { currentParticipation } from './progress/participationLedger.ts';

/** Closes waves whose time is over, updates the hourly figures, finishes interrupted withdrawals and undoes interrupted imports. */
export async function advanceWaves(now: Date, keyDir: string): Promise<void> {
  const due = await WaveModel.find({
    state: 'open',
    closesAt: mongoose.trusted({ $lte: now }),
  }).lean();
  for (const wave of due) await closeWave(wave, { actor: 'system', now }).catch(() => undefined);
  const running = await WaveModel.find({ state: 'open', imported: false }).lean();
  for (const wave of running) await currentParticipation(wave, now);
  const withdrawn = await WaveModel.find({ state: 'withdrawn' }, { _id: 1 }).lean();
  for (const { _id } of withdrawn) if (waveKeysPresent(keyDir, _id)) await destroySecrets(_id, keyDir);
  await removeBrokenImports(now);
}
