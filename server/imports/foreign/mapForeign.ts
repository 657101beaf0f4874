/**
 * Turns a foreign table into a responses file by a mapping of columns and labels, and lists what the mapping does not cover. Columns that
 * are left out, such as times, addresses and names, are not read any further. Runs in a thread.
 */
import { clean } from '../../i18n/text.ts';
import { csvLines } from '../../tables/csv.ts';
import type { Reading } from '../../tables/reading/reading.ts';
import { type Known, officeTarget, type Target } from './known.ts';
import type { MatchHeading } from './matchHeadings.ts';
import { isEmptyLabel, leftEmpty } from './matchLabels.ts';
import { headingsOf, openForeign, type TableRow, withoutUnread } from './readForeign.ts';

export interface Mapping {
  /** For each column the id of a question, or empty. */
  columns: string[];
  /** By the id of a group: for each label the value it stands for, or `leftEmpty`. */
  labels: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The office of all rows, where no column says it; or empty. */
  office: string;
}

export interface ForeignProblem {
  row: number;
  column: number;
  heading: string;
  /** Key of a sentence, with what was found. */
  message: string;
  found: string;
}

export interface MappedForeign {
  /** A responses file; empty while there is a problem. */
  csv: string;
  rows: number;
  /** Rows without an answer to any item. */
  empty: number;
  problems: ForeignProblem[];
  hasMoreProblems: boolean;
  reading: Reading;
}

const maxProblems = 20;
const maxFound = 40;

interface MappedColumn {
  at: number;
  heading: string;
  target: Target;
  values: ReadonlyMap<string, string>;
}

export async function mapForeign(
  bytes: Buffer,
  match: MatchHeading,
  known: Known,
  mapping: Mapping,
): Promise<MappedForeign> {
  const table = await openForeign(bytes, match);
  try {
    const columns = mappedColumns(headingsOf(table), known, mapping);
    const missing = known.targets.filter(
      ({ id, isNeeded }) => isNeeded && !columns.some(({ target }) => target.id === id),
    );
    const lines: string[][] = [[...columns.map(({ target }) => target.id), ...missing.map(({ id }) => id)]];
    const filler = missing.map(({ id }) => (id === officeTarget ? mapping.office : ''));
    const problems: ForeignProblem[] = [];
    const counts = { rows: 0, empty: 0 };
    for await (const row of table.rows()) {
      const { cells, wrong, isEmpty } = mapRow(row, columns);
      counts.rows += 1;
      if (isEmpty) counts.empty += 1;
      problems.push(...wrong);
      if (problems.length > maxProblems) break;
      if (problems.length === 0) lines.push([...cells, ...filler]);
    }
    const isSound = problems.length === 0;
    return {
      csv: isSound ? csvLines(lines) : '',
      ...counts,
      problems: problems.slice(0, maxProblems),
      hasMoreProblems: problems.length > maxProblems,
      reading: withoutUnread(table.reading),
    };
  } finally {
    await table.close();
  }
}

function mappedColumns(headings: string[], { targets }: Known, { columns, labels }: Mapping): MappedColumn[] {
  const byId = new Map(targets.map((target) => [target.id, target]));
  return headings.flatMap((heading, at) => {
    const target = byId.get(columns[at] ?? '');
    if (!target) return [];
    return [{ at, heading, target, values: labels.get(target.group) ?? new Map() }];
  });
}

/** A label that nobody has mapped stays empty only where a person has said so; the page before this one asks for each. */
function mapRow({ row, cells, bad }: TableRow, columns: readonly MappedColumn[]) {
  const wrong: ForeignProblem[] = [];
  let isEmpty = true;
  const mapped = columns.map(({ at, heading, target, values }) => {
    const cell = cells[at] ?? '';
    const problem = (message: string, found: string) =>
      wrong.push({ row, column: at + 1, heading, message, found: found.slice(0, maxFound) });
    const damage = bad.find(({ column }) => column === at);
    if (damage) problem(`tables:bad.${damage.kind}`, damage.found);
    if (target.kind === 'open') {
      const text = isEmptyLabel(cell) ? '' : clean(cell);
      if (text.length > target.maxLength) problem('imports:problem.tooLong', text);
      return text;
    }
    const value = isEmptyLabel(cell) ? leftEmpty : (values.get(cell) ?? leftEmpty);
    if (target.kind === 'office' && value === leftEmpty && !damage) problem('imports:problem.noOffice', cell);
    if (value === leftEmpty) return '';
    if (target.kind === 'item' && value !== 'notApplicable') isEmpty = false;
    return value;
  });
  return { cells: mapped, wrong, isEmpty };
}
