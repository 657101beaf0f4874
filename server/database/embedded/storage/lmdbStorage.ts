// The storage interface on lmdb. The tables stay the same objects while the file below them is exchanged for a rewritten one,
// so that nobody above notices.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { markFolder } from './checkDataFile.ts';
import { ExitGate } from './exitGate.ts';
import { type DataFile, openDataFile, type TableName } from './lmdbFile.ts';
import { type Changes, rewriteInto } from './rewriteInto.ts';
import type { Storage, Table } from './storage.ts';

/** Opens (or creates) the data file in `folder`. Call checkDataFile first: lmdb crashes on a damaged file. */
export function openLmdbStorage(folder: string, gate = new ExitGate()): Storage {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let file: DataFile = openDataFile(join(folder, 'data.mdb'));
  /** The keys that were written since a rewrite began. */
  let changes: Changes | null = null;
  const table = (name: TableName): Table => ({
    get: (key) => file[name].get(key),
    put(key, value) {
      changes?.[name].add(key.toString('latin1'));
      file[name].put(key, value);
    },
    remove(key) {
      changes?.[name].add(key.toString('latin1'));
      file[name].remove(key);
    },
    count: () => file[name].count(),
    range: (range) => file[name].range(range),
  });
  markFolder(folder);
  return {
    catalog: table('catalog'),
    documents: table('documents'),
    entries: table('entries'),
    transact: (work) => gate.run(() => file.transact(work)),
    async rewrite(signal) {
      changes = { catalog: new Set(), documents: new Set(), entries: new Set() };
      const use = (rewritten: DataFile) => {
        const before = file;
        file = rewritten;
        return before;
      };
      await rewriteInto(folder, { file, changes, gate, use, signal }).finally(() => {
        changes = null;
      });
    },
    close: () => file.close(),
  };
}
