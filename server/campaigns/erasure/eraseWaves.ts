/**
 * After a count, a withdrawal or a purge the deleted bytes are erased from the store's files: at once, or, when the process is killed or
 * the disk is full, with a later round, which the wave's document asks for until one has succeeded.
 */
import mongoose from 'mongoose';
import type { Clock } from '../../clock.ts';
import { eraseDeleted } from '../../database/eraseDeleted.ts';
import { randomId } from '../../database/randomId.ts';
import { removeKits } from '../../kit/storedKit.ts';
import { WaveModel } from '../../waves/wave.ts';
import type { WaveErasure } from '../../waves/waveParts.ts';

/** A request, and no other, is done by a round that began after it. */
export const askedErasure = (): WaveErasure => ({ request: randomId(12), result: null, at: null });

/** Call it before deleting, so that no crash forgets it, and again afterwards, so that a round in between does not count. */
export async function requestErasure(wave: string): Promise<void> {
  await WaveModel.updateOne({ _id: wave }, { $set: { erasure: askedErasure() } });
}

/** Erases what waves have asked for. @returns how many waves it was done for */
export async function eraseWaves(dataDir: string, { now }: Pick<Clock, 'now'>): Promise<number> {
  const due = await WaveModel.find(
    { 'erasure.result': null, erasure: mongoose.trusted({ $ne: null }) },
    { erasure: 1, purgedAt: 1 },
  ).lean();
  if (due.length === 0) return 0;
  for (const { _id, purgedAt } of due) if (purgedAt) await removeKits(dataDir, _id);
  const result = await eraseDeleted(dataDir);
  for (const { _id, erasure } of due)
    await WaveModel.updateOne(
      { _id, 'erasure.request': erasure!.request },
      { $set: { 'erasure.result': result, 'erasure.at': now() } },
    );
  return due.length;
}

let running: Promise<void> = Promise.resolve();

/** Begins a round that nobody waits for; one that fails is repeated by the clock. */
export function eraseWavesSoon(dataDir: string, clock: Pick<Clock, 'now'>): void {
  running = running
    .then(() => eraseWaves(dataDir, clock))
    .then(
      () => undefined,
      () => undefined,
    );
}

/** Resolves when no round of this process is under way (graceful stop, tests). */
export const erasingFinished = (): Promise<void> => running;
