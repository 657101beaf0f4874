/** Reads one instrument file and lists everything wrong with it at once: file, line, column, path and what is expected there. */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { type FileProblem, problemLine, shortened, sortByPosition } from '../http/fileProblem.ts';
import {
  JsonSyntaxError,
  type PositionedJson,
  parsePositionedJson,
  pathText,
} from '../http/positionedJson.ts';
import { type Instrument, instrumentSchema } from './instrument.ts';
import { checkInstrumentRules, type Problem } from './instrumentRules.ts';

export type InstrumentProblem = FileProblem & { file: string };

/** `message` is English, with one line for each problem; pages show `problems` in the reader's language. */
export class InstrumentFileError extends Error {
  constructor(readonly problems: readonly InstrumentProblem[]) {
    super(problems.map((problem) => problemLine(problem.file, problem)).join('\n'));
    this.name = 'InstrumentFileError';
  }
}

/** The schema's own messages, ours for a value of the wrong type, and the position of the name for an unknown name. */
function schemaProblems(issue: z.core.$ZodIssue): Problem[] {
  const { path } = issue;
  const values = { found: shortened(issue.input) };
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .filter((name) => name !== 'showIf' || !path.includes('items'))
      .map((name) => ({
        path: [...path, name],
        message: 'instruments:file.unknown',
        values: { found: name },
      }));
  }
  if (issue.code === 'invalid_type') {
    const message = issue.input === undefined ? 'instruments:file.missing' : 'instruments:file.type';
    return [{ path, message, values: { ...values, kind: issue.expected } }];
  }
  return [{ path, message: issue.message, values }];
}

/**
 * An instrument from the text of its file; `file` is only used in messages.
 * @throws InstrumentFileError with every problem, in the order of the file
 */
export function parseInstrument(text: string, file: string): Instrument {
  const source = readSource(text, file);
  const parsed = instrumentSchema.safeParse(source.value, { reportInput: true });
  const problems = [
    ...source.duplicates.map((path) => ({ path, message: 'instruments:file.repeated', values: {} })),
    ...(parsed.error?.issues ?? []).flatMap(schemaProblems),
    ...checkInstrumentRules(source.value),
  ];
  if (parsed.success && problems.length === 0) return parsed.data;
  const positioned = problems.map(({ path, message, values }) => ({
    file,
    ...source.positionOf(path),
    field: pathText(path),
    message,
    values,
  }));
  throw new InstrumentFileError(sortByPosition(positioned));
}

function readSource(text: string, file: string): PositionedJson {
  try {
    return parsePositionedJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new InstrumentFileError([{ file, ...error.problem }]);
  }
}

/** @throws InstrumentFileError, or the system's error when the file cannot be read */
export function readInstrumentFile(path: string): Instrument {
  return parseInstrument(readFileSync(path, 'utf8'), path);
}
