/** Work that tidies up after itself when the person at the terminal ends it (SIGINT, SIGTERM); a second signal ends it at once. */
import { CliError } from './cli.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** @param outcome what is true after the work was stopped, for the one line that is said of it */
export async function untilSignal<T>(
  outcome: string,
  work: (stopping: AbortSignal) => Promise<T>,
): Promise<T> {
  const stopping = new AbortController();
  const stop = (signal: NodeJS.Signals) => stopping.abort(new CliError(`stopped by ${signal}; ${outcome}`));
  for (const signal of signals) process.once(signal, stop);
  try {
    return await work(stopping.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
