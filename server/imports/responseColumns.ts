/** The header of a responses file: what each cell holds, in any order. */
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { type Columns, type Header, headingKey } from '../tables/reading/findHeader.ts';
import { namedWidth } from '../tables/reading/readTable.ts';
import type { ResponseProblem } from './responseFileError.ts';

export type Column = { kind: 'office' } | { kind: 'item' | 'demographic' | 'open'; position: number };

const officeHeadings = ['office', 'office code', 'واحد', 'کد واحد'].map(headingKey);

/** Headings are ids as they are; where no two ids differ only in case or signs, in any spelling. */
export function namesIn(questionnaire: Questionnaire): Columns<string> {
  const known = knownColumns(questionnaire);
  const byKey = new Map<string, string | null>();
  for (const id of known.keys()) {
    const folded = headingKey(id);
    byKey.set(folded, byKey.has(folded) ? null : id);
  }
  return {
    required: ['office', ...scoredIds(questionnaire)],
    fieldOf(heading) {
      if (known.has(heading)) return heading;
      const folded = headingKey(heading);
      return byKey.get(folded) ?? (officeHeadings.includes(folded) ? 'office' : null);
    },
  };
}

/** The column of each cell, and everything that is wrong with the header. Background and open questions may be missing, items may not. */
export function responseColumns(
  header: Pick<Header<string>, 'row' | 'headings'>,
  questionnaire: Questionnaire,
): { columns: (Column | null)[]; problems: ResponseProblem[] } {
  const known = knownColumns(questionnaire);
  const { fieldOf, required } = namesIn(questionnaire);
  const problems: ResponseProblem[] = [];
  const report = (column: number, name: string, expected: string) =>
    problems.push({ line: header.row, column, name, expected });
  const headings = header.headings.slice(0, namedWidth(header));
  const names = headings.map((heading) => fieldOf(heading) ?? heading);
  const columns = names.map((name, index) => {
    const column = known.get(name) ?? null;
    if (!column && name) report(index + 1, name, `expected one of ${listNames(known)}, found "${name}"`);
    else if (name && names.indexOf(name) < index) report(index + 1, name, 'expected each column once');
    return column;
  });
  for (const name of required) {
    if (!names.includes(name)) report(headings.length, name, `expected a column "${name}", found none`);
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
