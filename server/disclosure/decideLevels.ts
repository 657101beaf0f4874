/**
 * Decides one step of measures at its three levels, each inside the one before: where n may be shown, where a mean (even rounded)
 * may be shown, where exact values may be shown.
 */
import { isRevealing } from './boundDistribution.ts';
import { chooseShown } from './chooseShown.ts';
import { exchangeRange } from './exchangeRange.ts';
import { type Audit, hideUntilSafe, rangeOfHidden } from './hideUntilSafe.ts';
import { type Forest, sumOver } from './laminarForest.ts';
import type { MeasureInput, Step } from './measureOrder.ts';

/** For each node of the forest, whether that level of detail may be shown. */
export interface ShownLevels {
  counted: boolean[];
  mean: boolean[];
  exact: boolean[];
}

/** The favourable class begins at most this far from the end of the scale (75 on five points). */
const classEdge = 25;

export interface StepContext {
  forest: Forest;
  isVoid: readonly boolean[];
  weights: readonly number[];
  minimum: number;
  minimumDetail: number;
  minRange: number;
  /** The parts of a whole by its id: whoever is hidden in the whole is hidden in each part, among the same people. */
  partsOf: ReadonlyMap<string, readonly MeasureInput[]>;
}

/**
 * Whether the group's answers are all (or all but one) of one mind, so that its mean must not be given. Under minimumDetail persons
 * nothing but the mean is given, and that tells it only near an end of the scale: with two persons off the class it would be further away.
 */
export function isNearlyUnanimous(
  measure: MeasureInput,
  atoms: readonly number[],
  minimumDetail: number,
): boolean {
  const { classes, sum } = measure;
  if (!classes) return false;
  const n = sumOver(atoms, measure.n);
  if (n < minimumDetail && sum) {
    const total = sumOver(atoms, sum);
    if (Math.min(total, 100 * n - total) > 2 * classEdge) return false;
  }
  const width = classes[0]?.length ?? 0;
  const counts = Array.from({ length: width }, (_, c) =>
    atoms.reduce((t, atom) => t + classes[atom]![c]!, 0),
  );
  return isRevealing(n, counts);
}

export interface AuditLimits {
  /** Persons a group must hold at the level in question. */
  required: number;
  minimumDetail: number;
  minRange: number;
}

/** @param sums sum of the scores (0..100) of each atom's persons */
export function auditOf(measure: MeasureInput, sums: readonly number[], limits: AuditLimits): Audit {
  const { required, minimumDetail, minRange } = limits;
  const of = (atoms: readonly number[]) => ({ n: sumOver(atoms, measure.n), sum: sumOver(atoms, sums) });
  const isRevealingSet = (atoms: readonly number[]) => isNearlyUnanimous(measure, atoms, minimumDetail);
  return {
    of,
    isSensitive: (atoms) => of(atoms).n < required || isRevealingSet(atoms),
    isRevealing: isRevealingSet,
    rangeOf: (part, residual) => {
      const h = of(part).n;
      const { n, sum } = of(residual);
      const { scores } = measure;
      if (!scores || h >= required) return rangeOfHidden(h, n, sum);
      return exchangeRange(
        h,
        residual.flatMap((atom) => scores[atom]!),
      );
    },
    minRange,
  };
}

function choose(setting: StepContext, step: Step, allowed: readonly boolean[], threshold: number): boolean[] {
  const resources = step.measures.map(({ n }) => ({ amount: n, isVoid: setting.isVoid }));
  const large = setting.forest.nodes.map(
    ({ atoms }, index) => allowed[index]! && step.measures.every(({ n }) => sumOver(atoms, n) >= threshold),
  );
  return chooseShown(setting.forest, large, setting.weights, resources, threshold);
}

