/** Reads files named on the command line; errors include the file's name. */
import { isUtf8 } from 'node:buffer';
import { readFileSync, statSync } from 'node:fs';
import { lineNotUtf8 } from '../imports/checkUtf8.ts';
import { CliError } from './cli.ts';

/** @throws CliError unless there is such a file */
export function requireFile(file: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) {
    throw new CliError(`${file}: expected a file, found ${found ? 'something else' : 'none'}`);
  }
}

/** The text of a small file. @throws CliError when there is none or it is not UTF-8 */
export function textOf(file: string): string {
  requireFile(file);
  const bytes = readFileSync(file);
  if (!isUtf8(bytes))
    throw new CliError(`${file}: line ${lineNotUtf8(bytes)}, column 1: expected UTF-8 text`);
  return bytes.toString('utf8');
}
