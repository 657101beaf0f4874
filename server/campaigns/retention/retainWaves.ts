/**
 * The rounds of retention: a wave whose time is over is announced first, in the trail and on the desk, and deleted a month later where the
 * rule says so. A round after a long standstill announces and deletes nothing at once.
 */
import type { Clock } from '../../clock.ts';
import { hourMs } from '../../clock.ts';
import type { Config } from '../../config.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { WaveModel } from '../../waves/wave.ts';
import { eraseWavesSoon } from '../erasure/eraseWaves.ts';
import { purgeWave } from '../purgeWave.ts';
import { retainedWaves } from './retainedWaves.ts';
import { findRetentionRule } from './retentionRule.ts';

const system = 'system';

/** @returns how many waves were announced and how many deleted */
export async function retainWaves(now: Date): Promise<{ announced: number; deleted: number }> {
  const rule = await findRetentionRule();
  const done = { announced: 0, deleted: 0 };
  if (rule.months === null) return done;
  for (const { wave, state } of retainedWaves(await WaveModel.find().lean(), rule, now)) {
    if (state === 'toAnnounce') {
      const announced = await WaveModel.updateOne(
        { _id: wave._id, purgeAnnouncedAt: null },
        { $set: { purgeAnnouncedAt: now } },
      );
      if (announced.modifiedCount === 0) continue;
      await auditWave({ actor: system, now }, 'wave.purgeAnnounced', wave._id, { deletes: rule.deletes });
      done.announced += 1;
    }
    if (state === 'due' && rule.deletes) {
      await purgeWave(wave, { actor: system, now });
      done.deleted += 1;
    }
  }
  return done;
}

export function retentionJob({ dataDir }: Pick<Config, 'dataDir'>) {
  return {
    name: 'retention',
    everyMs: hourMs,
    async run(clock: Clock): Promise<{ event: string } | undefined> {
      const done = await retainWaves(clock.now());
      if (done.deleted > 0) eraseWavesSoon(dataDir, clock);
      if (done.deleted > 0) return { event: 'deleted' };
      return done.announced > 0 ? { event: 'announced' } : undefined;
    },
  };
}
