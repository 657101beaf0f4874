/** Closes the run's store when all tests are done. Loaded by mocha before the test files. */
import { closeStore } from './database.ts';

export const mochaHooks = {
  async afterAll() {
    await closeStore();
  },
};
