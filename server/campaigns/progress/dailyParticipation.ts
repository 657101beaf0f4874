/**
 * What managers see of a running wave stands still for a day: taken again and again, the moment at which a number moves
 * would tell who has just been at the computer.
 */

import { listParticipation } from '../../participation/listParticipation.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import type { DailyParticipation } from '../../waves/waveParts.ts';

/** @param today ISO date; the first to ask on a day has the numbers taken */
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
