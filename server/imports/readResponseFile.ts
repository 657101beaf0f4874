/**
 * Reads a responses file (CSV) of any length as a stream, in constant memory. After the first error no response is passed on, and all
 * errors up to a limit are reported at once.
 */
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { delimiterOf } from '../http/csvRows.ts';
import type { Questionnaire } from '../instruments/compileQuestionnaire.ts';
import { checkUtf8, NotUtf8 } from './checkUtf8.ts';
import { cellReader, type ReadResponse } from './readCells.ts';
import { responseColumns } from './responseColumns.ts';
import { maxListedProblems, ResponseFileError, type ResponseProblem } from './responseFileError.ts';

export interface ResponseFileInput {
  file: string;
  questionnaire: Questionnaire;
  officeCodes: readonly string[];
  /** Called for every response in the order of the file, and awaited. */
  onResponse: (response: ReadResponse) => void | Promise<void>;
}

/**
 * Resolves to the number of responses and of lines without any answer.
 * @throws ResponseFileError, or the system's error when the file cannot be read
 */
export async function readResponseFile(
  source: ResponseFileInput,
): Promise<{ responses: number; empty: number }> {
  const problems: ResponseProblem[] = [];
  const counts = { responses: 0, empty: 0 };
  const at = { line: 0 };
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(headerOf(source.file)),
    relax_column_count: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    on_record: recordReader(source, problems, at) as never,
  });
  try {
    await pipeline(createReadStream(source.file), checkUtf8(), parser, async (responses) => {
      for await (const response of responses as AsyncIterable<ReadResponse>) {
        if (response.isEmpty) counts.empty += 1;
        else {
          counts.responses += 1;
          if (problems.length === 0) await source.onResponse(response);
        }
      }
    });
  } catch (error) {
    throw asFileError(source.file, error, problems, at.line + 1);
  }
  if (problems.length === 0 && counts.responses + counts.empty === 0)
    problems.push(nothingIn(parser.info.records));
  if (problems.length > 0) throw new ResponseFileError(source.file, problems);
  return counts;
}

/** A header of ids is short, so the beginning of the file is enough. @throws the system's error when the file cannot be read */
function headerOf(path: string): string {
  const file = openSync(path, 'r');
  const start = Buffer.alloc(65_536);
  try {
    return start.toString('utf8', 0, readSync(file, start, 0, start.length, 0)).split(/[\r\n]/, 1)[0] ?? '';
  } finally {
    closeSync(file);
  }
}

/** A file without any line of answers would make a wave without respondents. */
function nothingIn(records: number): ResponseProblem {
  const position = { column: 1, name: '' };
  return records === 0
    ? { ...position, line: 1, expected: 'expected a header line, found an empty file' }
    : { ...position, line: 2, expected: 'expected at least one line of answers, found only the header line' };
}

/** Thrown when there are enough problems to stop reading. */
class EnoughProblems extends Error {}

/** The first record is the header; every other becomes a response or adds to the problems. `at.line` is where the last one ended. */
function recordReader(
  { questionnaire, officeCodes }: ResponseFileInput,
  problems: ResponseProblem[],
  at: { line: number },
) {
  let read: ReturnType<typeof cellReader> | undefined;
  let width = 0;
  return (record: string[], { lines }: { lines: number }): ReadResponse | null => {
    at.line = lines;
    if (!read) {
      const { columns, problems: wrong } = responseColumns(record, questionnaire);
      problems.push(...wrong);
      if (wrong.length > 0) throw new EnoughProblems();
      read = cellReader(questionnaire, officeCodes, columns);
      width = record.length;
      return null;
    }
    if (record.length !== width) {
      problems.push({
        line: firstLine(record, lines),
        column: Math.min(record.length, width) + 1,
        name: '',
        expected: `expected ${width} cells, found ${record.length}`,
      });
      if (problems.length >= maxListedProblems) throw new EnoughProblems();
      return null;
    }
    const { response, problems: wrong } = read(record);
    if (wrong.length === 0) return response;
    const line = firstLine(record, lines);
    problems.push(...wrong.map((problem) => ({ line, ...problem })));
    if (problems.length >= maxListedProblems) throw new EnoughProblems();
    return response;
  };
}

/** The line on which a record begins, from the line on which it ends. */
function firstLine(record: readonly string[], last: number): number {
  return last - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

/** @param next the line on which the unreadable record begins */
function asFileError(file: string, error: unknown, problems: ResponseProblem[], next: number): unknown {
  if (error instanceof EnoughProblems || problems.length >= maxListedProblems) {
    return new ResponseFileError(
      file,
      problems.slice(0, maxListedProblems),
      problems.length >= maxListedProblems,
    );
  }
  if (error instanceof NotUtf8) {
    const wrong = { line: error.line, column: 1, name: '', expected: 'expected UTF-8 text' };
    return new ResponseFileError(file, [...problems, wrong]);
  }
  if (error instanceof CsvError) {
    const column = typeof error.column === 'number' ? error.column + 1 : 1;
    const what = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote that nothing closes' : error.message;
    const wrong = { line: next, column, name: '', expected: `expected CSV, found ${what}` };
    return new ResponseFileError(file, [...problems, wrong]);
  }
  return error;
}
