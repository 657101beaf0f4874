/**
 * What managers see of a running wave changes once a day: if it changed continuously, the time of a change would show who has just
 * answered.
 */

import { listParticipation } from '../../participation/listParticipation.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import type { DailyParticipation } from '../../waves/waveParts.ts';

/** @param today ISO date; the first request of a day updates the numbers */
export async function dailyParticipation(wave: Wave, today: string): Promise<DailyParticipation> {
  if (wave.daily && (wave.daily.day === today || wave.state !== 'open')) return wave.daily;
  const { units } = await listParticipation(wave);
  const daily = { day: today, units: units.map(({ code, invited, used }) => ({ code, invited, used })) };
  await WaveModel.updateOne(
    { _id: wave._id, revision: wave.revision },
    { $set: { daily }, $inc: { revision: 1 } },
  );
  return daily;
}
