// One writer, many waiting: write steps gather for a turn of the event loop or some, and all of them share one commit
// (group commit). A step must either throw before it writes or succeed: a throw
// after a write would leave half a step, so anything but a StoreError undoes the whole batch.
import { constants } from 'node:os';
import { StoreError } from '../storeErrors.ts';
import type { Storage } from './storage.ts';

interface Step {
  work: () => unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

const maxStepsPerCommit = 512;
/** How long after the newest step a commit waits for as many as the last one had; a flush takes longer. */
const gatherMs = 0.2;
const { EIO, ENOSPC, EDQUOT, EFBIG, EROFS } = constants.errno;
const diskCodes = [EIO, ENOSPC, EDQUOT, EFBIG, EROFS].map(String);

export class WriteQueue {
  private waiting: Step[] = [];
  private lastSteps = 0;
  private gatherUntil = 0;
  /** Commits made so far: unchanged means that nothing was written. */
  commits = 0;
  private readonly storage: Storage;
  private readonly onUndone: () => void;

  /** `onUndone` is called when a batch was rolled back, so that memory can be read again from disk. */
  constructor(storage: Storage, onUndone: () => void) {
    this.storage = storage;
    this.onUndone = onUndone;
  }

  /** Runs `work` in the next batch; resolves with its result once that is on disk. */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.gatherUntil = performance.now() + gatherMs;
      if (this.waiting.length === 1) setImmediate(() => this.drain());
    });
  }

  /** Resolves when nothing is waiting any more. */
  async settled(): Promise<void> {
    while (this.waiting.length > 0) await this.write(() => {});
  }

  private drain(): void {
    // Those whom the last commit answered are probably about to write again: together they cost one flush.
    const isEarly = this.waiting.length < this.lastSteps && performance.now() < this.gatherUntil;
    if (isEarly) return void setImmediate(() => this.drain());
    const steps = this.waiting.splice(0, maxStepsPerCommit);
    this.lastSteps = steps.length;
    if (this.waiting.length > 0) setImmediate(() => this.drain());
    this.commit(steps);
  }

  private commit(steps: Step[]): void {
    const settle: (() => void)[] = [];
    this.commits++;
    try {
      this.storage.transact(() => {
        for (const step of steps)
          try {
            const result = step.work();
            settle.push(() => step.resolve(result));
          } catch (error) {
            if (!(error instanceof StoreError)) throw error;
            settle.push(() => step.reject(error));
          }
      });
      for (const each of settle) each();
    } catch (error) {
      this.onUndone();
      const reason = diskError(error);
      for (const step of steps) step.reject(reason);
    }
  }
}

/** A commit that the disk refused, as a client should see it; anything else as it is. */
function diskError(error: unknown): unknown {
  // lmdb reports a short write, as a full disk gives it, as EIO.
  const { code, message } = error as { code?: unknown; message?: string };
  if (!diskCodes.includes(String(code)) && !/MDB_MAP_FULL|ENOSPC|no space/i.test(message ?? '')) return error;
  return new StoreError('OutOfDiskSpace', `the disk is full or failing: nothing was written (${message})`);
}
