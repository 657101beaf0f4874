/** The real app on the run's store, with a clock that tests move. */
import type { Express } from 'express';
import { createApp } from '../../server/app.ts';
import type { AppContext } from '../../server/appContext.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { createFailureLimits } from '../../server/http/failureLimits.ts';
import { createLogger } from '../../server/http/logger.ts';
import { type FixedClock, fixedClock } from './fixedClock.ts';
import { passwordCost } from './people.ts';
import { stockedSigningKey } from './signingKeyStock.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { openTestStore } from './testStore.ts';

export interface TestApp {
  app: Express;
  clock: FixedClock;
  config: Config;
}

/** Opens the store and builds the app. `KEY_DIR` is a fresh temporary folder. */
export async function testApp(
  overrides: Partial<Config> = {},
  limits: Pick<
    AppContext,
    'maxConcurrentRequests' | 'renderPdf' | 'makeSigningKey' | 'passwordCost' | 'waitForTurn'
  > = {},
): Promise<TestApp> {
  await openTestStore();
  return appOnOpenStore(overrides, limits);
}

/** The same on whichever store is open. */
export async function appOnOpenStore(
  overrides: Partial<Config> = {},
  limits: Pick<AppContext, 'maxConcurrentRequests' | 'renderPdf' | 'makeSigningKey' | 'waitForTurn'> = {},
): Promise<TestApp> {
  const clock = fixedClock();
  const keyDir = temporaryFolder('keys');
  const config = {
    ...readConfig({ LOG_LEVEL: 'silent' }),
    keyDir,
    // Of its own: a count destroys backups that the product took in this folder.
    dataDir: temporaryFolder('data'),
    baseUrl: 'http://localhost:3000',
    ...overrides,
  };
  const logger = createLogger(config.logLevel);
  const app = createApp({
    config,
    clock,
    logger,
    sessionSecret: 'a secret of the tests',
    failureLimits: createFailureLimits(),
    makeSigningKey: stockedSigningKey,
    passwordCost,
    ...limits,
  });
  return { app, clock, config };
}
