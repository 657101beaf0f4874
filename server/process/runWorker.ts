/** The life of one of several workers, from its settings to its end: by SIGTERM, by its successor, or by losing the first process. */
import { connect } from '../database/connect.ts';
import { createFailureLimits } from '../http/failureLimits.ts';
import { serve } from './serve.ts';
import type { PrimaryMessage, WorkerMessage, WorkerSettings } from './workers.ts';

const send = (what: WorkerMessage) => process.send?.(what);

export async function runWorker(): Promise<void> {
  process.on('SIGINT', () => undefined);
  process.on('SIGUSR2', () => undefined);
  const { config, storeUri, sessionSecret, failureSalt } = await new Promise<WorkerSettings>((resolve) => {
    process.once('message', resolve);
    send({ ready: true });
  });
  const failureLimits = createFailureLimits({ salt: failureSalt, broadcast: (note) => send({ note }) });
  try {
    const store = await connect({ mongodbUri: storeUri, dataDir: config.dataDir });
    const served = await serve(config, { sessionSecret, failureLimits });
    const endAfter = async (work: () => Promise<void>) => {
      await work();
      await store.close();
      process.exit(0);
    };
    const stop = () => endAfter(served.stop);
    process.once('SIGTERM', stop);
    process.once('disconnect', stop);
    process.on('message', (message: PrimaryMessage) => {
      if ('note' in message) void failureLimits.applyNote(message.note);
      else void endAfter(served.retire);
    });
    send({ url: served.url });
  } catch (error) {
    send({ failure: (error as Error).message });
    process.exit(1);
  }
}
