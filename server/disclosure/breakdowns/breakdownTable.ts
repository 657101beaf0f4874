/**
 * What is asked about breakdowns, laid out for deciding all background questions together. The smallest groups of persons ("profiles") are
 * reporting unit × whole background; each column is everybody, or those who chose one option; each cell a column in one group.
 */
import { type AtomGroup, type Forest, laminarForest, lossWeights, sumOver } from '../laminarForest.ts';

export interface BackgroundQuestion {
  id: string;
  /** Ids of the options that may be shown, in order. */
  options: readonly string[];
}

export interface Profile {
  /** Position of the reporting unit. */
  unit: number;
  /** For each question the position of the option chosen; -1 where none was, or none that may be shown. */
  options: readonly number[];
}

/** One measure of the people of each profile. */
export interface ProfileMeasure {
  id: string;
  /** Persons with a score, their sum (0..100 each), and those on the favourable and on the unfavourable side. */
  n: ArrayLike<number>;
  sum: ArrayLike<number>;
  favourable: ArrayLike<number>;
  unfavourable: ArrayLike<number>;
  /** Groups whose mean is given exactly, and those whose mean is given at all. */
  exact(groupId: string): boolean;
  given(groupId: string): boolean;
}

export interface BreakdownInput {
  /** For each reporting unit, of how many questions (from the first on) its profiles tell the answers. */
  knownQuestions: readonly number[];
  groups: readonly AtomGroup[];
  /** In declared order: where not all can be decided, the later ones are not shown. */
  questions: readonly BackgroundQuestion[];
  profiles: readonly Profile[];
  /** A cell is shown for all of them or for none. */
  measures: readonly ProfileMeasure[];
  minimum: number;
  minimumDetail: number;
  /** Points (of 0..100) that an attacker's bounds on a hidden mean must stay apart; 20 unless told. */
  minRange?: number;
  /** Steps of elimination that may be spent; with more questions than that allows the last ones are left out. */
  maxSteps?: number;
}

export interface Column {
  question: number;
  option: number;
}

/** Everybody; the options follow. */
export const everybody = 0;

export interface BreakdownTable {
  input: BreakdownInput;
  forest: Forest;
  /** Without the one of everybody, which is at 0. */
  columns: (Column | null)[];
  /** Positions of profiles by column and unit. */
  profilesIn: number[][][];
  /** Fewest persons that any measure has, by profile; and whether nobody has any. */
  fewest: number[];
  isEmpty: boolean[];
  /** What is lost with each cell, by column and node. */
  loss: number[][];
}

function fewestOf({ profiles, measures }: BreakdownInput) {
  const counts = profiles.map((_, at) => measures.map(({ n }) => n[at]!));
  return {
    fewest: counts.map((each) => Math.min(...each)),
    isEmpty: counts.map((each) => each.every((n) => n === 0)),
  };
}

export function breakdownTable(input: BreakdownInput): BreakdownTable {
  const { groups, knownQuestions, questions, profiles } = input;
  const units = knownQuestions.length;
  const forest = laminarForest(groups, units);
  const columns: (Column | null)[] = [null];
  for (const [question, { options }] of questions.entries())
    for (const option of options.keys()) columns.push({ question, option });
  const { fewest, isEmpty } = fewestOf(input);
  const profilesIn = columns.map(() => Array.from({ length: units }, () => [] as number[]));
  for (const [at, { unit, options }] of profiles.entries()) {
    if (isEmpty[at]) continue;
    for (const [column, place] of columns.entries())
      if (place === null || options[place.question] === place.option) profilesIn[column]![unit]!.push(at);
  }
  const personsOf = (column: number) =>
    profilesIn[column]!.map((list) => list.reduce((sum, at) => sum + fewest[at]!, 0));
  const all = personsOf(everybody);
  const weights = lossWeights(forest, all);
  const loss = columns.map((column, at) => {
    const persons = personsOf(at);
    // Of two questions that cost the same the one declared first is kept.
    const later = column === null ? 0 : (0.3 * column.question) / questions.length;
    return forest.nodes.map(({ atoms }, node) => {
      const share = sumOver(atoms, persons) / Math.max(1, sumOver(atoms, all));
      return weights[node]! * (1 + share / 20) * (1 - later);
    });
  });
  return { input, forest, columns, profilesIn, fewest, isEmpty, loss };
}

/** Profiles of a cell. */
export const profilesOf = ({ forest, profilesIn }: BreakdownTable, column: number, node: number): number[] =>
  forest.nodes[node]!.atoms.flatMap((unit) => profilesIn[column]![unit]!);

export const total = (profiles: readonly number[], values: ArrayLike<number>): number => {
  let sum = 0;
  for (const at of profiles) sum += values[at]!;
  return sum;
};
