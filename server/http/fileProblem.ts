/** What is wrong with a file that a person sent, and where: for its page in the reader's language, and as a line in English. */
import { translator } from '../i18n/translator.ts';

/** Where a value stands: line, from 1; column is the character in JSON and the number of the cell in CSV, both from 1. */
export interface FilePosition {
  line: number;
  column: number;
  /** The worksheet, where the file is a workbook. */
  sheet?: string;
}

export interface FileProblem extends FilePosition {
  /** The name of a column, or the path of a value in JSON; empty where none can be named. */
  field: string;
  /** Key of a sentence that says what is needed there. */
  message: string;
  values: Record<string, unknown>;
}

export const sortByPosition = <P extends FilePosition>(problems: readonly P[]): P[] =>
  [...problems].sort((a, b) => a.line - b.line || a.column - b.column);

/** One line for the command line and the log. */
export function problemLine(file: string, problem: FileProblem): string {
  const { line, column, field, sheet, message, values } = problem;
  const place = line
    ? `${sheet ? `sheet "${sheet}", ` : ''}line ${line}, column ${column}${field ? ` (${field})` : ''}: `
    : '';
  return `${file}: ${place}${translator('en')(message, values)}`;
}

/** What was found, short enough to be repeated in a sentence. */
export function shortened(found: unknown): string | number {
  if (typeof found === 'number') return found;
  const written =
    found === undefined || found === null ? '' : typeof found === 'string' ? found : JSON.stringify(found);
  return written.length > 40 ? `${written.slice(0, 40)}…` : written;
}
