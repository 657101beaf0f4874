/**
 * Freezes plans when the next wave opens: what they were then is what the next results are compared by. Called by a timer and before each
 * change of a plan, so that nothing slips in between.
 */
import mongoose from 'mongoose';
import { isoDayOf } from '../i18n/isoDay.ts';
import { WaveModel } from '../waves/wave.ts';
import { type FrozenPlan, type Plan, PlanModel } from './plan.ts';

const opened = ['open', 'closed', 'counted', 'released'] as const;

/** @returns how many were frozen */
export async function freezePlans(now: Date): Promise<number> {
  const fields = { _id: 1, previous: 1, opensAt: 1, instruments: 1, offices: 1, units: 1 } as const;
  const waves = await WaveModel.find(
    { state: mongoose.trusted({ $in: [...opened] }), opensAt: mongoose.trusted({ $lte: now }) },
    fields,
  )
    .sort({ opensAt: 1 })
    .lean();
  const next = new Map<string, (typeof waves)[number]>();
  for (const wave of waves) if (wave.previous && !next.has(wave.previous)) next.set(wave.previous, wave);
  if (next.size === 0) return 0;
  const plans = await PlanModel.find({
    wave: mongoose.trusted({ $in: [...next.keys()] }),
    frozen: null,
  }).lean();
  for (const plan of plans) {
    const wave = next.get(plan.wave)!;
    const frozen = frozenAs(plan, wave._id, isoDayOf(wave.opensAt!));
    await PlanModel.updateOne({ _id: plan._id, frozen: null }, { $set: { frozen } });
  }
  return plans.length;
}

/** What had happened until that day; what happened later was not known to the wave. */
function frozenAs(plan: Plan, wave: string, day: string): FrozenPlan {
  const until = plan.checkIns.filter((line) => line.day <= day);
  const ended = plan.endedOn !== null && plan.endedOn <= day;
  const state = plan.openedOn === null || plan.openedOn > day ? 'draft' : ended ? plan.state : 'open';
  return {
    wave,
    day,
    state,
    workshops: until.reduce((sum, { workshops }) => sum + workshops, 0),
    hours: until.reduce((sum, { hours }) => sum + hours, 0),
    checkIns: until.length,
  };
}
