/** Runs work that cleans up when the person at the terminal stops it (SIGINT, SIGTERM); a second signal kills it at once. */
import { CliError } from './cli.ts';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** @param outcome the state after the work was stopped, for the line that is printed */
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
