/** DATA_DIR and KEY_DIR exist, are ours alone and can be written; otherwise the start ends with a sentence about which. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Config } from './config.ts';

export class FolderError extends Error {}

export function prepareFolders({ dataDir, keyDir, mongodbUri }: Config): void {
  if (!mongodbUri) prepareFolder('DATA_DIR', dataDir);
  prepareFolder('KEY_DIR', keyDir);
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
    throw new FolderError(
      `The folder ${folder} cannot be written (${code}). Make it writable or name another with ${setting}.`,
    );
  }
}

/**
 * Makes what is missing of a path from its top. Node's own recursive way never comes back where a file system answers that
 * a folder cannot be there although the one above it can (/proc does).
 */
function makeFolder(folder: string, mode: number): void {
  if (existsSync(folder)) return;
  if (dirname(folder) !== folder) makeFolder(dirname(folder), mode);
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    // Another process that starts now may have been first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
