/** Who may read and who may change a plan: those who may read the report it came from. A former office is seen by whoever is above it. */
import mongoose from 'mongoose';
import type { Account } from '../accounts/account.ts';
import { canSee } from '../accounts/canSee.ts';
import { Forbidden, NotFound } from '../http/httpErrors.ts';
import { loadOffices, type StoredOffice } from '../offices/loadOffices.ts';
import type { OfficeTree } from '../offices/officeTree.ts';
import { getCountedWave } from '../waves/getWave.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { type Plan, PlanModel } from './plan.ts';

/** What names offices and dimensions. */
export type NamingWave = Pick<Wave, '_id' | 'title' | 'offices' | 'units' | 'instruments'>;

/** The offices that a plan is of: several for a reporting group. */
export function membersOf(wave: Pick<Wave, 'units'> | undefined, office: string): string[] {
  return wave?.units.find(({ code, kind }) => code === office && kind === 'group')?.offices ?? [office];
}

interface Seeing {
  tree: OfficeTree<StoredOffice>;
  wave: Pick<Wave, 'units'> | undefined;
  day: string;
}

export function maySeePlan(account: Account, plan: Pick<Plan, 'office'>, { tree, wave, day }: Seeing) {
  return membersOf(wave, plan.office).some((code) => canSee(account, tree, code, day));
}

export interface OpenedPlan {
  plan: Plan;
  wave: Wave;
  tree: OfficeTree<StoredOffice>;
}

/** @throws NotFound; Forbidden for other offices' plans */
export async function getPlan(id: unknown, account: Account, day: string): Promise<OpenedPlan> {
  const plan = await PlanModel.findById(String(id)).lean();
  if (!plan) throw new NotFound('plans:notFound');
  const [wave, tree] = await Promise.all([getCountedWave(plan.wave), loadOffices(account.language)]);
  if (!maySeePlan(account, plan, { tree, wave, day })) throw new Forbidden();
  return { plan, wave, tree };
}

/** All plans that an account may see, those of the latest end first. */
export async function listPlans(account: Account, day: string) {
  const [plans, tree] = await Promise.all([
    PlanModel.find().sort({ endsOn: -1, _id: -1 }).lean(),
    loadOffices(account.language),
  ]);
  const waves = await wavesOf(plans);
  const seen = plans.filter((plan) => maySeePlan(account, plan, { tree, wave: waves.get(plan.wave), day }));
  return { plans: seen, waves, tree };
}

const namingFields = { title: 1, offices: 1, units: 1, instruments: 1 } as const;

async function wavesOf(plans: readonly Plan[]): Promise<Map<string, NamingWave>> {
  const wanted = [...new Set(plans.map(({ wave }) => wave))];
  if (wanted.length === 0) return new Map();
  const waves = await WaveModel.find({ _id: mongoose.trusted({ $in: wanted }) }, namingFields).lean();
  return new Map(waves.map((wave) => [wave._id, wave]));
}
