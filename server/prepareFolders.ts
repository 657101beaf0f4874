/** Makes sure that DATA_DIR, KEY_DIR and BACKUP_DIR exist, are private and writable; otherwise the start ends with a message that names the folder. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from './config.ts';

export class FolderError extends Error {}

export function prepareFolders({ dataDir, keyDir, mongodbUri, backup }: Config): void {
  if (!mongodbUri) prepareFolder('DATA_DIR', dataDir);
  prepareFolder('KEY_DIR', keyDir);
  if (backup) prepareFolder('BACKUP_DIR', backup.dir);
}

/** @param setting the variable or option that names the folder. @throws FolderError */
export function prepareFolder(setting: string, folder: string, mode = 0o700): void {
  const probe = join(folder, `.writable-${process.pid}`);
  try {
    makeFolder(folder, mode);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC' || code === 'EDQUOT')
      throw new FolderError(`No room is left on the disk of ${folder} (${setting}): make room on it.`);
    throw new FolderError(
      `The folder ${folder} cannot be written (${code}). Make it writable or name another with ${setting}.`,
    );
  }
}

/**
 * Makes the missing folders of a path from the top. Node's `recursive` option never returns where a file system refuses a folder
 * although its parent exists (as /proc does).
 */
function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder), mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another process that is starting may have been first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
