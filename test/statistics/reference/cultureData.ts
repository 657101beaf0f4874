/** The invented province: both waves read, recoded and scored once. */
import { recode } from '../../../server/instruments/scoring.ts';
import { halfRuleScore, points } from './scores.ts';
import { type Branch, branch, csvRows, number, reference } from './tree.ts';

export interface Wave {
  rows: Record<string, string | null>[];
  raw: Map<string, (number | null)[]>;
  /** Answers by item after reverse keying, in the order of the rows. */
  items: Map<string, (number | null)[]>;
  /** Half-rule scores by dimension, in the order of the rows. */
  scores: Map<string, (number | null)[]>;
}

export const culture: Branch = branch(reference, 'culture');
export const key = csvRows('culture_key.csv');
export const dimensions = Object.keys(branch(culture, 'key'));
export const itemsOf = (dimension: string): string[] =>
  key.filter((row) => row.dimension === dimension).map((row) => row.item!);
export const reversed = new Set(key.filter((row) => row.reverse === '1').map((row) => row.item!));
export const offices = csvRows('culture_offices.csv').map((row) => ({
  id: row.office_id!,
  governorate: row.governorate!,
  headcount: Number(row.headcount),
}));

export const wave1 = readWave('culture_wave1.csv');
export const wave2 = readWave('culture_wave2.csv');

/** The answers of each person to the items named, row by row. */
export function answersTo(answers: Map<string, (number | null)[]>, names: string[]): (number | null)[][] {
  return answers.get(names[0]!)!.map((_, i) => names.map((name) => answers.get(name)![i]!));
}

/** Positions of the rows that have each value of a column, in order of first appearance. */
export function rowsBy(wave: Wave, column: string): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [i, row] of wave.rows.entries()) {
    const value = row[column];
    if (value) groups.set(value, [...(groups.get(value) ?? []), i]);
  }
  return groups;
}

function readWave(file: string): Wave {
  const rows = csvRows(file);
  const names = key.map((row) => row.item!);
  const raw = new Map(names.map((name) => [name, rows.map((row) => number(row[name]))]));
  const items = new Map(
    names.map((name) => {
      const answers = raw.get(name)!;
      return [name, reversed.has(name) ? answers.map((answer) => answer && recode(answer, points)) : answers];
    }),
  );
  const scores = new Map(
    dimensions.map((dimension) => [
      dimension,
      answersTo(items, itemsOf(dimension)).map((row) => halfRuleScore(row)),
    ]),
  );
  return { rows, raw, items, scores };
}
