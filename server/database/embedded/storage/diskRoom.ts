// Room on the disk, looked at before lmdb writes. A write that fails in the middle of a commit makes lmdb-js 3.5.6 free memory twice, which
// ends the process: so no commit is begun that might not find room, and it is refused while nothing of it is written yet.
import { statfsSync } from 'node:fs';

/**
 * What must stay free: a commit also writes the pages above the changed ones and the list of free places, and other programs write
 * to the same disk meanwhile.
 */
export const reservedBytes = 32 * 1024 * 1024;
/** Each change may need one page of its own beside its bytes. */
const pageBytes = 8192;

export type FreeBytes = () => number;

export function freeBytesAt(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

export class DiskRoom {
  private readonly freeBytes: FreeBytes;
  private left = 0;
  constructor(freeBytes: FreeBytes) {
    this.freeBytes = freeBytes;
  }

  /** @throws ENOSPC when a small commit might fail */
  begin(): void {
    this.left = this.freeBytes() - reservedBytes;
    this.take(0);
  }

  /** For each change of the commit that was begun. @throws ENOSPC when all its changes together might not find room */
  take(bytes: number): void {
    this.left -= bytes + pageBytes;
    if (this.left < 0)
      throw Object.assign(new Error('no space: the disk has less than what a commit may need'), {
        code: 'ENOSPC',
      });
  }
}
