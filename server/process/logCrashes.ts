/** What ends a process without having been caught, and what node warns of, as lines of the log like all others. */
import { createLogger } from '../http/logger.ts';

/** Written at once: the process is about to end. */
const lastWords = () => createLogger('info', { isSync: true });

/** For the entry of a process, before it does anything. */
export function logCrashes(): void {
  // Where a service writes into files, their disk may be full; that is no reason to end it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('uncaughtException', (error) => {
    logCrash(error);
    process.exit(1);
  });
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) =>
    lastWords().warn({ event: 'warning', warning: name }, message),
  );
}

export function logCrash(error: unknown): void {
  lastWords().fatal({ event: 'crash', err: error });
}
