/**
 * Decides which options of all background questions may be shown for which groups, together: every option that has enough people is shown at
 * first, then the cheapest of those from which too much follows are hidden until nothing does, and at last those are shown again that
 * need not have been hidden. What may follow is said in README.md of the folder above.
 */

import { isRevealing } from '../boundDistribution.ts';
import {
  type BreakdownInput,
  type BreakdownTable,
  breakdownTable,
  everybody,
  profilesOf,
  total,
} from './breakdownTable.ts';
import { type Cell, Decision, type Level } from './decision.ts';
import { TooManySteps } from './elimination.ts';

export interface BreakdownDecisions {
  /** By column (everybody, then the options of all questions) and node of the forest. */
  shown: readonly (readonly boolean[])[];
  /** @throws RangeError for an unknown question, option or group */
  decide(question: string, option: string, groupId: string): 'detail' | 'tooFew' | 'complementary' | 'absent';
}

/** About eight seconds of one core for one instrument; the demo province needs a hundredth of that. */
const usualSteps = 4e8;

function levelsOf(table: BreakdownTable): Level[] {
  const { input, forest } = table;
  const levels = new Map<string, Level>();
  const kinds = [
    { isExact: true, threshold: input.minimumDetail, of: 'exact' as const },
    { isExact: false, threshold: input.minimum, of: 'given' as const },
  ];
  for (const { isExact, threshold, of } of kinds)
    for (const measure of input.measures) {
      const nodes = new Set(
        input.groups.filter(({ id }) => measure[of](id)).map(({ id }) => forest.nodeOf.get(id)),
      );
      const wholes = forest.nodes.map((_, node) => nodes.has(node));
      const key = `${wholes.map(Number).join('')}`;
      const known = levels.get(key);
      // Where all that is given is exact the stricter rule covers the other.
      if (known && (known.isExact || !isExact)) {
        if (known.isExact === isExact) levels.set(key, { ...known, measures: [...known.measures, measure] });
        continue;
      }
      levels.set(key, { wholes, measures: [measure], fewest: [], threshold, isExact });
    }
  return [...levels.values()].map((level) => ({
    ...level,
    fewest: input.profiles.map((_, at) => Math.min(...level.measures.map(({ n }) => n[at]!))),
  }));
}

/** Cells that may be shown at all: the whole is, they have enough people, and are not of one mind. */
function openCells(table: BreakdownTable, questions: number): boolean[][] {
  const { input, forest, columns, fewest, profilesIn } = table;
  const isTotalShown = forest.nodes.map(() => false);
  for (const { id } of input.groups) {
    const node = forest.nodeOf.get(id);
    if (node !== undefined) isTotalShown[node] = input.measures.every((measure) => measure.exact(id));
  }
  const isUnknown = (unit: number, question: number) =>
    question >= input.knownQuestions[unit]! && profilesIn[everybody]![unit]!.length > 0;
  return columns.map((column, at) =>
    forest.nodes.map((_, node) => {
      if (column === null || column.question >= questions || !isTotalShown[node]) return false;
      const { question } = column;
      if (forest.nodes[node]!.atoms.some((unit) => isUnknown(unit, question))) return false;
      const profiles = profilesOf(table, at, node);
      if (total(profiles, fewest) < input.minimumDetail) return false;
      return !input.measures.some((measure) =>
        isRevealing(total(profiles, measure.n), [
          total(profiles, measure.favourable),
          total(profiles, measure.unfavourable),
        ]),
      );
    }),
  );
}

type Shown = readonly (readonly boolean[])[];

/** Of the open cells those that `before` shows as well, and the others. */
function likeBefore(open: boolean[][], before: (column: number, node: number) => boolean) {
  const left: Cell[] = [];
  const shown = open.map((nodes, column) =>
    nodes.map((isOpen, node) => {
      if (isOpen && !before(column, node)) left.push({ column, node });
      return isOpen && before(column, node);
    }),
  );
  return { shown, left };
}

/** One question after the other is decided with those before it, until the steps are used up. @param like begin with what it shows */
function decideShown(table: BreakdownTable, like?: Shown): Shown {
  const { columns, input } = table;
  const { questions, maxSteps = usualSteps } = input;
  const levels = levelsOf(table);
  const steps = { left: maxSteps };
  let best: Shown = columns.map(() => table.forest.nodes.map(() => false));
  for (let count = 1; count <= questions.length; count += 1) {
    const isNew = (column: number) => columns[column]?.question === count - 1;
    const { shown, left } = likeBefore(openCells(table, count), (column, node) =>
      isNew(column) ? like === undefined || like[column]![node]! : best[column]![node]!,
    );
    const decision = new Decision(table, levels, steps, shown);
    try {
      decision.settle(
        left.filter(({ column }) => isNew(column)),
        ({ column }) => isNew(column),
      );
      best = decision.shown;
    } catch (error) {
      if (!(error instanceof TooManySteps)) throw error;
      return best;
    }
  }
  return best;
}

/**
 * @param like what was decided of the same people by other measures: much the same is decided, in less time
 * @throws RangeError when groups overlap without nesting
 */
export function protectBreakdowns(input: BreakdownInput, like?: BreakdownDecisions): BreakdownDecisions {
  const table = breakdownTable(input);
  const shown = decideShown(table, like?.shown);
  const place = new Map<string, number>();
  for (const [column, each] of table.columns.entries())
    if (each) {
      const { id, options } = input.questions[each.question]!;
      place.set(`${id} ${options[each.option]}`, column);
    }
  const known = new Set(input.groups.map(({ id }) => id));
  return {
    shown,
    decide(question, option, groupId) {
      const column = place.get(`${question} ${option}`);
      if (column === undefined || !known.has(groupId))
        throw new RangeError(`Unknown option ${option} of ${question} or group ${groupId}`);
      const node = table.forest.nodeOf.get(groupId);
      if (node === undefined || profilesOf(table, everybody, node).length === 0) return 'absent';
      if (shown[column]![node]) return 'detail';
      return total(profilesOf(table, column, node), table.fewest) < input.minimumDetail
        ? 'tooFew'
        : 'complementary';
    },
  };
}
