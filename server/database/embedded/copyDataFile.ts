// A copy of a store's data file as it is at one moment, while the owner of the folder goes on writing: lmdb lets other threads
// and other processes of the same machine read the file beside its one writer.
import { join } from 'node:path';
import { open } from 'lmdb';
import { readingDataFile } from './storage/fileReaders.ts';

/** Writes a compact copy into the empty folder `target`, where `startEmbedded` opens it. */
export async function copyDataFile(folder: string, target: string): Promise<void> {
  await readingDataFile(folder, async () => {
    const root = open({ path: join(folder, 'data.mdb'), noSubdir: true, readOnly: true });
    try {
      await root.backup(join(target, 'data.mdb'), true);
    } finally {
      await root.close();
    }
  });
}
