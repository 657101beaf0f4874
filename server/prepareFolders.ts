/** DATA_DIR and KEY_DIR exist, are ours alone and can be written; otherwise the start ends with a sentence about which. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';

export class FolderError extends Error {}

export function prepareFolders({ dataDir, keyDir, mongodbUri }: Config): void {
  if (!mongodbUri) prepare('DATA_DIR', dataDir);
  prepare('KEY_DIR', keyDir);
}

function prepare(variable: string, folder: string) {
  const probe = join(folder, `.writable-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new FolderError(
      `The folder ${folder} cannot be written (${code}). Make it writable or name another with ${variable}.`,
    );
  }
}
