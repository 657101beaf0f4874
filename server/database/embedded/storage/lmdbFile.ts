// One data file of lmdb with its three tables. Writes use synchronous transactions, fsynced before they return: the
// asynchronous ones of lmdb-js 3.5.6 hang or reject unheard when the disk is full. Only named databases are used and nothing is cleared as a whole:
// clearing the root database aborts the process (lmdb-js #317).
import { chmodSync, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { DiskRoom, type FreeBytes, freeBytesAt } from './diskRoom.ts';
import type { KeyRange, Storage, Table } from './storage.ts';

type Binary = { encoding: 'binary'; keyEncoding: 'binary' };
const binary: Binary = { encoding: 'binary', keyEncoding: 'binary' };

/** What lmdb adds to the name of a data file for its table of readers. */
export const lockSuffix = '-lock';

export type TableName = 'catalog' | 'documents' | 'entries';
export type DataFile = Pick<Storage, TableName | 'transact' | 'close'>;

/**
 * How many free places lmdb looks through at once. Its own 50,000 are sorted anew at every commit once a count has deleted
 * hundreds of thousands of ballots; with few thousand it misses places for large documents, and the file grows.
 */
const freeSpace = { maxFreeSpaceToLoad: 20_000, maxFreeSpaceToRetain: 30_000 };

/** Opens or creates a data file, readable by its owner only. Call checkDataFile first: lmdb crashes on a damaged file. */
export function openDataFile(
  path: string,
  freeBytes: FreeBytes = () => freeBytesAt(dirname(path)),
): DataFile {
  const room = new DiskRoom(freeBytes);
  // A new file is made by a commit.
  if (!existsSync(path)) room.begin();
  const root = open({
    path,
    noSubdir: true,
    overlappingSync: false,
    ...freeSpace,
    maxDbs: 4,
    maxReaders: 32,
  } as Parameters<typeof open>[0] & { path: string });
  chmodSync(path, 0o600);
  return {
    catalog: openTable(root, 'catalog', room),
    documents: openTable(root, 'documents', room),
    entries: openTable(root, 'entries', room),
    transact(work) {
      room.begin();
      return root.transactionSync(work);
    },
    close: () => root.close(),
  };
}

function openTable(root: RootDatabase, name: TableName, room: DiskRoom): Table {
  const db = root.openDB<Buffer, Buffer>({ name, ...binary });
  return {
    get: (key) => db.getBinary(key),
    put(key, value) {
      room.take(key.length + value.length);
      db.put(key, value as Buffer);
    },
    remove(key) {
      room.take(0);
      db.remove(key);
    },
    count: () => (db.getStats() as { entryCount: number }).entryCount,
    range: ({ start, end, reverse, limit }: KeyRange) =>
      reverse
        ? db.getRange({ start: end, end: start, limit, reverse, exclusiveStart: true, inclusiveEnd: true })
        : db.getRange({ start, end, limit }),
  };
}
