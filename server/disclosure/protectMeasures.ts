/**
 * Decides for every measure and group what a report may show, so that all shown numbers together reveal nothing about a group below the
 * thresholds. It protects two sets of numbers at once: every number (a rounded one counts as exact) against `minimum`, and the exact
 * values against `minimumDetail`. README.md of this folder describes the method.
 */

import {
  decideLevels,
  isOneSided,
  narrowAcrossParts,
  type ShownLevels,
  type StepContext,
} from './decideLevels.ts';
import { type Decisions, decisionsOf } from './decisions.ts';
import { type AtomGroup, type Forest, laminarForest, lossWeights, sumOver } from './laminarForest.ts';
import { type MeasureInput, measureOrder, type Step } from './measureOrder.ts';
import { statedBounds } from './statedBounds.ts';

export type { Decision, Decisions } from './decisions.ts';
export type { AtomGroup } from './laminarForest.ts';
export type { MeasureInput } from './measureOrder.ts';

export interface ProtectMeasuresInput {
  /**
   * Staff of each atom; null where unknown. An atom without known staff and without answers hides nobody and needs no protection; where
   * the staff is known, the fact that none of them answered is protected like any small count.
   */
  headcounts: readonly (number | null)[];
  /** Any two groups are nested or disjoint (own staff, subtrees). */
  groups: readonly AtomGroup[];
  measures: readonly MeasureInput[];
  minimum: number;
  minimumDetail: number;
  /** How many points (of 0..100) an attacker's bounds on a hidden mean must stay apart; 20 by default. */
  minRange?: number;
}

function checkMeasure({ id, n, sum, classes }: MeasureInput, atoms: number) {
  const lengths = [n, sum ?? n, classes ?? n].map(({ length }) => length);
  if (lengths.some((length) => length !== atoms)) {
    throw new RangeError(`Measure ${id}: one value for each atom is expected`);
  }
  if (n.some((value) => !Number.isInteger(value) || value < 0)) {
    throw new RangeError(`Measure ${id}: n must be whole numbers`);
  }
  if (sum?.some((value, atom) => !(value >= -1e-6 && value <= 100 * n[atom]! + 1e-6))) {
    throw new RangeError(`Measure ${id}: sum must lie between 0 and 100 × n`);
  }
}

function checkInput({ headcounts, measures, minimum, minimumDetail }: ProtectMeasuresInput) {
  if (!(minimum >= 1 && minimumDetail >= minimum)) {
    throw new RangeError('minimum must be at least 1 and minimumDetail at least minimum');
  }
  for (const measure of measures) checkMeasure(measure, headcounts.length);
}

/** How many groups a measure must hide because they are themselves too small or nearly unanimous. */
function dangerIn(forest: Forest, minimumDetail: number) {
  return (measure: MeasureInput) =>
    forest.nodes.filter(
      ({ atoms }) => sumOver(atoms, measure.n) < minimumDetail || isOneSided(measure, atoms, minimumDetail),
    ).length;
}

/** Decides the parts of one whole again, hiding more each time, until the whole narrows no hidden part too far. */
function protectFamily(steps: readonly Step[], context: StepContext, shownOf: Map<string, ShownLevels>) {
  const forbidden = context.forest.nodes.map(() => false);
  const parts = steps.flatMap((step) => step.measures);
  for (;;) {
    for (const step of steps) {
      const above = step.within.map((measure) => shownOf.get(measure.id)!);
      const shown = decideLevels(context, step, above, forbidden);
      for (const measure of step.measures) shownOf.set(measure.id, shown);
    }
    const narrow = parts.length > 2 ? narrowAcrossParts(context, parts, shownOf) : [];
    if (narrow.length === 0) return;
    for (const index of narrow) forbidden[index] = true;
  }
}

/** Parts that are shown in whole points too (dimensions of an index, not items), by their whole. */
function partsOf(measures: readonly MeasureInput[]): Map<string, MeasureInput[]> {
  const parts = new Map<string, MeasureInput[]>();
  for (const measure of measures) {
    if (measure.partOf === undefined || measure.detailOnly) continue;
    parts.set(measure.partOf, [...(parts.get(measure.partOf) ?? []), measure]);
  }
  return parts;
}

/** Steps that belong to one whole, in order. */
function familiesOf(steps: readonly Step[]): Step[][] {
  const families = new Map<string, Step[]>();
  for (const step of steps) {
    const first = step.measures[0]!;
    const key = first.partOf === undefined ? `alone ${first.id}` : `of ${first.partOf}`;
    families.set(key, [...(families.get(key) ?? []), step]);
  }
  return [...families.values()];
}

/**
 * @throws RangeError when groups overlap without nesting, ids repeat, a measure is part of an unknown one, or numbers are out of range
 */
export function protectMeasures(input: ProtectMeasuresInput): Decisions {
  checkInput(input);
  const { headcounts, groups, measures, minimum, minimumDetail, minRange = 20 } = input;
  const forest = laminarForest(groups, headcounts.length);
  const isVoid = headcounts.map((headcount, atom) => !headcount && measures.every(({ n }) => n[atom] === 0));
  const shownOf = new Map<string, ShownLevels>();
  const boundsOf = new Map<string, boolean[]>();
  const hiddenBefore = forest.nodes.map(() => false);
  for (const steps of familiesOf(measureOrder(measures, dangerIn(forest, minimumDetail)))) {
    const loss = lossWeights(forest, steps[0]!.measures[0]!.n);
    const weights = loss.map((weight, index) => (hiddenBefore[index] ? weight / 2 : weight));
    const limits = { minimum, minimumDetail, minRange };
    const context = { forest, isVoid, weights, ...limits, partsOf: partsOf(measures) };
    protectFamily(steps, context, shownOf);
    for (const measure of steps.flatMap((step) => step.measures))
      boundsOf.set(measure.id, statedBounds(context, measure, shownOf.get(measure.id)!));
    if (steps[0]!.within.length > 0) continue;
    shownOf.get(steps[0]!.measures[0]!.id)!.mean.forEach((isShown, index) => {
      if (!isShown) hiddenBefore[index] = true;
    });
  }
  return decisionsOf({
    forest,
    headcounts,
    isVoid,
    groups,
    measures,
    minimum,
    minimumDetail,
    shownOf,
    boundsOf,
  });
}
