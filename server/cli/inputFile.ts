/** Reads files named on the command line; errors include the file's name. */
import { readFileSync, statSync } from 'node:fs';
import { problemLine } from '../http/fileProblem.ts';
import { readerOfLanguage } from '../i18n/reader.ts';
import { decodedText } from '../tables/reading/decodedText.ts';
import { type Reading, readingNotes } from '../tables/reading/reading.ts';
import { problemOfUnreadable, UnreadableFile } from '../tables/reading/unreadable.ts';
import { type Cli, CliError } from './cli.ts';

/** @throws CliError unless there is such a file */
export function requireFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) {
    throw new CliError(`${file}: expected a file, found ${found ? 'something else' : 'none'}`);
  }
}

/** @throws CliError when there is none */
export function bytesOf(file: string): Buffer {
  requireFile(file);
  return readFileSync(file);
}

/** The text of a small file. @throws CliError when there is none or its encoding is unknown */
export async function textOf(file: string): Promise<string> {
  try {
    return (await decodedText(bytesOf(file))).text;
  } catch (error) {
    if (error instanceof UnreadableFile) throw new CliError(problemLine(file, problemOfUnreadable(error)));
    throw error;
  }
}

/** Says how a table was read where that is not as usual, and what was passed over. */
export function noteReading(cli: Cli, file: string, reading: Reading | null): void {
  if (!reading) return;
  for (const note of readingNotes(file, reading, readerOfLanguage('en'))) cli.printNote(note);
}
