/** One backup: a picture of the store, encrypted into one file of BACKUP_DIR, read back and restored before it gets its name. */
import { mkdir, mkdtemp, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import type { BackupConfig, Config } from '../../config.ts';
import { readPublicKey } from '../../database/backup/backupKeys.ts';
import { backupTo } from '../../database/backup/backupTo.ts';
import { BackupError } from '../../database/backup/manifest.ts';
import { packFolder } from '../../database/backup/packFolder.ts';
import { makeStreamKey, sealInto } from '../../database/backup/sealedFile.ts';
import { destroyFile, destroyFolder } from '../../database/embedded/destroyFile.ts';
import { backupsFolder } from '../../database/openStore.ts';
import { backupName } from './keptBackups.ts';
import { verifyBackup } from './verifyBackup.ts';

const scratchPrefix = 'scratch-';
const unfinishedEnding = '.unfinished';

export interface Taking {
  config: Pick<Config, 'mongodbUri' | 'dataDir'>;
  backup: BackupConfig;
  now: Date;
  /** Whether a wave runs, which the name of the file tells. */
  isDuringWave: boolean;
  isStopping: () => boolean;
}

export interface TakenBackup {
  name: string;
  bytes: number;
}

/** @throws BackupError; then nothing is left of the attempt */
export async function takeBackup(taking: Taking): Promise<TakenBackup> {
  const { config, backup, now, isDuringWave, isStopping } = taking;
  await removeLeftovers(config.dataDir, backup.dir);
  const name = backupName(now, isDuringWave);
  const file = join(backup.dir, `${name}${unfinishedEnding}`);
  const home = join(config.dataDir, backupsFolder);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const scratch = await mkdtemp(join(home, scratchPrefix));
  const step = () => {
    if (isStopping()) throw new BackupError('the server was stopped in the middle of it');
  };
  try {
    const plain = join(scratch, 'plain');
    const from = { connection: mongoose.connection, dataFolder: config.mongodbUri ? null : config.dataDir };
    const manifest = await backupTo(plain, from, step);
    const streamKey = makeStreamKey();
    await sealInto(file, packFolder(plain), { publicKey: readPublicKey(backup.key), streamKey });
    // Room for the restored copy.
    await destroyFolder(plain);
    step();
    await verifyBackup({ file, streamKey, manifest }, scratch, step);
    await rename(file, join(backup.dir, name));
    return { name, bytes: (await stat(join(backup.dir, name))).size };
  } catch (error) {
    await destroyFile(file);
    throw error;
  } finally {
    await destroyFolder(scratch);
  }
}

/** Of a process that was killed in the middle. */
async function removeLeftovers(dataDir: string, backupDir: string): Promise<void> {
  const home = join(dataDir, backupsFolder);
  for (const name of await readdir(home).catch(() => []))
    if (name.startsWith(scratchPrefix)) await destroyFolder(join(home, name));
  for (const name of await readdir(backupDir))
    if (name.endsWith(unfinishedEnding)) await destroyFile(join(backupDir, name));
}
