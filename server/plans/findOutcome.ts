/** The office of one plan after the next wave: what it scored, what was to be expected without a plan, and what remains. */
import { marginOf } from '../instruments/bands.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { benjaminiHochberg } from '../statistics/adjustP.ts';
import { type Expectation, expectedWithoutPlan } from '../statistics/expectedWithoutPlan.ts';
import { minimumSizes } from '../statistics/minimumSizes.ts';
import { type Expected, expectedVerdict } from '../statistics/planVerdict.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { comparedOffices, coveredBy, findBetween } from './comparedOffices.ts';
import type { Plan } from './plan.ts';

export interface PlanOutcome extends Expectation {
  before: number;
  after: number;
  verdict: Expected;
  second: Wave;
  instrument: Instrument;
}

/**
 * Null while the next wave is not released, and where it cannot be said: the score hidden in one of both waves, fewer than eight offices
 * without a plan, a plan for several offices. p is adjusted over all offices with a plan for the dimension.
 */
export async function findOutcome(plan: Plan): Promise<PlanOutcome | null> {
  if (!plan.frozen || plan.frozen.state === 'draft' || plan.scope !== 'own') return null;
  const second = await WaveModel.findById(plan.frozen.wave).lean();
  const between = second && (await findBetween(second));
  const instrument = second?.instruments.find(({ id }) => id === plan.instrument);
  if (!between || !instrument) return null;
  const covered = new Set(coveredBy(between.plans, plan.dimension, between.first));
  const offices = (await comparedOffices(between, plan.instrument))(plan.dimension, covered);
  const without = offices.filter(({ planned }) => !planned);
  if (without.length < minimumSizes.planSide) return null;
  const withPlan = offices.filter(({ planned }) => planned);
  const told = withPlan.map((office) => expectedWithoutPlan(office, without));
  const adjusted = benjaminiHochberg(told.map((one) => one?.p ?? null));
  const at = withPlan.findIndex(({ code }) => code === plan.office);
  const [own, office] = [told[at], withPlan[at]];
  if (!own || !office) return null;
  return {
    ...own,
    before: office.first.mean!,
    after: office.second.mean!,
    verdict: expectedVerdict({ ci95: own.ci95, pAdjusted: adjusted[at] ?? 1 }, marginOf(instrument)),
    second: between.second,
    instrument,
  };
}
