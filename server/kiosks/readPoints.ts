/** Network points from a CSV (`code,office,name,kind`). Everything wrong is reported at once, by line. */
import { type CsvRow, NoCsv, readCsvRows } from '../http/csvRows.ts';
import type { FilePosition, FileProblem } from '../http/fileProblem.ts';
import { normaliseTyped } from '../i18n/digits.ts';
import { clean } from '../i18n/text.ts';
import type { Point } from './point.ts';

export class PointFileError extends Error {
  constructor(readonly problems: FileProblem[]) {
    super(
      problems.map(({ line, column, message }) => `line ${line}, column ${column}: ${message}`).join('\n'),
    );
  }
}

const columns = ['code', 'office', 'name', 'kind'] as const;
type Column = (typeof columns)[number];
const maxRows = 20_000;

/** @param offices codes that exist. @throws PointFileError */
export function readPoints(text: string, offices: ReadonlySet<string>): Point[] {
  const [header, ...rows] = parseRows(text);
  const names = (header?.cells ?? []).map((name) => name.toLowerCase());
  const missing = columns.filter((name) => name !== 'kind' && !names.includes(name));
  if (missing.length)
    throw new PointFileError(missing.map((field) => problem({ line: 1, column: 1, field }, 'column')));
  if (rows.length === 0) throw new PointFileError([problem({ line: 1, column: 1, field: '' }, 'empty')]);
  if (rows.length > maxRows)
    throw new PointFileError([problem({ line: maxRows + 2, column: 1, field: '' }, 'tooMany')]);
  const problems: FileProblem[] = [];
  const lineOfCode = new Map<string, number>();
  const points = rows.map(({ cells, line }) => {
    const cell = (name: Column) => clean(cells[names.indexOf(name)] ?? '');
    const point = {
      _id: normaliseTyped(cell('code')),
      office: normaliseTyped(cell('office')),
      name: cell('name'),
      kind: cell('kind'),
    };
    const wrong = (name: Column, message: string, values = {}) =>
      problems.push(problem({ line, column: names.indexOf(name) + 1, field: name }, message, values));
    const earlier = lineOfCode.get(point._id);
    if (!/^[\w.-]{1,64}$/.test(point._id)) wrong('code', 'code', { found: point._id });
    else if (earlier) wrong('code', 'codeTwice', { found: point._id, line: earlier });
    else lineOfCode.set(point._id, line);
    if (!offices.has(point.office)) wrong('office', 'office', { found: point.office });
    if (point.name.length < 1 || point.name.length > 200) wrong('name', 'name', { found: point.name });
    if (point.kind.length > 50) wrong('kind', 'kind', { found: point.kind });
    return point;
  });
  if (problems.length) throw new PointFileError(problems);
  return points;
}

function problem(
  position: FilePosition & { field: string },
  message: string,
  values: Record<string, unknown> = {},
): FileProblem {
  return {
    ...position,
    message: `kiosks:file.${message}`,
    values: { expected: columns.join(','), ...values },
  };
}

function parseRows(text: string): CsvRow[] {
  try {
    return readCsvRows(text);
  } catch (error) {
    if (!(error instanceof NoCsv)) throw error;
    throw new PointFileError([problem({ line: error.line, column: 1, field: '' }, 'csv')]);
  }
}
