// Too little room on the disk: no commit is begun that might not find room, large ones included, and work goes on once there is some.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { reservedBytes } from '../../../server/database/embedded/storage/diskRoom.ts';
import { openDataFile } from '../../../server/database/embedded/storage/lmdbFile.ts';
import { temporaryFolder } from './separateStore.ts';

const megabyte = 1024 * 1024;
const noRoom = { code: 'ENOSPC' };
const key = (n: number) => Buffer.from(`key ${n}`);

describe('room for a commit', () => {
  const folder = temporaryFolder();
  let free = 1024 * megabyte;
  const file = openDataFile(join(folder, 'data.mdb'), () => free);
  const put = (from: number, count: number, bytes: number) =>
    file.transact(() => {
      for (let n = from; n < from + count; n++) file.documents.put(key(n), Buffer.alloc(bytes, 1));
    });
  after(async () => {
    await file.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is looked for before it: what may not find any writes nothing, and goes through later', () => {
    put(0, 3, 1000);
    free = reservedBytes;
    assert.throws(() => put(3, 1, 10), noRoom);
    assert.throws(() => file.transact(() => file.documents.remove(key(0))), noRoom);
    assert.equal(file.documents.count(), 3);
    free = reservedBytes + megabyte;
    put(3, 1, 10);
    assert.equal(file.documents.count(), 4);
  });

  it('counts all changes of it together', () => {
    free = reservedBytes + 10 * megabyte;
    const before = file.documents.count();
    assert.throws(() => put(100, 12, megabyte), noRoom, 'of large documents');
    assert.throws(() => put(100, 2000, 10), noRoom, 'of many small ones');
    assert.equal(file.documents.count(), before, 'none of them is there');
    put(100, 5, megabyte);
    assert.equal(file.documents.count(), before + 5);
  });

  it('is needed for a new file as well', () => {
    free = reservedBytes - 1;
    assert.throws(() => openDataFile(join(folder, 'other.mdb'), () => free), noRoom);
  });
});
