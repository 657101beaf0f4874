/**
 * Several processes that share one port (WORKERS above 1). The first process owns the store and the jobs; the others
 * connect to it and answer requests. One that dies is replaced, unless it never got to listen.
 */
import cluster, { type Worker } from 'node:cluster';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import { connect } from './database/connect.ts';
import { ListenError } from './http/listen.ts';
import { type Served, serve } from './serve.ts';

const entry = import.meta.url.endsWith('.ts') ? './index.ts' : './index.js';

/** What the first process tells a worker: where the store is, and everything it read from the environment. */
interface Orders {
  config: Config;
  storeUri: string;
  sessionSecret: string;
}
/** A worker first says that it is ready: orders sent before it listens would be lost. */
type Report = { ready: true } | { url: string } | { failure: string };

/** Starts the workers and resolves when all of them listen. @throws ListenError when one cannot. */
export async function startWorkers(orders: Orders): Promise<Served> {
  cluster.setupPrimary({ exec: fileURLToPath(new URL(entry, import.meta.url)), args: [] });
  let stopping = false;
  const start = async (): Promise<string> => {
    const worker = cluster.fork();
    const url = await giveOrders(worker, orders);
    worker.once('exit', () => {
      if (!stopping) start().catch(() => undefined);
    });
    return url;
  };
  const stop = async () => {
    stopping = true;
    const workers = Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
    await Promise.all(
      workers.map(
        (worker) =>
          new Promise((resolve) => {
            worker.once('exit', resolve);
            worker.kill('SIGTERM');
          }),
      ),
    );
  };
  try {
    const [url = ''] = await Promise.all(Array.from({ length: orders.config.workers }, start));
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function giveOrders(worker: Worker, orders: Orders): Promise<string> {
  return new Promise((resolve, reject) => {
    worker.on('message', (report: Report) => {
      if ('ready' in report) worker.send(orders);
      else if ('url' in report) resolve(report.url);
      else reject(new ListenError(report.failure));
    });
    worker.once('exit', () => reject(new ListenError('A worker ended before it could listen.')));
  });
}

/** The life of one worker, from its orders to SIGTERM. */
export async function runWorker(): Promise<void> {
  const report = (what: Report) => process.send?.(what);
  process.on('SIGINT', () => undefined);
  const orders = await new Promise<Orders>((resolve) => {
    process.once('message', resolve);
    report({ ready: true });
  });
  try {
    const store = await connect({ mongodbUri: orders.storeUri, dataDir: orders.config.dataDir });
    const served = await serve(orders.config, orders.sessionSecret);
    const end = async () => {
      await served.stop();
      await store.close();
      process.exit(0);
    };
    process.once('SIGTERM', end);
    process.once('disconnect', end);
    report({ url: served.url });
  } catch (error) {
    report({ failure: (error as Error).message });
    process.exit(1);
  }
}
