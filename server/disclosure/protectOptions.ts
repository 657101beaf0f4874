/**
 * Decides which options of one background question may be shown for which groups, one decision for all measures of the breakdown. People
 * who gave no answer form a column that is never shown and that must not be derivable either. Options are decided from the safest to the
 * most endangered, each shown only where the one before it is shown: so the options hidden at a group are always the last ones, and the
 * hidden cells form rectangles. The result is then audited against an attacker who knows every count (for example that an office employs
 * no women).
 */
import { type BreakdownMeasure, isRemainderSafe, remainderOf } from './breakdownAudit.ts';
import { chooseShown } from './chooseShown.ts';
import { auditOf, isNearlyUnanimous } from './decideLevels.ts';
import { hideUntilSafe } from './hideUntilSafe.ts';
import { type AtomGroup, type Forest, laminarForest, lossWeights, sumOver } from './laminarForest.ts';
import { pinningNodes } from './pinningNodes.ts';

export type { BreakdownMeasure } from './breakdownAudit.ts';

export interface ProtectOptionsInput {
  headcounts: readonly (number | null)[];
  groups: readonly AtomGroup[];
  options: readonly string[];
  /** `options` of each in the order of the options. */
  measures: readonly BreakdownMeasure[];
  /** Whether every one of the measures is shown exactly for the group as a whole. */
  isTotalShown(groupId: string): boolean;
  minimumDetail: number;
  minRange?: number;
}

export interface OptionDecisions {
  /** @throws RangeError for an unknown option or group */
  decide(option: string, groupId: string): 'detail' | 'tooFew' | 'complementary' | 'absent';
}

interface Table {
  forest: Forest;
  isVoid: boolean[];
  input: ProtectOptionsInput;
  minRange: number;
  /** The fewest persons that any measure has, by option and atom. */
  minPersons: number[][];
}

function minimumByAtom(lists: readonly (readonly number[])[]): number[] {
  return lists[0]!.map((_, atom) => Math.min(...lists.map((list) => list[atom]!)));
}

function chooseOption(
  table: Table,
  option: number,
  left: readonly number[],
  allowed: readonly boolean[],
): boolean[] {
  const { forest, isVoid, input, minPersons, minRange } = table;
  const threshold = input.minimumDetail;
  const limits = { required: threshold, minimumDetail: threshold, minRange };
  const rests = input.measures.map((measure) => remainderOf(measure, (other) => left.includes(other)));
  const rest = minimumByAtom(rests.map(({ n }) => n));
  const isNobody = rests[0]!.n.map((_, atom) => rests.every(({ n }) => n[atom] === 0));
  const resources = [
    { amount: minPersons[option]!, isVoid },
    { amount: rest, isVoid: isNobody },
  ];
  const weights = lossWeights(forest, minPersons[option]!);
  const open = forest.nodes.map(
    ({ atoms }, node) =>
      allowed[node]! &&
      sumOver(atoms, minPersons[option]!) >= threshold &&
      !input.measures.some(({ options }) => isNearlyUnanimous(options[option]!, atoms, threshold)),
  );
  const chosen = chooseShown(forest, { allowed: open, weights, resources, required: threshold });
  return input.measures.reduce((shown, { options }) => {
    const measure = options[option]!;
    if (!measure.sum) return shown;
    return hideUntilSafe(forest, shown, weights, auditOf(measure, measure.sum, limits));
  }, chosen);
}

/** Decides all options inside `allowed`, the safest first. */
function chooseAll(table: Table, allowed: readonly boolean[]): boolean[][] {
  const { forest, input, minPersons } = table;
  const danger = (option: number) =>
    forest.nodes.filter(({ atoms }) => sumOver(atoms, minPersons[option]!) < input.minimumDetail).length;
  const order = input.options.map((_, option) => option).sort((a, b) => danger(a) - danger(b));
  const shown: boolean[][] = [];
  let within = allowed;
  order.forEach((option, position) => {
    within = chooseOption(table, option, order.slice(position + 1), within);
    shown[option] = [...within];
  });
  return shown;
}

