/**
 * Turns a foreign table into a responses file by a mapping of columns and labels, and lists what is wrong in it. Columns that are left out,
 * such as times, addresses and names, go no further. Runs in a thread.
 */
import { clean } from '../../i18n/text.ts';
import { csvLines } from '../../tables/csv.ts';
import { type Known, officeTarget, type Target } from './known.ts';
import { isEmptyLabel, leftEmpty } from './matchLabels.ts';
import type { ForeignColumn, ForeignTable } from './readForeign.ts';

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
  /** Rows of offices that were left out. */
  skipped: number;
  problems: ForeignProblem[];
  hasMoreProblems: boolean;
}

const maxProblems = 20;
const maxFound = 40;

/** For each different value of a column: its cell of the responses file, and what it means. */
interface MappedColumn {
  at: number;
  column: ForeignColumn;
  target: Target;
  cells: string[];
  /** An item is answered with it, not only said not to apply. */
  answers: boolean[];
  problems: (Pick<ForeignProblem, 'message' | 'found'> | null)[];
  /** Rows with it are left out. */
  skips: boolean[];
}

export function mapForeign(table: ForeignTable, known: Known, mapping: Mapping): MappedForeign {
  const columns = mappedColumns(table, known, mapping);
  const missing = known.targets.filter(
    ({ id, isNeeded }) => isNeeded && !columns.some(({ target }) => target.id === id),
  );
  const filler = missing.map(({ id }) => (id === officeTarget ? mapping.office : ''));
  const lines = [[...columns.map(({ target }) => target.id), ...missing.map(({ id }) => id)].join(',')];
  const found: MappedForeign = {
    csv: '',
    rows: table.rows.length,
    empty: 0,
    skipped: 0,
    problems: [],
    hasMoreProblems: false,
  };
  const damaged = new Map<number, ForeignTable['bad']>();
  for (const cell of table.bad) damaged.set(cell.at, [...(damaged.get(cell.at) ?? []), cell]);
  for (let row = 0; row < table.rows.length; row += 1) {
    const isSkipped = columns.some(({ skips, column }) => skips[column.codes[row]!]);
    if (isSkipped) {
      found.skipped += 1;
      continue;
    }
    const wrong = problemsIn(row, columns, damaged.get(row) ?? [], table.rows[row]!);
    found.problems.push(...wrong);
    if (found.problems.length > maxProblems) break;
    if (!columns.some(({ answers, column }) => answers[column.codes[row]!])) found.empty += 1;
    lines.push([...columns.map(({ cells, column }) => cells[column.codes[row]!]), ...filler].join(','));
  }
  found.hasMoreProblems = found.problems.length > maxProblems;
  found.problems = found.problems.slice(0, maxProblems);
  if (found.problems.length === 0) found.csv = `${lines.join('\n')}\n`;
  return found;
}

function problemsIn(
  row: number,
  columns: readonly MappedColumn[],
  damaged: ForeignTable['bad'],
  line: number,
): ForeignProblem[] {
  return columns.flatMap(({ at, column, problems }) => {
    const place = { row: line, column: at + 1, heading: column.heading };
    const damage = damaged.find((cell) => cell.column === at);
    if (damage) return [{ ...place, message: `tables:bad.${damage.kind}`, found: damage.found }];
    const problem = problems[column.codes[row]!];
    return problem ? [{ ...place, ...problem }] : [];
  });
}

function mappedColumns(
  { columns }: ForeignTable,
  { targets }: Known,
  { columns: chosen, labels }: Mapping,
): MappedColumn[] {
  const byId = new Map(targets.map((target) => [target.id, target]));
  return columns.flatMap((column, at) => {
    const target = byId.get(chosen[at] ?? '');
    return target ? [mappedColumn(at, column, target, labels.get(target.group) ?? new Map())] : [];
  });
}

function mappedColumn(
  at: number,
  column: ForeignColumn,
  target: Target,
  labels: ReadonlyMap<string, string>,
): MappedColumn {
  const mapped: MappedColumn = { at, column, target, cells: [], answers: [], problems: [], skips: [] };
  for (const value of column.values) {
    const isEmpty = isEmptyLabel(value);
    const text =
      target.kind !== 'open' ? (labels.get(value) ?? leftEmpty) : isEmpty ? leftEmpty : clean(value);
    const isLeft = text === leftEmpty;
    mapped.cells.push(isLeft ? '' : target.kind === 'open' ? quoted(text) : text);
    mapped.answers.push(target.kind === 'item' && !isLeft && text !== 'notApplicable');
    mapped.skips.push(target.kind === 'office' && isLeft && !isEmpty);
    const message =
      target.kind === 'office' && isEmpty
        ? 'imports:problem.noOffice'
        : target.kind === 'open' && text.length > target.maxLength
          ? 'imports:problem.tooLong'
          : '';
    mapped.problems.push(message ? { message, found: value.slice(0, maxFound) } : null);
  }
  return mapped;
}

/** A cell as CSV has it. */
const quoted = (text: string) => csvLines([[text, null]]).slice(0, -2);
