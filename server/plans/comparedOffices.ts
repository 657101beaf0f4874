/** The offices of two waves that plans may be compared by: the same people's unit in both, asked the same, and shown in both. */
import { comparableDimensions } from '../instruments/compareVersions.ts';
import type { ComparedOffice } from '../statistics/planEffect.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { coveredOffices } from './coveredOffices.ts';
import { type DimensionScores, ownScores, unchangedUnits, withinVariance } from './ownScores.ts';
import { type Plan, PlanModel } from './plan.ts';
import { type PlanDraw, PlanDrawModel } from './planDraw.ts';

/** The wave that plans came from and the one that followed them, with the plans and draws between them. */
export interface Between {
  first: Wave;
  second: Wave;
  plans: readonly Plan[];
  draws: readonly PlanDraw[];
}

/** Null for a wave without one before it, or where one of both is not released. */
export async function findBetween(second: Wave): Promise<Between | null> {
  if (second.state !== 'released' || second.previous === null) return null;
  const first = await WaveModel.findById(second.previous).lean();
  if (first?.state !== 'released') return null;
  const [all, draws] = await Promise.all([
    PlanModel.find({ wave: first._id }).lean<Plan[]>(),
    PlanDrawModel.find({ wave: first._id }).lean<PlanDraw[]>(),
  ]);
  const plans = all.filter(({ frozen }) => frozen?.wave === second._id && frozen.state !== 'draft');
  return { first, second, plans, draws };
}

export const coveredBy = (plans: readonly Plan[], dimension: string, wave: Wave) => [
  ...new Set(
    plans.filter((plan) => plan.dimension === dimension).flatMap((plan) => coveredOffices(plan, wave)),
  ),
];

export interface NamedOffice extends ComparedOffice {
  code: string;
}

/** Offices for a dimension of an instrument, told apart by whether they are among the chosen. */
export type OfficesFor = (dimension: string, chosen: ReadonlySet<string>) => NamedOffice[];

export async function comparedOffices({ first, second }: Between, instrument: string): Promise<OfficesFor> {
  const [earlier, later] = [first, second].map(({ instruments }) =>
    instruments.find(({ id }) => id === instrument),
  );
  const comparable: ReadonlySet<string> = earlier && later ? comparableDimensions(earlier, later) : new Set();
  const [before, after] = await Promise.all([ownScores(first, instrument), ownScores(second, instrument)]);
  const same = unchangedUnits(first, second);
  return (dimension, chosen) => {
    const scores = [before.get(dimension), after.get(dimension)] as const;
    return comparable.has(dimension)
      ? inBoth(...scores)
          .filter(({ code }) => same.has(code))
          .map(marked(chosen))
      : [];
  };
}

const marked = (chosen: ReadonlySet<string>) => (office: Omit<NamedOffice, 'planned'>) => ({
  ...office,
  planned: chosen.has(office.code),
});

function inBoth(before?: DimensionScores, after?: DimensionScores): Omit<NamedOffice, 'planned'>[] {
  if (!before || !after) return [];
  return [...before.offices].flatMap(([code, from]) => {
    const to = after.offices.get(code);
    if (!to) return [];
    return {
      code,
      level: from.level,
      first: { n: from.n, mean: from.mean, variance: withinVariance(before) },
      second: { n: to.n, mean: to.mean, variance: withinVariance(after) },
    };
  });
}
