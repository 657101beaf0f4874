/**
 * Loads the instruments shipped with the product; a file with errors stops the start, and all its errors are shown. The version that is
 * asked now lies in the folder of its id, those before it in `versions/`: waves were run with them, and drafts are held against them.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Instrument } from './instrument.ts';
import { InstrumentFileError, type InstrumentProblem, readInstrumentFile } from './readInstrument.ts';

function wrongFolder(file: string, folder: string, { id }: Instrument): InstrumentProblem[] {
  const wrong = { message: 'instruments:file.folder', values: { expected: folder, found: id } };
  return id === folder ? [] : [{ file, line: 1, column: 1, field: 'id', ...wrong }];
}

/** The names of the folders that hold an instrument, sorted. */
function idsIn(folder: string): string[] {
  const names = readdirSync(folder).sort();
  return names.filter((name) => existsSync(join(folder, name, 'instrument.json')));
}

/**
 * All `<folder>/<id>/instrument.json`, sorted by id.
 * @throws InstrumentFileError with the problems of all files together
 */
export function loadInstruments(folder: string): Instrument[] {
  return read(idsIn(folder).map((id) => ({ id, file: join(folder, id, 'instrument.json') })));
}

/**
 * All `<folder>/<id>/versions/<number>.json`.
 * @throws InstrumentFileError with the problems of all files together
 */
export function loadEarlierVersions(folder: string): Instrument[] {
  const files = idsIn(folder).flatMap((id) => {
    const versions = join(folder, id, 'versions');
    return existsSync(versions)
      ? readdirSync(versions).map((name) => ({ id, file: join(versions, name) }))
      : [];
  });
  return read(files);
}

function read(files: readonly { id: string; file: string }[]): Instrument[] {
  const instruments: Instrument[] = [];
  const problems: InstrumentProblem[] = [];
  for (const { id: name, file } of files) {
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
