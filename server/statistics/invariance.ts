/**
 * Do the questions of a dimension mean the same to several groups, so that their means may be compared? One factor is fitted to all groups
 * with ever more in common: only its pattern (configural), the loadings (metric), the intercepts too (scalar). A step does not hold where it
 * lowers the CFI by more than .010 (Cheung & Rensvold 2002; Chen 2007) and χ² by more than chance; then the item that the score test blames most is released,
 * and the step tried again, while two items and half of them still hold (partial invariance: Byrne, Shavelson & Muthén 1989).
 */
import type { FactorFit } from './factorFit.ts';
import type { EqualParts } from './groupFactorPlaces.ts';
import { type InvarianceGroup, type InvarianceModels, invarianceModels } from './invarianceModels.ts';
import { upperChiSquare } from './tails.ts';

/**
 * How far the CFI may fall with a step, and what it must be before any. In groups of a hundred it falls by more than that in one of four cases
 * where the questions do mean the same, so the fall must be beyond chance as well; in large groups, where everything is, the CFI decides.
 */
export const invarianceLimits = { cfiFall: 0.01, leastCfi: 0.9, significance: 0.05 } as const;

export type InvarianceStep = 'metric' | 'scalar';

/** An item that had to be released, and its score test: χ² with one degree of freedom fewer than groups. */
export interface ReleasedItem {
  item: number;
  step: InvarianceStep;
  chi2: number;
  p: number;
}

/** same: all holds; partly: but for the released items; different: it does not hold. */
export type InvarianceVerdict = 'same' | 'partly' | 'different';

export interface Invariance {
  verdict: InvarianceVerdict;
  /** The first step that did not hold of itself; null where all did. */
  failed: 'configural' | InvarianceStep | null;
  configural: FactorFit;
  /** Before an item is released in this step; null where it was not tried. */
  metric: FactorFit | null;
  scalar: FactorFit | null;
  released: ReleasedItem[];
}

/** Null for fewer than three items or two groups, where a fit does not settle or is improper, and where the items hardly go together. */
export function invariance(groups: readonly InvarianceGroup[]): Invariance | null {
  const models = invarianceModels(groups);
  if (!models) return null;
  const { configural, isProper, isRelated } = models;
  // Without a fit that is proper, or where the items of a group go together no more than chance has it, the CFI compares nothing with nothing.
  if (configural.cfi < invarianceLimits.leastCfi && (!isRelated || (!isProper && configural.df === 0)))
    return null;
  const base = { configural, metric: null, scalar: null, released: [] };
  if (configural.cfi < invarianceLimits.leastCfi)
    return { ...base, verdict: 'different', failed: 'configural' };
  const metric = holdStep(models, 'metric', configural, []);
  if (!metric) return null;
  const withMetric = { ...base, metric: metric.first, released: metric.released };
  if (!metric.fit) return { ...withMetric, verdict: 'different', failed: 'metric' };
  const scalar = holdStep(models, 'scalar', metric.fit, metric.released);
  if (!scalar) return null;
  const { first, fit, released } = scalar;
  const isFree = released.length === 0;
  return {
    ...withMetric,
    scalar: first,
    released,
    verdict: !fit ? 'different' : isFree ? 'same' : 'partly',
    failed: metric.released.length > 0 ? 'metric' : fit && isFree ? null : 'scalar',
  };
}

/** Fits a step, releasing item by item; `fit` is null where too few would still hold. */
function holdStep(
  models: InvarianceModels,
  step: InvarianceStep,
  before: FactorFit,
  already: readonly ReleasedItem[],
) {
  const released = [...already];
  let first: FactorFit | null = null;
  for (;;) {
    const model = models.equal(equalParts(step, released));
    if (!model) return null;
    const { fit } = model;
    first ??= fit;
    if (holds(before, fit)) return { first, fit, released };
    const still = models.items - released.length - 1;
    if (still < Math.max(2, models.items / 2)) return { first, fit: null, released };
    const free = new Set(released.map(({ item }) => item));
    const blamed = Array.from({ length: models.items }, (_, item) => item)
      .filter((item) => !free.has(item))
      .flatMap((item) => {
        const chi2 = model.blame(item);
        return chi2 === null ? [] : [{ item, chi2 }];
      })
      .sort((a, b) => b.chi2 - a.chi2);
    const [worst] = blamed;
    if (!worst) return null;
    released.push({ ...worst, step, p: upperChiSquare(worst.chi2, models.groups - 1) });
  }
}

function holds(before: FactorFit, after: FactorFit): boolean {
  const byChance = upperChiSquare(after.chi2 - before.chi2, after.df - before.df);
  return before.cfi - after.cfi <= invarianceLimits.cfiFall || byChance >= invarianceLimits.significance;
}

/** An item whose loadings are released has intercepts of its own, too. */
function equalParts(step: InvarianceStep, released: readonly ReleasedItem[]): EqualParts {
  return {
    loadings: new Set(released.filter((one) => one.step === 'metric').map(({ item }) => item)),
    intercepts: step === 'scalar' ? new Set(released.map(({ item }) => item)) : null,
  };
}
