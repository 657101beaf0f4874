/**
 * Small files that are there whole or not at all: secrets, keys, results. On a full disk an ordinary write leaves a file that is empty or
 * ends in the middle, and what reads it later takes a part for the whole.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';

interface Options {
  mode?: number;
}

/** Takes the place of the file that was there, at once; a failure leaves that one as it was. */
export function replaceFile(path: string, content: string | Buffer, { mode = 0o600 }: Options = {}): void {
  throughDraft(path, content, mode, (draft) => renameSync(draft, path));
}

/** Never over another file: of several processes that write at once the first one's counts. @returns false where there is one */
export function createFile(path: string, content: string | Buffer, { mode = 0o600 }: Options = {}): boolean {
  let isCreated = true;
  throughDraft(path, content, mode, (draft) => {
    try {
      putInPlace(draft, path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      isCreated = false;
    }
  });
  return isCreated;
}

function throughDraft(
  path: string,
  content: string | Buffer,
  mode: number,
  finish: (draft: string) => void,
): void {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`;
  try {
    const file = openSync(draft, 'wx', mode);
    try {
      // Unlike one `writeSync`, it goes on after a short write until all is there or an error says why not.
      writeFileSync(file, content);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    finish(draft);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** By a second name for the same content, which either appears or does not; memory sticks know no second names. */
function putInPlace(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    copyWhole(draft, path);
  }
}

function copyWhole(draft: string, path: string): void {
  try {
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(path, { force: true });
    throw error;
  }
}
