/**
 * What follows exactly: combinations of shown rows that speak of fewer people than the minimum. A reduced row whose pivots are the large
 * groups has few small ones; many orders of the columns find those that hang on several small groups together.
 */
import { chanceFrom } from './chance.ts';
import { reduced } from './exactRows.ts';

export interface WeighedRow {
  /** Positions of groups; each is once in it. */
  groups: readonly number[];
}

export interface SolvedGroup {
  /** What is known is the sum of coefficient × sum of the group's scores. */
  terms: { group: number; coefficient: number }[];
  people: number;
  /** The rows that it follows from, with their coefficients. */
  from: { row: number; coefficient: number }[];
}

/** Groups that every row holds alike cannot be told apart and count as one. */
function columnsOf(rows: readonly WeighedRow[], people: readonly number[]) {
  const patterns = new Map<string, number[]>();
  const inRows = people.map(() => [] as number[]);
  for (const [at, { groups }] of rows.entries()) for (const group of groups) inRows[group]!.push(at);
  for (const [group, list] of inRows.entries()) {
    if (list.length === 0 || people[group] === 0) continue;
    const pattern = list.join(' ');
    patterns.set(pattern, [...(patterns.get(pattern) ?? []), group]);
  }
  const columns = [...patterns.values()];
  const weights = columns.map((groups) => groups.reduce((sum, group) => sum + people[group]!, 0));
  const columnOf = new Map(columns.flatMap((groups, column) => groups.map((group) => [group, column])));
  const matrix = rows.map(({ groups }) => {
    const row = columns.map(() => 0);
    for (const group of groups) {
      const column = columnOf.get(group);
      if (column !== undefined) row[column] = 1;
    }
    return row;
  });
  return { columns, weights, matrix };
}

const orders = 12;

/** Every solved group that was found, by the names of its groups; `people` of each smallest group that count. */
export function solvedGroups(
  rows: readonly WeighedRow[],
  people: readonly number[],
  minimum: number,
): Map<string, SolvedGroup> {
  const { columns, weights, matrix } = columnsOf(rows, people);
  const found = new Map<string, SolvedGroup>();
  const note: Note = (row, combination) => {
    let held = 0;
    for (let column = 0; column < row.length; column += 1) {
      if (row[column] !== 0) held += weights[column]!;
      if (held >= minimum) return;
    }
    if (held === 0) return;
    const terms = row.flatMap((coefficient, column) =>
      coefficient === 0 ? [] : columns[column]!.map((group) => ({ group, coefficient })),
    );
    const sources = combination().flatMap((coefficient, at) =>
      coefficient === 0 ? [] : [{ row: at, coefficient }],
    );
    const name = JSON.stringify(terms.map(({ group }) => group).sort((a, b) => a - b));
    const known = found.get(name);
    if (!known || known.from.length > sources.length) found.set(name, { terms, people: held, from: sources });
  };
  differences(matrix, note);
  const chance = chanceFrom(rows.length * 1000 + columns.length);
  for (let turn = 0; turn < orders; turn += 1) {
    // The large ones first; then by size and chance.
    const rank = weights.map((weight) => -(weight + 1) * (turn === 0 ? 1 : chance.next()));
    const order = [...columns.keys()].sort((a, b) => rank[a]! - rank[b]!);
    for (const { row, from } of reduced(matrix, order)) note(row, () => from);
  }
  return found;
}

type Note = (row: readonly number[], combination: () => readonly number[]) => void;

/** One shown group less another. */
function differences(matrix: readonly number[][], note: Note): void {
  for (const [a, one] of matrix.entries()) {
    note(one, () => matrix.map((_, at) => Number(at === a)));
    for (const [b, other] of matrix.entries()) {
      if (b <= a) continue;
      note(
        one.map((value, column) => value - other[column]!),
        () => matrix.map((_, at) => (at === a ? 1 : at === b ? -1 : 0)),
      );
    }
  }
}
