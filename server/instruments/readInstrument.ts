/** Reads one instrument file and names all that is wrong with it at once: file, line, column, path and what was expected. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { type Instrument, instrumentSchema } from './instrument.ts';
import { checkInstrumentRules, type Problem } from './instrumentRules.ts';
import { JsonSyntaxError, type Place, pathText, readJson } from './jsonSource.ts';

export type InstrumentProblem = Place & { file: string; path: string; message: string };

export class InstrumentFileError extends Error {
  constructor(readonly problems: readonly InstrumentProblem[]) {
    super(problems.map(problemText).join('\n'));
    this.name = 'InstrumentFileError';
  }
}

function problemText({ file, line, column, path, message }: InstrumentProblem): string {
  return `${file}: line ${line}, column ${column}${path ? ` (${path})` : ''}: ${message}`;
}

/** zod's words with ours for what a writer of files meets most; unknown names are placed at the name itself. */
function schemaProblems(issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .filter((name) => name !== 'showIf' || !issue.path.includes('items'))
      .map((name) => ({ path: [...issue.path, name], message: `unknown field "${name}"` }));
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return [{ path: issue.path, message: `expected ${issue.expected}, found nothing` }];
  }
  return [{ path: issue.path, message: issue.message.replace(/^Invalid (input|option): /, '') }];
}

/**
 * An instrument from the text of its file; `file` is only used in messages.
 * @throws InstrumentFileError with every problem, in the order of the file
 */
export function parseInstrument(text: string, file: string): Instrument {
  const source = readSource(text, file);
  const parsed = instrumentSchema.safeParse(source.value, { reportInput: true });
  const problems = [
    ...source.repeated.map((path) => ({ path, message: 'expected each name once in an object' })),
    ...(parsed.error?.issues ?? []).flatMap(schemaProblems),
    ...checkInstrumentRules(source.value),
  ];
  if (parsed.success && problems.length === 0) return parsed.data;
  const placed = problems.map(({ path, message }) => ({
    file,
    ...source.placeOf(path),
    path: pathText(path),
    message,
  }));
  throw new InstrumentFileError(placed.sort((a, b) => a.line - b.line || a.column - b.column));
}

function readSource(text: string, file: string) {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new InstrumentFileError([
      { file, ...error.place, path: '', message: `expected ${error.expected} (the file is not valid JSON)` },
    ]);
  }
}

/** @throws InstrumentFileError, or the system's error when the file cannot be read */
export function readInstrumentFile(path: string): Instrument {
  return parseInstrument(readFileSync(path, 'utf8'), path);
}
