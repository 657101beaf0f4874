/** Network points from a table (`code,office,name,kind`). Everything wrong is reported at once, by line. */
import type { FilePosition, FileProblem } from '../http/fileProblem.ts';
import { normaliseTyped } from '../i18n/digits.ts';
import { clean } from '../i18n/text.ts';
import { columnsNamed } from '../tables/reading/findHeader.ts';
import type { Reading } from '../tables/reading/reading.ts';
import {
  badCellProblems,
  cellsByField,
  placeOf,
  type ReadTable,
  readTable,
  withBadCells,
} from '../tables/reading/readTable.ts';
import { hasLostLetters, typedWhole } from '../tables/reading/tidyCell.ts';
import type { Point } from './point.ts';

const columns = columnsNamed(
  {
    code: ['کد', 'کد نقطه', 'point code'],
    office: ['واحد', 'کد واحد', 'office code'],
    name: ['نام', 'نام نقطه', 'نام محل'],
    kind: ['نوع', 'نوع نقطه', 'type'],
  },
  ['code', 'office', 'name'],
);
type Column = 'code' | 'office' | 'name' | 'kind';
const expected = 'code,office,name,kind';
const maxRows = 20_000;

export type ReadPoints = { points: Point[]; reading: Reading; content: string } | { problems: FileProblem[] };

/** @param offices codes that exist */
export async function readPoints(bytes: Buffer, offices: ReadonlySet<string>): Promise<ReadPoints> {
  const table = await readTable(bytes, columns, expected);
  if ('problem' in table) return { problems: [table.problem] };
  const { header, rows, reading, content } = table;
  const atHeader = (field: string, message: string) => problem(placeOf(header, 0, reading), field, message);
  const missing = columns.required.filter((name) => !header.fields.includes(name));
  if (missing.length) return { problems: missing.map((field) => atHeader(field, 'column')) };
  if (rows.length === 0) return { problems: [atHeader('', 'empty')] };
  if (rows.length > maxRows)
    return { problems: [problem(placeOf(rows[maxRows]!, 0, reading), '', 'tooMany')] };
  const { points, problems } = pointsOf(table, offices);
  const all = withBadCells(badCellProblems(table), problems);
  return all.length ? { problems: all } : { points, reading, content };
}

function pointsOf({ header, rows, reading }: ReadTable<Column>, offices: ReadonlySet<string>) {
  const problems: FileProblem[] = [];
  const lineOfCode = new Map<string, number>();
  const codeColumn = header.fields.indexOf('code');
  // A point may stand in a code; only where all codes are numbers with decimals has a program added them.
  const isDecimal = rows.every(({ cells }) => /^\p{Nd}+[.٫][0٠۰]+$/u.test(cells[codeColumn] ?? ''));
  const points = rows.map((row) => {
    const named = cellsByField(row, header);
    const cell = (name: Column) => named[name] ?? '';
    const point = {
      _id: isDecimal ? typedWhole(cell('code')) : normaliseTyped(cell('code')),
      office: typedWhole(cell('office')),
      name: clean(cell('name')),
      kind: clean(cell('kind')),
    };
    const wrong = (name: Column, message: string, values = {}) =>
      problems.push(problem(placeOf(row, header.fields.indexOf(name), reading), name, message, values));
    const earlier = lineOfCode.get(point._id);
    if (!/^[\w.-]{1,64}$/.test(point._id)) wrong('code', 'code', { found: point._id });
    else if (earlier) wrong('code', 'codeTwice', { found: point._id, line: earlier });
    else lineOfCode.set(point._id, row.row);
    if (!offices.has(point.office)) wrong('office', 'office', { found: point.office });
    const isName = point.name.length >= 1 && point.name.length <= 200 && !hasLostLetters(point.name);
    if (!isName) wrong('name', 'name', { found: point.name });
    if (point.kind.length > 50) wrong('kind', 'kind', { found: point.kind });
    return point;
  });
  return { points, problems };
}

const problem = (
  position: FilePosition,
  field: string,
  message: string,
  values: Record<string, unknown> = {},
): FileProblem => ({
  ...position,
  field,
  message: `kiosks:file.${message}`,
  values: { expected, ...values },
});
