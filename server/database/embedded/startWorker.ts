// Starts the worker thread and asks it things by message; nothing here keeps the process alive.
import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
import { BrokenTree } from './storage/brokenTree.ts';
import { ExitGate } from './storage/exitGate.ts';
import type { FirstWord, Question, Reply, WorkerData } from './worker.ts';

const maxCommitMs = 10_000;

export interface WorkerHandle {
  /** For the end of the process: no commit runs when this returns. */
  stopCommits(): void;
  ask<T>(question: Question, argument?: unknown): Promise<T>;
}

/** A small nursery is swept often, and with it go the buffers of messages that are sent: less memory, and no more work. */
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

/** Resolves when the store listens, or throws BrokenTree; `onFailure` is called when the worker ends although nobody closed it. */
export async function startWorker(
  folder: string,
  socketPath: string,
  onFailure: (error: Error) => void,
): Promise<WorkerHandle> {
  const gate = new ExitGate();
  const workerData: WorkerData = { folder, socketPath, exitGate: gate.shared };
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData, resourceLimits });
  let isClosing = false;
  const ended = once(worker, 'exit').then(([code]) => {
    // The last answer may be overtaken by the end that it tells of.
    if (isClosing && code === 0) return [{ result: undefined }];
    throw new Error('the embedded store has stopped');
  });
  ended.catch(() => {});
  const [first] = (await Promise.race([once(worker, 'message'), ended])) as [FirstWord];
  if (first !== 'listening') throw new BrokenTree(first.damaged);
  worker.on('error', (error) => !isClosing && onFailure(error as Error));
  worker.unref();
  return {
    stopCommits: () => gate.end(maxCommitMs),
    async ask(question, argument) {
      isClosing ||= question === 'close';
      const { port1, port2 } = new MessageChannel();
      worker.ref();
      worker.postMessage({ question, argument, port: port2 }, [port2]);
      const [reply] = (await Promise.race([once(port1, 'message'), ended])) as [Reply];
      worker.unref();
      port1.close();
      if ('error' in reply) throw reply.error;
      return reply.result as never;
    },
  };
}
