/**
 * Thanks after a wave goes to the managers of its offices and through them to everybody there, because whoever thanked single people would
 * say who has answered. It goes out in working hours after the close, names no rate, and is the same whether many or few took part.
 */
import mongoose from 'mongoose';
import { type Account, AccountModel, grantedOffices } from '../../accounts/account.ts';
import { AccountMessageModel, queueOnce } from '../../accounts/messages/accountMessage.ts';
import { type Clock, dayMs, minuteMs, plusMs } from '../../clock.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import { officeTree } from '../../offices/officeTree.ts';
import { isWorkingTime } from '../../participation/reminder/workingCalendar.ts';
import { officesAsked } from '../../waves/officesAsked.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { stateIn } from '../../waves/waveState.ts';

/** Longer than any row of days off; who closed earlier is not thanked any more. */
const thankedForMs = 14 * dayMs;

export const thanksJob = {
  name: 'thanks',
  everyMs: 30 * minuteMs,
  run: async (clock: Clock) => void (await queueThanks(clock.now())),
};

/** @returns how many messages were queued; repeating it queues none twice */
export async function queueThanks(now: Date): Promise<number> {
  if (!(await isWorkingTime(now))) return 0;
  const waves = await WaveModel.find({
    ...stateIn(['closed', 'counted']),
    imported: false,
    closedAt: mongoose.trusted({ $gte: plusMs(now, -thankedForMs) }),
  }).lean();
  if (waves.length === 0) return 0;
  const managers = await AccountModel.find({ role: 'manager', disabled: false }).lean();
  let queued = 0;
  for (const wave of waves) queued += await thankFor(wave, managers, now);
  return queued;
}

async function thankFor(wave: Wave, managers: readonly Account[], now: Date): Promise<number> {
  const purpose = 'thanks' as const;
  const thanked = new Set(
    (await AccountMessageModel.find({ wave: wave._id, purpose }).lean()).map(({ account }) => account),
  );
  const concerned = officesConcerned(wave);
  let queued = 0;
  for (const account of managers) {
    const isConcerned = grantedOffices(account, isoDayOf(now)).some((office) => concerned.has(office));
    if (!isConcerned || thanked.has(account._id)) continue;
    if (await queueOnce(account, { purpose, about: wave._id, wave: wave._id }, now)) queued += 1;
  }
  return queued;
}

/** The offices whose people were asked, and those above them. */
function officesConcerned(wave: Wave): Set<string> {
  const tree = officeTree(wave.offices);
  return new Set(
    officesAsked(wave).flatMap(({ code }) => [code, ...tree.ancestors(code).map((above) => above.code)]),
  );
}
