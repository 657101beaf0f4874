// Starts the worker thread and asks it things by message; nothing here keeps the process alive.
import { Worker } from 'node:worker_threads';
import { ExitGate } from './storage/exitGate.ts';

const longestCommitMs = 10_000;

export interface WorkerData {
  folder: string;
  socketPath: string;
  exitGate: SharedArrayBuffer;
}

export interface WorkerHandle {
  /** For the end of the process: no commit runs when this returns. */
  stopCommits(): void;
  onFailure(call: (error: Error) => void): void;
  ask<T>(name: string, argument?: unknown): Promise<T>;
}

/** Resolves when the store listens. */
export async function startWorker(folder: string, socketPath: string): Promise<WorkerHandle> {
  const gate = new ExitGate();
  const worker = openWorker({ folder, socketPath, exitGate: gate.shared });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  let lastId = 0;
  const failAll = (error: unknown) => {
    for (const each of waiting.values()) each.reject(error);
    waiting.clear();
  };
  const wait = <T>(id: number) =>
    new Promise<T>((resolve, reject) =>
      waiting.set(id, { resolve: resolve as (value: unknown) => void, reject }),
    );
  worker.on('message', ({ id, result, error }: { id: number; result?: unknown; error?: unknown }) => {
    const each = waiting.get(id);
    waiting.delete(id);
    if (error) each?.reject(error);
    else each?.resolve(result);
  });
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('the embedded store has stopped')));
  let isClosing = false;
  await wait(0);
  worker.unref();
  return {
    stopCommits: () => gate.end(longestCommitMs),
    onFailure(call) {
      worker.on('error', (error) => !isClosing && call(error as Error));
    },
    ask(name, argument) {
      isClosing ||= name === 'close';
      const id = ++lastId;
      worker.ref();
      const answer = wait<never>(id);
      worker.postMessage({ id, name, argument });
      return answer.finally(() => worker.unref());
    },
  };
}

/** The compiled worker, or its source through tsx. */
function openWorker(workerData: WorkerData): Worker {
  const file = import.meta.url.endsWith('.ts') ? './sourceWorker.mjs' : './worker.js';
  return new Worker(new URL(file, import.meta.url), { workerData });
}
