/** What a command says about the bytes that it deleted. */
import type { WaveErasure } from '../waves/waveParts.ts';

export function erasureLine(erasure: WaveErasure | null): string {
  if (erasure?.result === 'erased')
    return 'erased: the deleted data is overwritten in the files of the store, and so are backups before-… in DATA_DIR; backups taken with `backup` are yours to destroy';
  if (erasure?.result === 'outOfReach')
    return 'not erased: MongoDB overwrites its files in its own time; addresses and ballots in them cannot be read without the keys, which are destroyed, answers and comments can';
  return 'not erased yet: this is tried again every minute while the server runs, and when it starts';
}
