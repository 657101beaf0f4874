import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEarlierVersions, loadInstruments } from '../../server/instruments/loadInstruments.ts';
import { InstrumentFileError } from '../../server/instruments/readInstrument.ts';
import { smallFile } from './smallInstrument.ts';

describe('loading the instruments of a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'instruments-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, file: unknown) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'instrument.json'), JSON.stringify(file));
  }

  it('reads each, by id, and passes over folders and files without one', () => {
    write('small', smallFile());
    write('another', smallFile({ id: 'another' }));
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'README.md'), '');
    assert.deepEqual(
      loadInstruments(folder).map(({ id }) => id),
      ['another', 'small'],
    );
  });

  it('keeps the versions before apart, in a folder of the instrument', () => {
    write('small', smallFile({ version: 2 }));
    mkdirSync(join(folder, 'small/versions'));
    writeFileSync(join(folder, 'small/versions/1.json'), JSON.stringify(smallFile()));
    const versionsOf = (found: { version: number }[]) => found.map(({ version }) => version);
    assert.deepEqual(versionsOf(loadInstruments(folder)), [2]);
    assert.deepEqual(versionsOf(loadEarlierVersions(folder)), [1]);
    writeFileSync(join(folder, 'small/versions/1.json'), JSON.stringify(smallFile({ id: 'other' })));
    assert.throws(() => loadEarlierVersions(folder), /versions\/1\.json: .*\(id\)/);
  });

  it('names the errors of all files, each with its file', () => {
    write('one', smallFile({ id: 'one', ideal: -1 }));
    write('two', smallFile({ id: 'other' }));
    assert.throws(
      () => loadInstruments(folder),
      (error: unknown) => {
        assert(error instanceof InstrumentFileError);
        assert.deepEqual(
          error.problems.map(({ field }) => field),
          ['ideal', 'id'],
        );
        assert.match(error.message, /one\/instrument\.json: line \d+, column \d+ \(ideal\): /);
        assert.match(
          error.message,
          /two\/instrument\.json: line 1, column 1 \(id\): the id must be the name of the folder, “two”/,
        );
        return true;
      },
    );
  });
});
