// One writer, many waiting: while a batch of write steps is on its way to the disk the next ones gather, and
// all of them share one commit (group commit). A step must either throw before it writes or succeed: a throw
// after a write would leave half a step, so anything but a StoreError undoes the whole batch.
import { StoreError } from '../errors.ts';
import type { Storage } from './storage.ts';

interface Step {
  work: () => unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

const maxStepsPerCommit = 512;

export class WriteQueue {
  private waiting: Step[] = [];
  private running: Promise<void> | null = null;
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
      this.running ??= this.drain();
    });
  }

  /** Resolves when nothing is waiting any more. */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  private async drain(): Promise<void> {
    await Promise.resolve();
    while (this.waiting.length > 0) await this.commit(this.waiting.splice(0, maxStepsPerCommit));
    this.running = null;
  }

  private async commit(steps: Step[]): Promise<void> {
    const settle: (() => void)[] = [];
    try {
      await this.storage.transact(() => {
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

function diskError(error: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  if (/space|MDB_MAP_FULL|ENOSPC|mapsize/i.test(message))
    return new StoreError('OutOfDiskSpace', `the disk is full: nothing was written (${message})`);
  return error;
}
