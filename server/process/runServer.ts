/** Starts the system from a configuration: folders, store, first data, jobs, listening. It does not handle signals. */
import { issueFirstAdministratorToken, needsAdministrator } from '../accounts/firstAdministrator.ts';
import { firstAdministratorPath } from '../accounts/paths.ts';
import { requireSoundAccounts } from '../accounts/requireSoundAccounts.ts';
import { wavesWithoutKeys } from '../campaigns/count/wavesWithoutKeys.ts';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { openStore } from '../database/openStore.ts';
import { missingFeatures } from '../database/prepareCollections.ts';
import { createFailureLimits } from '../http/failureLimits.ts';
import { seedOffices } from '../offices/seedOffices.ts';
import { prepareFolders } from '../prepareFolders.ts';
import { storedDataSteps } from '../storedData/storedDataSteps.ts';
import { startJobs } from './jobs.ts';
import { type RunningServer, serve, type Wrap } from './serve.ts';
import { serveMetrics } from './serveMetrics.ts';
import { sessionSecret } from './sessionSecret.ts';
import { startWorkers } from './workers.ts';

export interface RunOptions {
  config: Config;
  /** URL of the file that runs as one of several workers too. */
  program: string;
  /** Fills an empty store before anything listens; without it the offices that come with the product are stored. */
  seed?: (say: (line: string) => void) => Promise<void>;
  /** Where the lines for the person at the terminal go. */
  say?: (line: string) => void;
  /** When aborted, the start ends after the present step. */
  stopping?: AbortSignal;
  /** Puts something between the network and the app; only with one process. */
  wrap?: Wrap;
}

/**
 * @throws FolderError, FolderInUse, DamagedStore, UnreadableStore, LostAccounts, NewerDataError, ListenError, each with a sentence to show; the reason of `stopping`
 */
export async function runServer(options: RunOptions): Promise<RunningServer> {
  const { config, program, seed, say = print, stopping, wrap } = options;
  prepareFolders(config);
  const raising = { steps: storedDataSteps(config), now: systemClock.now(), say };
  const store = await openStore(config, raising);
  try {
    stopping?.throwIfAborted();
    if (seed) await seed(say);
    else await seedOffices(systemClock.now());
    stopping?.throwIfAborted();
    const isWithoutAdministrator = await needsAdministrator(systemClock.now());
    if (isWithoutAdministrator) await requireSoundAccounts();
    const secret = sessionSecret(config);
    const served =
      config.workers > 1
        ? await startWorkers(program, { config, storeUri: store.uri, sessionSecret: secret })
        : await serve(config, { sessionSecret: secret, failureLimits: createFailureLimits() }, wrap);
    const stopMetrics = await serveMetrics(config).catch(async (error: unknown) => {
      await served.stop();
      throw error;
    });
    const stopJobs = startJobs({ ...config, baseUrl: config.baseUrl ?? served.url }, secret);
    say(`Farhang-Sanj answers at ${served.url}`);
    if (isWithoutAdministrator) await offerFirstAdministrator(served.url, say);
    for (const warning of await missingFeatures()) say(`Attention: ${warning}`);
    for (const warning of await wavesWithoutKeys(config.keyDir)) say(`Attention: ${warning}`);
    const stop = async () => {
      await stopJobs();
      await stopMetrics();
      await served.stop();
      await store.close();
    };
    return { ...served, stop };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function offerFirstAdministrator(url: string, say: (line: string) => void) {
  const token = await issueFirstAdministratorToken();
  say('There is no administrator yet. Open this link once to create the first:');
  say(`  ${url}${firstAdministratorPath(token)}`);
}

function print(line: string) {
  process.stdout.write(`${line}\n`);
}
