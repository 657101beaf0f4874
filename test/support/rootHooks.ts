/**
 * Closes the run's store and removes its folders when all tests are done. Loaded by mocha before the test files, whose properties
 * are tried with the same cases in every run; `PROPERTY_SEED=7 npm test` tries others.
 */
import fc from 'fast-check';
import { removeTemporaryFolders } from './temporaryFolder.ts';
import { closeStore } from './testStore.ts';

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1405) });

export const mochaHooks = {
  async afterAll() {
    await closeStore();
    removeTemporaryFolders();
  },
};
