/**
 * What managers see of a running wave changes once a day: if it changed continuously, the time of a change would show who has just
 * answered.
 */

import { listParticipation } from '../../participation/listParticipation.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import type { DailyParticipation } from '../../waves/waveParts.ts';
import { withReachedEnds } from './onLaunchGrid.ts';
import { ParticipationLedgerModel } from './participationLedger.ts';

/** @param today ISO date; the first request of a day updates the numbers */
export async function dailyParticipation(wave: Wave, today: string): Promise<DailyParticipation> {
  if (wave.daily && (wave.daily.day === today || wave.state !== 'open')) return wave.daily;
  const [{ units }, hourly] = await Promise.all([
    listParticipation(wave),
    ParticipationLedgerModel.findById(wave._id).lean(),
  ]);
  const daily = { day: today, units: withReachedEnds(wave, units, [wave.daily?.units, hourly?.units]) };
  await WaveModel.updateOne(
    { _id: wave._id, revision: wave.revision },
    { $set: { daily }, $inc: { revision: 1 } },
  );
  return daily;
}
