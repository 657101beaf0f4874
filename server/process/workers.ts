/**
 * Several processes that share one port (WORKERS above 1). The first process owns the store and the jobs; the others
 * connect to it and answer requests. A worker that dies is replaced, unless it never listened; on SIGUSR2 all of them are replaced
 * one by one, which puts new certificates and a new build into use without refusing a request.
 */
import cluster, { type Worker } from 'node:cluster';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config.ts';
import type { FailureNote } from '../http/failureLimits.ts';
import { ListenError } from '../http/listenHttp.ts';
import type { RunningServer } from './serve.ts';

/** What the first process sends to a worker: where the store is, and everything it read from the environment. */
export interface WorkerSettings {
  config: Config;
  storeUri: string;
  sessionSecret: string;
  /** With one salt all workers count failures under the same hashes. */
  failureSalt: string;
}
/** Later it passes on the notes of other workers, and tells a worker when another has taken its place. */
export type PrimaryMessage = { note: FailureNote } | { retire: true };
/** A worker first says that it is ready, because settings sent before it listens would be lost. */
export type WorkerMessage = { ready: true } | { url: string } | { failure: string } | { note: FailureNote };

/**
 * Starts the workers and resolves when all of them listen.
 * @param program what each of them runs, as a URL of a file
 * @throws ListenError when one cannot
 */
export async function startWorkers(
  program: string,
  given: Omit<WorkerSettings, 'failureSalt'>,
): Promise<RunningServer> {
  const settings = { ...given, failureSalt: randomBytes(16).toString('base64') };
  cluster.setupPrimary({ exec: fileURLToPath(program), args: [] });
  const answering = new Set<Worker>();
  const start = async (): Promise<string> => {
    const worker = cluster.fork();
    const url = await startWorker(worker, settings, (note) => broadcast(worker, note));
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
    await Promise.all(liveWorkers().map(stopWorker));
  };
  try {
    const [url = ''] = await Promise.all(Array.from({ length: settings.config.workers }, start));
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

const liveWorkers = () => Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);

async function stopWorker(worker: Worker): Promise<void> {
  const ended = once(worker, 'exit');
  worker.kill('SIGTERM');
  await ended;
}

function broadcast(from: Worker, note: FailureNote): void {
  for (const worker of liveWorkers()) {
    if (worker !== from && worker.isConnected()) worker.send({ note } satisfies PrimaryMessage);
  }
}

function startWorker(
  worker: Worker,
  settings: WorkerSettings,
  onNote: (note: FailureNote) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      if ('ready' in message) worker.send(settings);
      else if ('note' in message) onNote(message.note);
      else if ('url' in message) resolve(message.url);
      else reject(new ListenError(message.failure));
    });
    worker.once('exit', () => reject(new ListenError('A worker ended before it could listen.')));
  });
}
