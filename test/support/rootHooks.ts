/** Closes the run's store and removes its folders when all tests are done. Loaded by mocha before the test files. */
import { closeStore } from './database.ts';
import { removeTemporaryFolders } from './temporaryFolder.ts';

export const mochaHooks = {
  async afterAll() {
    await closeStore();
    removeTemporaryFolders();
  },
};
