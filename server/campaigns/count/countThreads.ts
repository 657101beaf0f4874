/**
 * Counts in threads, one for each core: opening ballots is work for a processor, and the server answers pages meanwhile. Each thread
 * takes one unit at a time; only unit codes are passed between threads. A small wave is counted in the calling thread, because starting
 * another takes longer than opening its ballots.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { storeUri } from '../../database/connect.ts';
import type { CountReply, CountRequest, CountThreadData } from './countThread.ts';
import { type CountWork, countWork } from './countWork.ts';

export interface Counter extends CountWork {
  end(): Promise<void>;
}

/** With fewer ballots the calling thread counts. */
const minBallotsForThreads = 1000;

/** While the ballots of one unit are opened, the store writes another. */
const unitsAtOnceInOneThread = 2;

/** How many threads are worthwhile for a wave; 0: count in the calling thread. */
export function threadsFor({ ballots, units }: { ballots: number; units: number }): number {
  return ballots < minBallotsForThreads ? 0 : Math.min(availableParallelism(), units);
}

/** Counters that can each work on a unit at the same time. Call `end` on all of them. */
export async function startCounters(keyDir: string, wave: string, threads: number): Promise<Counter[]> {
  if (threads > 0)
    return Array.from({ length: threads }, () => startThread({ uri: storeUri(), keyDir, wave }));
  const inThisThread = { ...(await countWork(keyDir, wave)), end: async () => undefined };
  return Array.from({ length: unitsAtOnceInOneThread }, () => inThisThread);
}

/** A small young generation is collected often, and with it the buffers that ballots were read into. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 };

/** Handles one request at a time. */
function startThread(workerData: CountThreadData): Counter {
  const thread = new Worker(new URL('./countThread.mjs', import.meta.url), { workerData, resourceLimits });
  let onReply: (reply: CountReply) => void = () => undefined;
  thread.on('message', (reply: CountReply) => onReply(reply));
  const ended = new Promise<never>((_, reject) => {
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('A thread of the count has ended')));
  });
  // The error is thrown where a request is awaited.
  ended.catch(() => undefined);
  const send = (request: CountRequest) => {
    const replied = new Promise<void>((resolve, reject) => {
      onReply = (reply) => {
        if ('failure' in reply) reject(new Error(reply.failure));
        else resolve();
      };
      thread.postMessage(request);
    });
    return Promise.race([replied, ended]);
  };
  return {
    countUnit: (unit) => send({ unit }),
    publish: (invited) => send({ invited }),
    async end() {
      await thread.terminate();
    },
  };
}
