/** Opens the store and brings its data to this program's version; a backup is taken before anything is changed. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { backupTo } from './backup/backupTo.ts';
import { connect, type Store } from './connect.ts';
import { destroyFolder } from './embedded/destroyFile.ts';
import { requireAtomicUpdates } from './requireServer.ts';
import { type Migration, migrate } from './schemaVersion.ts';

/** Where in DATA_DIR backups lie that the product takes by itself, each in a folder of such a name. */
export const backupsFolder = 'backups';
export const ownBackupPrefix = 'before-';

/** How older data is raised: by which steps, and where the lines for the person at the terminal go. */
export interface Raising {
  steps: readonly Migration[];
  /** Names the folder of the backup that is taken first: DATA_DIR/backups/before-<time>. */
  now: Date;
  say: (line: string) => void;
}

export async function openStore(
  place: { mongodbUri: string | undefined; dataDir: string },
  raising: Raising,
): Promise<Store> {
  const store = await connect(place);
  try {
    if (!store.dataFolder) await requireAtomicUpdates(mongoose.connection.db!);
    await bringUpToDate(store, place.dataDir, raising);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Raises the data of the open store to this program's version; @throws NewerDataError, MissingMigrationError */
export async function bringUpToDate(
  { dataFolder }: Pick<Store, 'dataFolder'>,
  dataDir: string,
  { steps, now, say }: Raising,
): Promise<void> {
  const home = join(dataDir, backupsFolder);
  const backUp = async (from: number) => {
    const ending = `-v${from}`;
    const folder = join(home, `${ownBackupPrefix}${now.toISOString().replaceAll(':', '')}${ending}`);
    say(`The stored data is older than this program. Backing it up to ${folder} …`);
    await backupTo(folder, { connection: mongoose.connection, dataFolder });
    await keepFirstAndLast(home, ending);
  };
  await migrate(backUp, steps);
}

/** A step that fails at every start must not fill the disk: the first backup is from before any step, the last has what came since. */
async function keepFirstAndLast(home: string, ending: string): Promise<void> {
  const same = (await readdir(home)).filter(
    (name) => name.startsWith(ownBackupPrefix) && name.endsWith(ending),
  );
  for (const name of same.sort().slice(1, -1)) await destroyFolder(join(home, name));
}
