/**
 * Several processes that share one port (WORKERS above 1). The first process owns the store and the jobs; the others
 * connect to it and answer requests. One that dies is replaced, unless it never got to listen; all of them are replaced one
 * by one on SIGUSR2, which brings new certificates and a new build into use without refusing a request.
 */
import cluster, { type Worker } from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import type { FailureNote } from '../http/failureLimit.ts';
import { ListenError } from '../http/listenHttp.ts';
import type { RunningServer } from './serve.ts';

const entry = import.meta.url.endsWith('.ts') ? './index.ts' : './index.js';

/** What the first process tells a worker: where the store is, and everything it read from the environment. */
export interface WorkerSettings {
  config: Config;
  storeUri: string;
  sessionSecret: string;
  /** So that all workers count failures under the same hashes. */
  failureSalt: string;
}
/** Afterwards it passes on what other workers say, and tells a worker when another has taken its place. */
export type PrimaryMessage = { note: FailureNote } | { retire: true };
/** A worker first says that it is ready: orders sent before it listens would be lost. */
export type WorkerMessage = { ready: true } | { url: string } | { failure: string } | { note: FailureNote };

/** Starts the workers and resolves when all of them listen. @throws ListenError when one cannot. */
export async function startWorkers(given: Omit<WorkerSettings, 'failureSalt'>): Promise<RunningServer> {
  const orders = { ...given, failureSalt: randomBytes(16).toString('base64') };
  cluster.setupPrimary({ exec: fileURLToPath(new URL(entry, import.meta.url)), args: [] });
  const answering = new Set<Worker>();
  const start = async (): Promise<string> => {
    const worker = cluster.fork();
    const url = await startWorker(worker, orders, (note) => broadcast(worker, note));
    answering.add(worker);
    worker.once('exit', () => {
      if (answering.delete(worker)) start().catch(() => undefined);
    });
    return url;
  };
  let replacing = Promise.resolve();
  const replaceAll = async () => {
    for (const worker of [...answering]) {
      await start();
      if (answering.delete(worker)) worker.send({ retire: true } satisfies PrimaryMessage);
    }
  };
  const stop = async () => {
    answering.clear();
    await Promise.all(living().map(end));
  };
  try {
    const [url = ''] = await Promise.all(Array.from({ length: orders.config.workers }, start));
    const replaceWorkers = () => {
      const done = replacing.then(replaceAll);
      replacing = done.catch(() => undefined);
      return done;
    };
    return { url, stop, replaceWorkers };
  } catch (error) {
    await stop();
    throw error;
  }
}

const living = () => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);

async function end(worker: Worker): Promise<void> {
  const ended = once(worker, 'exit');
  worker.kill('SIGTERM');
  await ended;
}

function broadcast(teller: Worker, note: FailureNote): void {
  for (const worker of living()) {
    if (worker !== teller && worker.isConnected()) worker.send({ note } satisfies PrimaryMessage);
  }
}

function startWorker(
  worker: Worker,
  orders: WorkerSettings,
  onNote: (note: FailureNote) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.on('message', (report: WorkerMessage) => {
      if ('ready' in report) worker.send(orders);
      else if ('note' in report) onNote(report.note);
      else if ('url' in report) resolve(report.url);
      else reject(new ListenError(report.failure));
    });
    worker.once('exit', () => reject(new ListenError('A worker ended before it could listen.')));
  });
}
