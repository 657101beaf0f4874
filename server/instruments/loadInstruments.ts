/** Loads the instruments shipped with the product; a file with errors stops the start, and all its errors are shown. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Instrument } from './instrument.ts';
import { InstrumentFileError, type InstrumentProblem, readInstrumentFile } from './readInstrument.ts';

function wrongFolder(file: string, folder: string, { id }: Instrument): InstrumentProblem[] {
  const wrong = { message: 'instruments:file.folder', values: { expected: folder, found: id } };
  return id === folder ? [] : [{ file, line: 1, column: 1, field: 'id', ...wrong }];
}

/**
 * All `<folder>/<id>/instrument.json`, sorted by id.
 * @throws InstrumentFileError with the problems of all files together
 */
export function loadInstruments(folder: string): Instrument[] {
  const instruments: Instrument[] = [];
  const problems: InstrumentProblem[] = [];
  for (const name of readdirSync(folder).sort()) {
    const file = join(folder, name, 'instrument.json');
    if (!existsSync(file)) continue;
    try {
      const instrument = readInstrumentFile(file);
      instruments.push(instrument);
      problems.push(...wrongFolder(file, name, instrument));
    } catch (error) {
      if (!(error instanceof InstrumentFileError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InstrumentFileError(problems);
  return instruments;
}
