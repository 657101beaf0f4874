// Looks at the data file before lmdb maps it: lmdb would crash the process on a file that is not its own, that was cut off or in which
// bits have flipped, and would quietly begin anew on an empty one. A marker file says that the folder once held a store.
import { closeSync, existsSync, fstatSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BrokenTree } from './brokenTree.ts';
import { checkTrees } from './checkTrees.ts';
import { PageReader } from './pages.ts';

const magic = 0xbeefc0de;
const dataVersion = 2;
/** Places in a meta page: its header is 24 bytes long. */
const at = { magic: 24, version: 28, pageBytes: 48, lastPage: 144, transaction: 152, end: 160 };

/** The data file is not what this store wrote; it was left as it is. */
export class DamagedStore extends Error {
  override name = 'DamagedStore';
}

const damaged = (path: string, why: string): DamagedStore =>
  new DamagedStore(
    `${path} is damaged (${why}); nothing was changed: restore a backup into an empty folder (farhangsanj restore)`,
  );

/** Runs a check of the store in a folder; a broken tree is reported as damage to the data file. @throws DamagedStore */
export async function orDamaged<T>(folder: string, check: () => T | Promise<T>): Promise<T> {
  try {
    return await check();
  } catch (error) {
    const { message = '', name = '' } = error as Error;
    const isBroken =
      error instanceof BrokenTree ||
      /MDB_(CORRUPTED|PAGE_NOTFOUND|INVALID|PANIC|VERSION)/.test(`${name} ${message}`);
    throw isBroken ? damaged(join(folder, 'data.mdb'), message) : error;
  }
}

/** Throws DamagedStore unless the file is missing in a new folder, or its pages are whole; UnreadableStore when it may not be read. */
export function checkDataFile(folder: string): void {
  const path = join(folder, 'data.mdb');
  const isKnown = existsSync(join(folder, 'format'));
  if (!existsSync(path)) {
    if (isKnown) throw damaged(path, 'it is missing');
    return;
  }
  const file = openToRead(path);
  try {
    const { size } = fstatSync(file);
    if (size === 0 && !isKnown) return;
    const { newest, pageBytes } = checkPages(path, size, (length, position) => {
      const bytes = Buffer.alloc(length);
      readSync(file, bytes, 0, length, position);
      return bytes;
    });
    checkTrees(new PageReader(file, newest, pageBytes));
  } catch (error) {
    if (error instanceof DamagedStore) throw error;
    if (error instanceof BrokenTree || error instanceof RangeError) throw damaged(path, error.message);
    throw unreadable(path, error);
  } finally {
    closeSync(file);
  }
}

/** The file may be whole, and this process may not read it. */
export class UnreadableStore extends Error {
  override name = 'UnreadableStore';
}

function unreadable(path: string, error: unknown): UnreadableStore {
  const { code = 'unknown' } = error as NodeJS.ErrnoException;
  return new UnreadableStore(
    `${path} cannot be read (${code}); nothing was changed: give the file to the user who runs the program, or, if the disk is failing, restore a backup into an empty folder (farhangsanj restore)`,
  );
}

function openToRead(path: string): number {
  try {
    return openSync(path, 'r+');
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** @returns the newest of the two first pages */
function checkPages(
  path: string,
  size: number,
  read: (length: number, position: number) => Buffer,
): { newest: Buffer; pageBytes: number } {
  if (size < 8192) throw damaged(path, `it has only ${size} bytes`);
  const first = read(at.end, 0);
  const pageBytes = first.readUInt32LE(at.pageBytes);
  if (!isMeta(first) || ![4096, 8192, 16384, 32768].includes(pageBytes))
    throw damaged(path, 'its first page is not one of lmdb');
  const second = read(at.end, pageBytes);
  if (!isMeta(second)) throw damaged(path, 'its second page is not one of lmdb');
  const newest = [first, second].reduce((left, right) =>
    left.readBigUInt64LE(at.transaction) >= right.readBigUInt64LE(at.transaction) ? left : right,
  );
  const needed = (newest.readBigUInt64LE(at.lastPage) + 1n) * BigInt(pageBytes);
  if (BigInt(size) < needed) throw damaged(path, `it was cut off: ${size} bytes of ${needed}`);
  return { newest, pageBytes };
}

const isMeta = (page: Buffer): boolean =>
  page.readUInt32LE(at.magic) === magic && page.readUInt32LE(at.version) === dataVersion;

/** Notes that the folder holds a store of this format. */
export const markFolder = (folder: string): void =>
  writeFileSync(join(folder, 'format'), '1\n', { mode: 0o600 });
