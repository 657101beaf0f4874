/** What happens by the clock alone. Runs in the process that owns the store, once a minute, one round at a time. */
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { createLogger } from './http/logger.ts';
import { tick } from './waves/tick.ts';

/** A job is idempotent: it looks at what is due and does it; a round that fails is tried again in the next. */
interface Job {
  name: string;
  run(now: Date, config: Config): Promise<unknown>;
}

const jobs: Job[] = [{ name: 'waves', run: (now, { keyDir }) => tick(now, keyDir) }];

const everyMs = 60_000;

/** Starts the rounds; the returned function ends them and resolves when the one under way is done. */
export function startJobs(config: Config): () => Promise<void> {
  const logger = createLogger(config.logLevel);
  const runAll = async () => {
    for (const { name, run } of jobs) {
      await run(systemClock.now(), config).catch((error: unknown) => logger.error({ err: error, job: name }));
    }
  };
  let round = runAll();
  const timer = setInterval(() => {
    round = round.then(runAll);
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await round;
  };
}
