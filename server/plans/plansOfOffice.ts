/** The plans of an office that were made from one wave's results and have begun: those under way first. */
import mongoose from 'mongoose';
import type { Wave } from '../waves/wave.ts';
import { type Plan, PlanModel } from './plan.ts';

/** @param codes of the office, and of the group that it is reported with */
export async function plansOfOffice(wave: Pick<Wave, '_id'>, codes: readonly string[]): Promise<Plan[]> {
  const office = mongoose.trusted({ $in: [...codes] }) as never;
  const plans = await PlanModel.find({ wave: wave._id, office }).lean<Plan[]>();
  const rank = ({ state }: Plan) => (state === 'open' ? 0 : 1);
  return plans
    .filter(({ state }) => state === 'open' || state === 'done')
    .sort((a, b) => rank(a) - rank(b) || (a._id < b._id ? -1 : 1));
}
