/**
 * Decides one step of measures at three levels, each a part of the level before: where n may be shown, where a mean (even a rounded one)
 * may be shown, and where exact values may be shown.
 */
import { fewestBounded, isBounded, isRevealing } from './boundDistribution.ts';
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
  /** The parts of each whole, by the id of the whole: whoever is hidden in the whole is hidden in each part, among the same people. */
  partsOf: ReadonlyMap<string, readonly MeasureInput[]>;
}

/** @param differing the fewest persons outside the class where the group does not agree */
function doAgree(
  measure: MeasureInput,
  atoms: readonly number[],
  minimumDetail: number,
  {
    differing,
    isMet,
  }: { differing(n: number): number; isMet(n: number, counts: readonly number[]): boolean },
): boolean {
  const { classes, sum } = measure;
  if (!classes) return false;
  const n = sumOver(atoms, measure.n);
  if (n < minimumDetail && sum) {
    const total = sumOver(atoms, sum);
    if (Math.min(total, 100 * n - total) > differing(n) * classEdge) return false;
  }
  const width = classes[0]?.length ?? 0;
  const counts = Array.from({ length: width }, (_, c) =>
    atoms.reduce((t, atom) => t + classes[atom]![c]!, 0),
  );
  return isMet(n, counts);
}

/**
 * Whether all persons of a group, or all but one, agree, so that its mean must not be known. Of fewer than minimumDetail persons only the
 * mean is shown, and a mean reveals agreement only near an end of the scale: two persons outside the class would move it further away.
 */
export function isNearlyUnanimous(
  measure: MeasureInput,
  atoms: readonly number[],
  minimumDetail: number,
): boolean {
  return doAgree(measure, atoms, minimumDetail, { differing: () => 2, isMet: isRevealing });
}

/** Whether so many of a group agree that it is given as a bound. */
export function isOneSided(measure: MeasureInput, atoms: readonly number[], minimumDetail: number): boolean {
  const differing = (n: number) => n - fewestBounded(n) + 1;
  return doAgree(measure, atoms, minimumDetail, { differing, isMet: isBounded });
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

function choose(context: StepContext, step: Step, allowed: readonly boolean[], threshold: number): boolean[] {
  const resources = step.measures.map(({ n }) => ({ amount: n, isVoid: context.isVoid }));
  const large = context.forest.nodes.map(
    ({ atoms }, index) => allowed[index]! && step.measures.every(({ n }) => sumOver(atoms, n) >= threshold),
  );
  return chooseShown(context.forest, {
    allowed: large,
    weights: context.weights,
    resources,
    required: threshold,
  });
}

function chooseMeans(
  context: StepContext,
  step: Step,
  allowed: readonly boolean[],
  threshold: number,
): boolean[] {
  const { forest, weights } = context;
  const limits = { ...context, required: threshold };
  const open = forest.nodes.map(
    ({ atoms }, index) =>
      allowed[index]! && !step.measures.some((measure) => isOneSided(measure, atoms, context.minimumDetail)),
  );
  const chosen = choose(context, step, open, threshold);
  const audit = auditOfMeans(context, step.measures, limits);
  return audit ? hideUntilSafe(forest, chosen, weights, audit) : chosen;
}

/** Of these measures, and of the ranges of their parts; null where none has scores. */
export function auditOfMeans(
  { partsOf }: Pick<StepContext, 'partsOf'>,
  measures: readonly MeasureInput[],
  limits: AuditLimits,
): Audit | null {
  const parts = measures.flatMap(({ id }) => partsOf.get(id) ?? []);
  const ranged = [...measures, ...parts.map(({ classes, ...part }) => part)];
  const audits = ranged.flatMap((measure) => (measure.sum ? [auditOf(measure, measure.sum, limits)] : []));
  return audits.length === 0 ? null : strictest(audits, limits.minRange);
}

/** Combines the audits into one that is as strict as the strictest; its persons are those of the first audit. */
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

/** The means of all these groups are shown anyway; but no set of persons whose exact values (shares included) follow may nearly agree. */
function chooseExact(context: StepContext, step: Step, allowed: readonly boolean[]): boolean[] {
  const { forest, weights, minimumDetail } = context;
  const limits = { required: 0, minimumDetail: 0, minRange: 0 };
  const chosen = choose(context, step, allowed, minimumDetail);
  return step.measures.reduce(
    (shown, measure) =>
      hideUntilSafe(forest, shown, weights, auditOf(measure, measure.sum ?? measure.n, limits)),
    chosen,
  );
}

function both(...levels: (readonly boolean[])[]): boolean[] {
  return levels[0]!.map((_, index) => levels.every((level) => level[index]));
}

/** Decides the step at the groups where the measures above allow it. */
export function decideLevels(
  context: StepContext,
  step: Step,
  above: readonly ShownLevels[],
  forbidden: readonly boolean[],
): ShownLevels {
  const { minimum, minimumDetail, forest } = context;
  const open = forest.nodes.map((_, index) => !forbidden[index]);
  const exactAbove = both(open, ...above.map((level) => level.exact));
  if (step.measures.some((measure) => measure.detailOnly)) {
    const counted = choose(context, step, exactAbove, minimumDetail);
    const exact = chooseMeans(context, step, counted, minimumDetail);
    return { counted, mean: exact, exact };
  }
  const counted = choose(context, step, both(open, ...above.map((level) => level.counted)), minimum);
  const mean = chooseMeans(context, step, both(counted, ...above.map((level) => level.mean)), minimum);
  return { counted, mean, exact: chooseExact(context, step, both(mean, exactAbove)) };
}

/**
 * Nodes where the mean of the whole narrows its hidden parts too far: the mean fixes the sum of the parts, and that alone leaves a hidden
 * part less than `minRange` points, although some other parts are still shown and could be hidden as well.
 */
export function narrowAcrossParts(
  context: StepContext,
  parts: readonly MeasureInput[],
  shownOf: ReadonlyMap<string, ShownLevels>,
): number[] {
  return context.forest.nodes.flatMap(({ atoms }, index) => {
    const hidden = parts.filter((part) => !shownOf.get(part.id)!.mean[index]);
    if (hidden.length < 2 || hidden.length === parts.length || hidden.some(({ sum }) => !sum)) return [];
    const means = hidden.map(({ n, sum }) => sumOver(atoms, sum!) / sumOver(atoms, n));
    if (means.some((mean) => !Number.isFinite(mean))) return [];
    const total = means.reduce((a, b) => a + b, 0);
    return rangeOfHidden(1, hidden.length, total) < context.minRange ? [index] : [];
  });
}
