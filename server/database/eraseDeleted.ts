/**
 * Leaves nothing readable of what was deleted before: in the files of the embedded store, and in the backups that the product took by
 * itself before it raised older data. A real MongoDB overwrites its files in its own time; nobody can tell it from here.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { destroyFolder } from './embedded/destroyFile.ts';
import { backupsFolder, ownBackupPrefix } from './openStore.ts';

/** `outOfReach`: the files belong to a real MongoDB. */
export type Erased = 'erased' | 'outOfReach';

/** Servers say that they do not know a command in one of these ways: CommandNotFound, CommandNotSupported, Unauthorized, and Atlas. */
const unknownCommand = [59, 115, 13, 8000];

export async function eraseDeleted(dataDir: string): Promise<Erased> {
  await destroyOwnBackups(dataDir);
  return eraseStoreFiles();
}

/** The files of the store only. */
export async function eraseStoreFiles(db = mongoose.connection.db!): Promise<Erased> {
  try {
    await db.command({ eraseDeleted: 1 });
    return 'erased';
  } catch (error) {
    if (unknownCommand.includes(Number((error as { code?: unknown }).code))) return 'outOfReach';
    throw error;
  }
}

/** They hold what was deleted since, and the keys that they would need are gone. */
async function destroyOwnBackups(dataDir: string): Promise<void> {
  const folder = join(dataDir, backupsFolder);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (name.startsWith(ownBackupPrefix)) await destroyFolder(join(folder, name));
}
