/** The ledger of the demo's running wave after a week: busy mornings, quiet weekends, a second rush after the reminder. */

import { hourName, ParticipationLedgerModel } from '../campaigns/progress/participationLedger.ts';
import { hourMs } from '../clock.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { listParticipation } from '../participation/listParticipation.ts';
import { defaultCalendar, isWorkingDay } from '../participation/reminder/workingCalendar.ts';
import { BallotModel } from '../responses/ballot.ts';
import { WaveModel } from '../waves/wave.ts';

/** Iran is three and a half hours ahead of UTC. */
const offsetMs = 3.5 * hourMs;
/** How many answer in each hour of a working day, from seven in the morning on. */
const hoursOfDay = [2, 9, 14, 12, 8, 5, 6, 3, 1, 1];
/** How busy each day of the wave is: most on the first, then less and less, with the reminder on the fourth. */
const daysOfWave = [10, 6, 4, 7, 5, 3, 2, 2, 1];

/** Spreads the invitations used so far over the past hours; an hour with fewer than the minimum is merged into the next. */
export async function addDemoCurve(id: string, now: Date): Promise<void> {
  const wave = await WaveModel.findById(id).orFail().lean();
  const { units, total } = await listParticipation(wave);
  const weights = hourWeights(wave.opensAt ?? now, now);
  const all = weights.reduce((sum, { weight }) => sum + weight, 0);
  const hours: { hour: string; used: number }[] = [];
  let [share, recorded] = [0, 0];
  for (const [position, { at, weight }] of weights.entries()) {
    share += weight;
    const used = Math.round((total.used * share) / all) - recorded;
    const rest = total.used - recorded - used;
    if (position < weights.length - 1 && (used < wave.minimum || rest < wave.minimum)) continue;
    hours.push({ hour: hourName(at), used });
    recorded += used;
  }
  await ParticipationLedgerModel.create({
    _id: id,
    hour: hours.at(-1)?.hour ?? hourName(now),
    units: units.map(({ code, invited, used }) => ({ code, invited, used })),
    received: await BallotModel.countDocuments({ wave: id }),
    hours,
  });
}

/** The working hours between two instants, each with its weight. */
function hourWeights(opensAt: Date, now: Date): { at: Date; weight: number }[] {
  const found = [];
  let day = -1;
  let last = '';
  for (let at = opensAt.getTime(); at <= now.getTime(); at += hourMs) {
    const local = new Date(at + offsetMs);
    const date = isoDayOf(new Date(at));
    const working = isWorkingDay(date, defaultCalendar);
    if (working && date !== last) day += 1;
    last = date;
    const weight = (hoursOfDay[local.getUTCHours() - 7] ?? 0) * (daysOfWave[day] ?? 1) * (working ? 1 : 0);
    if (weight > 0) found.push({ at: new Date(at), weight });
  }
  return found;
}
