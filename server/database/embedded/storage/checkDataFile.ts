// Looks at the data file before lmdb maps it: lmdb would crash the process on a file that is not its own or that
// was cut off, and would quietly begin anew on an empty one. A marker file says that the folder once held a store.
import { closeSync, existsSync, fstatSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const magic = 0xbeefc0de;
const dataVersion = 2;
/** Places in a meta page: its header is 24 bytes long. */
const at = { magic: 24, version: 28, pageBytes: 48, lastPage: 144, transaction: 152, end: 160 };

/** The data file is not what this store wrote; it was left as it is. */
export class DamagedStore extends Error {
  override name = 'DamagedStore';
}

const damaged = (path: string, why: string): DamagedStore =>
  new DamagedStore(`${path} is damaged (${why}); nothing was changed: restore a backup into an empty folder`);

/** Throws DamagedStore unless the file is missing in a new folder, or whole as far as its first pages tell. */
export function checkDataFile(folder: string): void {
  const path = join(folder, 'data.mdb');
  const isKnown = existsSync(join(folder, 'format'));
  if (!existsSync(path)) {
    if (isKnown) throw damaged(path, 'it is missing');
    return;
  }
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size === 0 && !isKnown) return;
    checkPages(path, size, (length, position) => {
      const bytes = Buffer.alloc(length);
      readSync(file, bytes, 0, length, position);
      return bytes;
    });
  } finally {
    closeSync(file);
  }
}

function checkPages(path: string, size: number, read: (length: number, position: number) => Buffer): void {
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
}

const isMeta = (page: Buffer): boolean =>
  page.readUInt32LE(at.magic) === magic && page.readUInt32LE(at.version) === dataVersion;

/** Notes that the folder holds a store of this format. */
export const markFolder = (folder: string): void =>
  writeFileSync(join(folder, 'format'), '1\n', { mode: 0o600 });
