/**
 * Decides for every measure and group what a report may show, so that nothing below the thresholds follows from all shown numbers
 * together. Two systems are protected at once: every number (rounded ones count as exact) against `minimum`, and the exact
 * values against `minimumDetail`. The method is described in README.md of this folder.
 */
import { chooseShown, type Resource } from './chooseShown.ts';
import { type Forest, type Group, laminarForest, lossWeights, sumOver } from './laminarForest.ts';
import { type Measure, measureOrder, type Step } from './measureOrder.ts';
import { widenHidden } from './widenHidden.ts';

export type { Group } from './laminarForest.ts';
export type { Measure } from './measureOrder.ts';

/**
 * `detail`: everything. `rounded`: only n, the mean in whole points and its band. `tooFew`: hidden for its own n.
 * `complementary`: hidden to protect others. `absent`: there are no such persons at all.
 */
export type Decision = 'detail' | 'rounded' | 'tooFew' | 'complementary' | 'absent';

export interface ProtectInput {
  /** Staff of each atom; 0 with no respondents is known to be empty, null is unknown. */
  headcounts: readonly (number | null)[];
  /** Any two groups are nested or disjoint (own staff, subtrees). */
  groups: readonly Group[];
  measures: readonly Measure[];
  minimum: number;
  minimumDetail: number;
  /** Points (of 0..100) that an attacker's bounds on a hidden mean must stay apart. */
  leastRange?: number;
}

export interface Decisions {
  /** @throws RangeError for an unknown measure or group */
  decide(measureId: string, groupId: string): Decision;
  /**
   * Whether the group may be compared with everyone else of `wholeId`: both are shown exactly, and there is somebody else
   * (the others then hold minimumDetail as well, since their values follow from the two).
   */
  comparable(measureId: string, groupId: string, wholeId: string): boolean;
}

interface Shown {
  any: boolean[];
  exact: boolean[];
}

interface Setting {
  forest: Forest;
  isVoid: boolean[];
  weights: number[];
  input: ProtectInput;
}

function checkInput({ headcounts, measures, minimum, minimumDetail }: ProtectInput) {
  if (!(minimum >= 1 && minimumDetail >= minimum)) {
    throw new RangeError('minimum must be at least 1 and minimumDetail at least minimum');
  }
  for (const { id, n, sum } of measures) {
    const isBad = n.length !== headcounts.length || n.some((value) => !Number.isInteger(value) || value < 0);
    if (isBad) throw new RangeError(`Measure ${id}: n must be one whole number for each atom`);
    const sumIsBad =
      sum && (sum.length !== n.length || sum.some((s, atom) => !(s >= -1e-6 && s <= 100 * n[atom]! + 1e-6)));
    if (sumIsBad) throw new RangeError(`Measure ${id}: sum must lie between 0 and 100 × n for each atom`);
  }
}

/** Chooses what to show of the step's measures at one threshold, inside `within`. */
function choose(
  setting: Setting,
  step: Step,
  within: boolean[],
  threshold: number,
  audited: boolean,
): boolean[] {
  const { forest, isVoid, weights, input } = setting;
  const allowed = forest.nodes.map(
    ({ atoms }, index) => within[index]! && step.measures.every(({ n }) => sumOver(atoms, n) >= threshold),
  );
  const resources: Resource[] = step.measures.map(({ n }) => ({ amount: n, isVoid }));
  const chosen = chooseShown(forest, allowed, weights, resources, threshold);
  if (!audited) return chosen;
  return step.measures.reduce((shown, { n, sum }) => {
    if (!sum) return shown;
    return widenHidden(forest, shown, weights, {
      n,
      sum,
      required: threshold,
      leastRange: input.leastRange ?? 20,
    });
  }, chosen);
}

function both(a: readonly boolean[], b: readonly boolean[]): boolean[] {
  return a.map((value, index) => value && b[index]!);
}

function protectStep(setting: Setting, step: Step, above: Shown): Shown {
  const { minimum, minimumDetail } = setting.input;
  if (step.measures.some((measure) => measure.detailOnly)) {
    const exact = choose(setting, step, both(above.any, above.exact), minimumDetail, true);
    return { any: exact, exact };
  }
  const any = choose(setting, step, above.any, minimum, true);
  return { any, exact: choose(setting, step, both(any, above.exact), minimumDetail, false) };
}

function decisionsOf(setting: Setting, shownOf: Map<string, Shown>): Decisions {
  const { forest, isVoid, input } = setting;
  const measures = new Map(input.measures.map((measure) => [measure.id, measure]));
  const groupIds = new Set(input.groups.map(({ id }) => id));
  const get = (measureId: string, groupId: string) => {
    const measure = measures.get(measureId);
    if (!measure) throw new RangeError(`Unknown measure ${measureId}`);
    if (!groupIds.has(groupId)) throw new RangeError(`Unknown group ${groupId}`);
    const node = forest.nodeOf.get(groupId);
    return {
      measure,
      shown: shownOf.get(measureId)!,
      node,
      atoms: node === undefined ? [] : forest.nodes[node]!.atoms,
    };
  };
  const decide = (measureId: string, groupId: string): Decision => {
    const { measure, shown, node, atoms } = get(measureId, groupId);
    if (node === undefined || atoms.every((atom) => isVoid[atom])) return 'absent';
    if (shown.exact[node]) return 'detail';
    if (shown.any[node]) return 'rounded';
    const needed = measure.detailOnly ? input.minimumDetail : input.minimum;
    return sumOver(atoms, measure.n) < needed ? 'tooFew' : 'complementary';
  };
  const comparable = (measureId: string, groupId: string, wholeId: string) => {
    const group = get(measureId, groupId);
    const whole = get(measureId, wholeId);
    if (decide(measureId, groupId) !== 'detail' || decide(measureId, wholeId) !== 'detail') return false;
    const contained = new Set(whole.atoms);
    if (!group.atoms.every((atom) => contained.has(atom))) return false;
    return sumOver(whole.atoms, group.measure.n) > sumOver(group.atoms, group.measure.n);
  };
  return { decide, comparable };
}

/**
 * @throws RangeError when groups overlap without nesting, ids repeat, a measure hangs on an unknown one, or numbers are out of range
 */
export function protect(input: ProtectInput): Decisions {
  checkInput(input);
  const forest = laminarForest(input.groups, input.headcounts.length);
  const isVoid = input.headcounts.map(
    (headcount, atom) => headcount === 0 && input.measures.every(({ n }) => n[atom] === 0),
  );
  const everywhere = forest.nodes.map(() => true);
  const shownOf = new Map<string, Shown>();
  const hiddenBefore: boolean[] = forest.nodes.map(() => false);
  for (const step of measureOrder(input.measures)) {
    const loss = lossWeights(forest, step.measures[0]!.n);
    const weights = loss.map((weight, index) => (hiddenBefore[index] ? weight / 2 : weight));
    const above = step.within ? shownOf.get(step.within.id)! : { any: everywhere, exact: everywhere };
    const shown = protectStep({ forest, isVoid, weights, input }, step, above);
    for (const measure of step.measures) shownOf.set(measure.id, shown);
    if (step.within === null) {
      shown.any.forEach((isShown, index) => {
        if (!isShown) hiddenBefore[index] = true;
      });
    }
  }
  return decisionsOf({ forest, isVoid, weights: [], input }, shownOf);
}
