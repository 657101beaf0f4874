/** The header of a responses file: what each cell holds, in any order. */
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import type { ResponseProblem } from './responseFileError.ts';

export type Column = { kind: 'office' } | { kind: 'item' | 'demographic' | 'open'; position: number };

/** The column of each cell, and everything that is wrong with the header. Background and open questions may be missing, items may not. */
export function responseColumns(
  header: readonly string[],
  questionnaire: Questionnaire,
): { columns: Column[]; problems: ResponseProblem[] } {
  const known = knownColumns(questionnaire);
  const problems: ResponseProblem[] = [];
  const report = (column: number, name: string, expected: string) =>
    problems.push({ line: 1, column, name, expected });
  const columns: Column[] = [];
  header.forEach((cell, index) => {
    const name = cell.trim();
    const column = known.get(name);
    if (!column) report(index + 1, name, `expected one of ${listNames(known)}, found "${name}"`);
    else if (header.findIndex((other) => other.trim() === name) < index)
      report(index + 1, name, 'expected each column once');
    else columns[index] = column;
  });
  const present = new Set(header.map((cell) => cell.trim()));
  for (const name of ['office', ...scoredIds(questionnaire)]) {
    if (!present.has(name)) report(header.length, name, `expected a column "${name}", found none`);
  }
  return { columns, problems };
}

function scoredIds({ items }: Questionnaire): string[] {
  return items.filter(({ dimension }) => dimension !== null).map(({ id }) => id);
}

function knownColumns({ items, demographics, openQuestions }: Questionnaire): Map<string, Column> {
  const of = (kind: 'item' | 'demographic' | 'open', list: readonly { id: string }[]) =>
    list.map(({ id }, position): [string, Column] => [id, { kind, position }]);
  return new Map([
    ['office', { kind: 'office' }],
    ...of('demographic', demographics),
    ...of('item', items),
    ...of('open', openQuestions),
  ]);
}

function listNames(known: ReadonlyMap<string, Column>): string {
  const names = [...known.keys()];
  return names.length > 12
    ? `${names.slice(0, 12).join(', ')} … (${names.length} columns)`
    : names.join(', ');
}