/** For each node: the persons of each group within it, and those who belong to no group within it. */
function partsInside(forest: Forest): (readonly number[])[][] {
  const inside: (readonly number[])[][] = forest.nodes.map(({ atoms, direct }) => [atoms, direct]);
  for (let node = forest.nodes.length - 1; node >= 0; node--) {
    for (const child of forest.nodes[node]!.children) inside[node]!.push(...inside[child]!);
  }
  return inside;
}

function unsafeNodes({ forest, input, minRange }: Table, shown: readonly boolean[][]): number[] {
  const inside = partsInside(forest);
  const limits = { required: input.minimumDetail, minRange };
  return forest.nodes.flatMap(({ atoms }, node) => {
    if (!shown.some((option) => option[node])) return [];
    const isHidden = (option: number) => !shown[option]![node];
    const isSafe = input.measures.every((measure) =>
      isRemainderSafe(measure, { atoms, inside: inside[node]!, isHidden }, limits),
    );
    return isSafe ? [] : [node];
  });
}

function checkShape({ options, measures, headcounts }: ProtectOptionsInput) {
  if (options.length === 0 || measures.length === 0)
    throw new RangeError('A breakdown needs options and measures');
  for (const { total, options: parts } of measures) {
    const isWrong =
      parts.length !== options.length || [total, ...parts].some(({ n }) => n.length !== headcounts.length);
    if (isWrong) throw new RangeError(`Measure ${total.id}: every option needs one value for each atom`);
    const undisclosed = remainderOf({ total, options: parts }, () => false);
    if (undisclosed.n.some((n) => n < 0))
      throw new RangeError(`Measure ${total.id}: options exceed the total`);
  }
}

/** Nodes of all groups whose total is shown. */
function shownTotals(forest: Forest, { groups, isTotalShown }: ProtectOptionsInput): boolean[] {
  const nodes = new Set(groups.filter(({ id }) => isTotalShown(id)).map(({ id }) => forest.nodeOf.get(id)));
  return forest.nodes.map((_, node) => nodes.has(node));
}

/** Hides all options at the smallest group around each cell that can be pinned down, until no cell can. */
function chooseAudited(table: Table): boolean[][] {
  const { forest, input } = table;
  const totals = shownTotals(forest, input);
  const allowed = [...totals];
  for (;;) {
    const shown = chooseAll(table, allowed);
    const unsafe = unsafeNodes(table, shown);
    if (unsafe.length === 0)
      unsafe.push(...pinningNodes(forest, { ...input, minRange: table.minRange }, totals, shown));
    if (unsafe.length === 0) return shown;
    for (const node of unsafe) allowed[node] = false;
  }
}

/**
 * Takes some hundredths of a second for each measure with 64 units × 2 to 4 options.
 * @throws RangeError when shapes do not match or groups overlap without nesting
 */
export function protectOptions(input: ProtectOptionsInput): OptionDecisions {
  checkShape(input);
  const { headcounts, groups, measures, options, minimumDetail, minRange = 20 } = input;
  const forest = laminarForest(groups, headcounts.length);
  const isVoid = headcounts.map(
    (count, atom) => !count && measures.every(({ total }) => total.n[atom] === 0),
  );
  const minPersons = options.map((_, option) =>
    minimumByAtom(measures.map((measure) => measure.options[option]!.n)),
  );
  const shown = chooseAudited({ forest, isVoid, input, minRange, minPersons });
  const known = new Set(groups.map(({ id }) => id));
  return {
    decide(option, groupId) {
      const column = options.indexOf(option);
      if (column < 0 || !known.has(groupId))
        throw new RangeError(`Unknown option ${option} or group ${groupId}`);
      const node = forest.nodeOf.get(groupId);
      if (node === undefined || forest.nodes[node]!.atoms.every((atom) => isVoid[atom])) return 'absent';
      if (shown[column]![node]) return 'detail';
      return sumOver(forest.nodes[node]!.atoms, minPersons[column]!) < minimumDetail
        ? 'tooFew'
        : 'complementary';
    },
  };
}
