/**
 * Counting in threads, one a core: opening ballots is the work of a processor, and pages go on being answered meanwhile. Each thread
 * takes a unit at a time; only names of units pass between them. A small wave is counted where it is, because
 * a thread takes longer to start than its ballots to open.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { storeUri } from '../../database/connect.ts';
import { type CountWork, countWork } from './countWork.ts';

export interface CountThreadData {
  uri: string;
  keyDir: string;
  wave: string;
}
export type CountRequest = { unit: string } | { invited: ReadonlyMap<string, number> };
export type CountReply = { done: true } | { failure: string };

export interface Counter extends CountWork {
  end(): Promise<void>;
}

/** Fewer ballots are counted in this thread. */
const minBallotsForThreads = 1000;

/** While the ballots of one unit are opened, the store writes another. */
const unitsAtOnceInOneThread = 2;

/** How many threads pay for a wave; 0: count in this one. */
export function threadsFor({ ballots, units }: { ballots: number; units: number }): number {
  return ballots < minBallotsForThreads ? 0 : Math.min(availableParallelism(), units);
}

/** Whoever may be given a unit each at the same time; `end` them all. */
export async function startCounters(keyDir: string, wave: string, threads: number): Promise<Counter[]> {
  if (threads > 0)
    return Array.from({ length: threads }, () => startThread({ uri: storeUri(), keyDir, wave }));
  const here = { ...(await countWork(keyDir, wave)), end: async () => undefined };
  return Array.from({ length: unitsAtOnceInOneThread }, () => here);
}

/** A small nursery is swept often, and with it go the buffers that ballots were read into. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 };

const entry = import.meta.url.endsWith('.ts') ? './sourceCountThread.mjs' : './countThread.js';

/** Does one thing at a time. */
function startThread(workerData: CountThreadData): Counter {
  const thread = new Worker(new URL(entry, import.meta.url), { workerData, resourceLimits });
  let hear: (answer: CountReply) => void = () => undefined;
  thread.on('message', (answer: CountReply) => hear(answer));
  const ended = new Promise<never>((_, reject) => {
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('A thread of the count has ended')));
  });
  // Whoever waits for an order hears of it.
  ended.catch(() => undefined);
  const ask = (order: CountRequest) => {
    const answered = new Promise<void>((resolve, reject) => {
      hear = (answer) => {
        if ('failure' in answer) reject(new Error(answer.failure));
        else resolve();
      };
      thread.postMessage(order);
    });
    return Promise.race([answered, ended]);
  };
  return {
    countUnit: (unit) => ask({ unit }),
    publish: (invited) => ask({ invited }),
    async end() {
      await thread.terminate();
    },
  };
}
