/** DATA_DIR and KEY_DIR exist, are ours alone and can be written; otherwise the start ends with a sentence about which. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
    mkdirSync(folder, { recursive: true, mode });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new FolderError(
      `The folder ${folder} cannot be written (${code}). Make it writable or name another with ${setting}.`,
    );
  }
}
