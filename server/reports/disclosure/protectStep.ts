/**
 * Decides one step of measures at its three levels, each inside the one before: where n may be shown, where a mean (even rounded)
 * may be shown, where exact values may be shown.
 */
import { isTelling } from './boundDistribution.ts';
import { chooseShown } from './chooseShown.ts';
import { type Forest, sumOver } from './laminarForest.ts';
import type { Measure, Step } from './measureOrder.ts';
import { type Audit, rangeOfHidden, widenHidden } from './widenHidden.ts';

/** For each node of the forest, whether that level of detail may be shown. */
export interface Shown {
  counted: boolean[];
  mean: boolean[];
  exact: boolean[];
}

export interface Setting {
  forest: Forest;
  isVoid: readonly boolean[];
  weights: readonly number[];
  minimum: number;
  minimumDetail: number;
  leastRange: number;
}

/** Whether the group's answers are all (or all but one) of one mind, so that its mean must not be given. */
export function isOneMinded(measure: Measure, atoms: readonly number[]): boolean {
  const { classes } = measure;
  if (!classes) return false;
  const width = classes[0]?.length ?? 0;
  const total = Array.from({ length: width }, (_, c) => atoms.reduce((t, atom) => t + classes[atom]![c]!, 0));
  return isTelling(sumOver(atoms, measure.n), total);
}

export function auditOf(
  measure: Measure,
  sums: readonly number[],
  required: number,
  leastRange: number,
): Audit {
  const of = (atoms: readonly number[]) => ({ n: sumOver(atoms, measure.n), sum: sumOver(atoms, sums) });
  const isTellingSet = (atoms: readonly number[]) => isOneMinded(measure, atoms);
  return {
    of,
    isSensitive: (atoms) => of(atoms).n < required || isTellingSet(atoms),
    isTelling: isTellingSet,
    leastRange,
  };
}

function choose(setting: Setting, step: Step, allowed: readonly boolean[], threshold: number): boolean[] {
  const resources = step.measures.map(({ n }) => ({ amount: n, isVoid: setting.isVoid }));
  const large = setting.forest.nodes.map(
    ({ atoms }, index) => allowed[index]! && step.measures.every(({ n }) => sumOver(atoms, n) >= threshold),
  );
  return chooseShown(setting.forest, large, setting.weights, resources, threshold);
}

function chooseMeans(
  setting: Setting,
  step: Step,
  allowed: readonly boolean[],
  threshold: number,
): boolean[] {
  const { forest, weights, leastRange } = setting;
  const open = forest.nodes.map(
    ({ atoms }, index) => allowed[index]! && !step.measures.some((measure) => isOneMinded(measure, atoms)),
  );
  const chosen = choose(setting, step, open, threshold);
  return step.measures.reduce(
    (shown, measure) =>
      measure.sum
        ? widenHidden(forest, shown, weights, auditOf(measure, measure.sum, threshold, leastRange))
        : shown,
    chosen,
  );
}

function both(...levels: (readonly boolean[])[]): boolean[] {
  return levels[0]!.map((_, index) => levels.every((level) => level[index]));
}

/** Decides the step where the measures above allow it. */
export function protectStep(
  setting: Setting,
  step: Step,
  above: readonly Shown[],
  forbidden: readonly boolean[],
): Shown {
  const { minimum, minimumDetail, forest } = setting;
  const open = forest.nodes.map((_, index) => !forbidden[index]);
  const exactAbove = both(open, ...above.map((level) => level.exact));
  if (step.measures.some((measure) => measure.detailOnly)) {
    const counted = choose(setting, step, exactAbove, minimumDetail);
    const exact = chooseMeans(setting, step, counted, minimumDetail);
    return { counted, mean: exact, exact };
  }
  const counted = choose(setting, step, both(open, ...above.map((level) => level.counted)), minimum);
  const mean = chooseMeans(setting, step, both(counted, ...above.map((level) => level.mean)), minimum);
  return { counted, mean, exact: choose(setting, step, both(mean, exactAbove), minimumDetail) };
}

/**
 * Nodes where the hidden parts of one whole lie too close together: the whole's mean fixes their sum, and that alone leaves a part to
 * protect less than `leastRange` points, although some parts are still shown (and could be hidden as well).
 */
export function narrowAcrossParts(
  setting: Setting,
  parts: readonly Measure[],
  shownOf: ReadonlyMap<string, Shown>,
): number[] {
  return setting.forest.nodes.flatMap(({ atoms }, index) => {
    const hidden = parts.filter((part) => !shownOf.get(part.id)!.mean[index]);
    if (hidden.length < 2 || hidden.length === parts.length || hidden.some(({ sum }) => !sum)) return [];
    const means = hidden.map(({ n, sum }) => sumOver(atoms, sum!) / sumOver(atoms, n));
    if (means.some((mean) => !Number.isFinite(mean))) return [];
    const total = means.reduce((a, b) => a + b, 0);
    return rangeOfHidden(1, hidden.length, total) < setting.leastRange ? [index] : [];
  });
}