function chooseMeans(
  setting: StepContext,
  step: Step,
  allowed: readonly boolean[],
  threshold: number,
): boolean[] {
  const { forest, weights } = setting;
  const limits = { ...setting, required: threshold };
  const open = forest.nodes.map(
    ({ atoms }, index) =>
      allowed[index]! &&
      !step.measures.some((measure) => isNearlyUnanimous(measure, atoms, setting.minimumDetail)),
  );
  const chosen = choose(setting, step, open, threshold);
  const parts = step.measures.flatMap(({ id }) => setting.partsOf.get(id) ?? []);
  const ranged = [...step.measures, ...parts.map(({ classes, ...part }) => part)];
  const audits = ranged.flatMap((measure) => (measure.sum ? [auditOf(measure, measure.sum, limits)] : []));
  if (audits.length === 0) return chosen;
  return hideUntilSafe(forest, chosen, weights, strictest(audits, limits.minRange));
}

/** All of the audits in one; persons are those of the first. */
function strictest(audits: readonly Audit[], minRange: number): Audit {
  return {
    of: audits[0]!.of,
    isSensitive: (atoms) => audits.some((audit) => audit.isSensitive(atoms)),
    isRevealing: (atoms) => audits.some((audit) => audit.isRevealing(atoms)),
    rangeOf: (part, residual) =>
      Math.min(
        ...audits.flatMap((audit) => {
          const matters = audit.of(part).n > 0 && audit.isSensitive(part);
          return matters ? [audit.rangeOf(part, residual)] : [];
        }),
      ),
    minRange,
  };
}

/** Means are given of all of these anyway; but what follows exactly, shares included, must not be of one mind. */
function chooseExact(setting: StepContext, step: Step, allowed: readonly boolean[]): boolean[] {
  const { forest, weights, minimumDetail } = setting;
  const limits = { required: 0, minimumDetail: 0, minRange: 0 };
  const chosen = choose(setting, step, allowed, minimumDetail);
  return step.measures.reduce(
    (shown, measure) =>
      hideUntilSafe(forest, shown, weights, auditOf(measure, measure.sum ?? measure.n, limits)),
    chosen,
  );
}

function both(...levels: (readonly boolean[])[]): boolean[] {
  return levels[0]!.map((_, index) => levels.every((level) => level[index]));
}

/** Decides the step where the measures above allow it. */
export function decideLevels(
  setting: StepContext,
  step: Step,
  above: readonly ShownLevels[],
  forbidden: readonly boolean[],
): ShownLevels {
  const { minimum, minimumDetail, forest } = setting;
  const hidden = new Set(
    step.measures.flatMap(({ hidden = [] }) => hidden.map((id) => forest.nodeOf.get(id))),
  );
  const open = forest.nodes.map((_, index) => !forbidden[index] && !hidden.has(index));
  const exactAbove = both(open, ...above.map((level) => level.exact));
  if (step.measures.some((measure) => measure.detailOnly)) {
    const counted = choose(setting, step, exactAbove, minimumDetail);
    const exact = chooseMeans(setting, step, counted, minimumDetail);
    return { counted, mean: exact, exact };
  }
  const counted = choose(setting, step, both(open, ...above.map((level) => level.counted)), minimum);
  const mean = chooseMeans(setting, step, both(counted, ...above.map((level) => level.mean)), minimum);
  return { counted, mean, exact: chooseExact(setting, step, both(mean, exactAbove)) };
}

/**
 * Nodes where the hidden parts of one whole lie too close together: the whole's mean fixes their sum, and that alone leaves a part to
 * protect less than `minRange` points, although some parts are still shown (and could be hidden as well).
 */
export function narrowAcrossParts(
  setting: StepContext,
  parts: readonly MeasureInput[],
  shownOf: ReadonlyMap<string, ShownLevels>,
): number[] {
  return setting.forest.nodes.flatMap(({ atoms }, index) => {
    const hidden = parts.filter((part) => !shownOf.get(part.id)!.mean[index]);
    if (hidden.length < 2 || hidden.length === parts.length || hidden.some(({ sum }) => !sum)) return [];
    const means = hidden.map(({ n, sum }) => sumOver(atoms, sum!) / sumOver(atoms, n));
    if (means.some((mean) => !Number.isFinite(mean))) return [];
    const total = means.reduce((a, b) => a + b, 0);
    return rangeOfHidden(1, hidden.length, total) < setting.minRange ? [index] : [];
  });
}
