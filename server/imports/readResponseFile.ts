/**
 * Reads a responses file of any length as a stream, in constant memory. After the first error no response is passed on, and all
 * errors up to a limit are reported at once.
 */

import { translator } from '../i18n/translator.ts';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { type OpenTable, openTable, type TableRow } from '../tables/reading/openTable.ts';
import type { Reading } from '../tables/reading/reading.ts';
import { UnreadableFile } from '../tables/reading/unreadable.ts';
import { cellReader, type ReadResponse } from './readCells.ts';
import { type Column, namesIn, responseColumns } from './responseColumns.ts';
import { maxListedProblems, ResponseFileError, type ResponseProblem } from './responseFileError.ts';

export interface ResponseFileInput {
  file: string;
  /** What the file holds, where it is not on a disk. */
  bytes?: Buffer | undefined;
  questionnaire: Questionnaire;
  officeCodes: readonly string[];
  /** Called for every response in the order of the file, and awaited. */
  onResponse: (response: ReadResponse) => void | Promise<void>;
}

export interface ReadResponses {
  responses: number;
  /** Lines without any answer. */
  empty: number;
  reading: Reading;
}

/** @throws ResponseFileError, or the system's error when the file cannot be read */
export async function readResponseFile(source: ResponseFileInput): Promise<ReadResponses> {
  const problems: ResponseProblem[] = [];
  let table: OpenTable<string> | undefined;
  try {
    table = await openTable(source.bytes ?? { file: source.file }, namesIn(source.questionnaire));
    const counts = await readRows(table, source, problems);
    const isEnough = problems.length >= maxListedProblems;
    if (problems.length > 0)
      throw new ResponseFileError(source.file, problems.slice(0, maxListedProblems), isEnough);
    return { ...counts, reading: table.reading };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    throw new ResponseFileError(source.file, [...problems, problemOf(error)]);
  } finally {
    await table?.close();
  }
}

async function readRows(
  table: OpenTable<string>,
  { questionnaire, officeCodes, onResponse }: ResponseFileInput,
  problems: ResponseProblem[],
): Promise<{ responses: number; empty: number }> {
  const counts = { responses: 0, empty: 0 };
  // Where no row names a column, the first is what was meant as the header.
  const header = table.header ?? { row: 1, headings: table.first.map((cell) => cell.trim()) };
  const { columns, problems: wrong } = responseColumns(header, questionnaire);
  problems.push(...wrong);
  if (wrong.length > 0) return counts;
  const read = cellReader(questionnaire, officeCodes, columns);
  for await (const row of table.rows()) {
    const misshapen = rowProblems(row, columns);
    const { response, problems: inCells } =
      misshapen.length > 0 ? { response: null, problems: misshapen } : read(row.cells);
    problems.push(...inCells.map((problem) => ({ line: row.row, ...problem })));
    if (problems.length >= maxListedProblems) return counts;
    if (!response) continue;
    counts[response.isEmpty ? 'empty' : 'responses'] += 1;
    if (!response.isEmpty && problems.length === 0) await onResponse(response);
  }
  if (problems.length === 0 && counts.responses + counts.empty === 0) problems.push(nothingBelow(header.row));
  return counts;
}

/** Bad cells of a workbook, and lines with too many cells or cut off before a column that is needed. */
function rowProblems(
  { cells, written, bad }: TableRow,
  columns: readonly (Column | null)[],
): Omit<ResponseProblem, 'line'>[] {
  const t = translator('en');
  const inColumns = bad.filter(({ column }) => columns[column]);
  if (inColumns.length > 0)
    return inColumns.map(({ column, kind, found }) => ({
      column: column + 1,
      name: '',
      expected: t(`tables:bad.${kind}`, { found }),
    }));
  const needed = columns.findLastIndex((column) => column?.kind === 'office' || column?.kind === 'item') + 1;
  if (cells.length <= columns.length && written >= needed) return [];
  const found = cells.length > columns.length ? cells.length : written;
  const column = Math.min(found, columns.length) + 1;
  return [{ column, name: '', expected: `expected ${columns.length} cells, found ${found}` }];
}

/** A file without any line of answers would make a wave without respondents. */
const nothingBelow = (headerRow: number): ResponseProblem => ({
  line: headerRow + 1,
  column: 1,
  name: '',
  expected: 'expected at least one line of answers, found only the header line',
});

function problemOf({ reason, line, column }: UnreadableFile): ResponseProblem {
  const place = { line: line || 1, column: column || 1, name: '' };
  if (reason === 'empty') return { ...place, expected: 'expected a header line, found an empty file' };
  if (reason === 'quote') return { ...place, expected: 'expected CSV, found a quote that nothing closes' };
  return { ...place, expected: translator('en')(`tables:unreadable.${reason}`) };
}
