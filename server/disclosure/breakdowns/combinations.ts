/**
 * Combinations of shown rows that speak of too few persons: what an attacker solves by adding and subtracting whatever is shown. Pairs are
 * tried one by one; an elimination with the large groups as pivots leaves those rows that speak of small groups alone, and only
 * among these can a combination of few persons be, so they are turned over in several orders.
 */
import { atOnce, type Interruptible } from '../interruptible.ts';
import { type EliminatedRow, elimination, type OpenRow, openRows, type Steps } from './elimination.ts';
import { rowsByProfile, type ShownRow } from './shownRows.ts';

export interface Combination {
  /** Positions of the profiles that it speaks of. */
  profiles: number[];
  /** Positions of the rows that it is made of. */
  rows: number[];
  /** Whether it is the plain sum of its profiles. */
  isSum: boolean;
}

/** Profiles that all rows hold alike are one class: nothing tells them apart. */
export interface Classes {
  members: number[][];
  persons: number[];
  /** For each row its classes. */
  rows: number[][];
}

/** Groups of this size and more betray nobody, whatever they answer. */
const maxHeads = 100;

export function classesOf(rows: readonly ShownRow[], persons: readonly number[]): Classes {
  const byPattern = new Map<string, number>();
  const members: number[][] = [];
  const classRows: number[][] = rows.map(() => []);
  for (const [profile, list] of rowsByProfile(rows)) {
    const pattern = list.join();
    let at = byPattern.get(pattern);
    if (at === undefined) {
      at = members.push([]) - 1;
      byPattern.set(pattern, at);
      for (const row of list) classRows[row]!.push(at);
    }
    members[at]!.push(profile);
  }
  const heads = members.map((list) => list.reduce((sum, profile) => sum + persons[profile]!, 0));
  return { members, persons: heads, rows: classRows };
}

/** Orders in which the rows about small groups are turned over, besides the one by size. */
const orders = 4;

/** A number from 0 to 1 that hangs on nothing but the two. */
const scattered = (turn: number, column: number) => {
  const mixed = Math.imul(turn * 7919 + column + 1, 2654435761) >>> 0;
  return (((mixed ^ (mixed >>> 15)) * 2246822519) % 4294967296) / 4294967296;
};

/** Columns by a number of each, smallest first; of equal ones the first. */
export function sortedBy(columns: readonly number[], numberOf: (column: number) => number): number[] {
  const numbered = columns.map((column) => ({ column, number: numberOf(column) }));
  return numbered.sort((a, b) => a.number - b.number || a.column - b.column).map(({ column }) => column);
}

/**
 * Combinations by one order after another; no further order is tried once one of them matters.
 * @throws TooManySteps
 */
export function* findCombinations(
  classes: Classes,
  steps: Steps,
  threshold: number,
  matters: (found: Combination) => boolean,
): Interruptible<Combination[]> {
  const { members, persons, rows } = classes;
  const columns = members.length;
  const read = ({ values }: EliminatedRow): Combination[] => {
    const support: number[] = [];
    let heads = 0;
    for (let column = 0; column < columns && heads < maxHeads; column += 1) {
      if (values[column] === 0) continue;
      support.push(column);
      heads += persons[column]!;
    }
    if (support.length === 0 || heads >= maxHeads) return [];
    const first = values[support[0]!];
    const combination = {
      profiles: support.flatMap((column) => members[column]!),
      isSum: support.every((column) => values[column] === first),
      // Most combinations do not matter, and are dropped before anybody asks.
      get rows() {
        return [...rows.keys()].filter((at) => values[columns + at] !== 0);
      },
    };
    return matters(combination) ? [{ ...combination }] : [];
  };
  const bySize = sortedBy([...members.keys()], (column) => -persons[column]!);
  const reduced = yield* elimination(openRows(rows, columns), columns, bySize, steps);
  let found = reduced.flatMap(read);
  const small = reduced.filter(({ pivot }) => persons[pivot]! < threshold).map(({ values }) => values);
  const inSmall = columnsIn(small, columns);
  for (let turn = 1; turn <= orders && found.length === 0 && small.length > 1; turn += 1) {
    const order = sortedBy(inSmall, (column) => -(persons[column]! + 1) * scattered(turn, column));
    const turned = small.map((values) => openAgain(values, columns));
    found = (yield* elimination(turned, columns, order, steps)).flatMap(read);
  }
  return found;
}

export const combinationsOf = (...given: Parameters<typeof findCombinations>): Combination[] =>
  atOnce(findCombinations(...given));

/** Columns that are not 0 in one of the rows at least. */
function columnsIn(rows: readonly Int32Array[], columns: number): number[] {
  const isIn = new Uint8Array(columns);
  for (const values of rows)
    for (let column = 0; column < columns; column += 1) if (values[column] !== 0) isIn[column] = 1;
  return [...isIn.keys()].filter((column) => isIn[column] === 1);
}

function openAgain(values: Int32Array, columns: number): OpenRow {
  let filled = 0;
  for (let at = 0; at < columns; at += 1) if (values[at] !== 0) filled += 1;
  return { values: values.slice(), filled };
}
