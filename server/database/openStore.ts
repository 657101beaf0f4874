/** Opens the store and brings its data to this program's version; a backup is taken before anything is changed. */
import { join } from 'node:path';
import mongoose from 'mongoose';
import { backupTo } from './backup/backupTo.ts';
import { connect, type Store } from './connect.ts';
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

/** Raises the data of the open store to this program's version; @throws NewerDataError */
export async function bringUpToDate(
  { dataFolder }: Pick<Store, 'dataFolder'>,
  dataDir: string,
  { steps, now, say }: Raising,
): Promise<void> {
  const backUp = async () => {
    const folder = join(dataDir, backupsFolder, `${ownBackupPrefix}${now.toISOString().replaceAll(':', '')}`);
    say(`The stored data is older than this program. Backing it up to ${folder} …`);
    await backupTo(folder, { connection: mongoose.connection, dataFolder });
  };
  await migrate(backUp, steps);
}
