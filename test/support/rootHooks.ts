/**
 * Loaded by mocha before the test files, once in each process that runs some of them. Their properties are tried with the same cases
 * in every run; `PROPERTY_SEED=7 npm test` tries others. What a run sends to the store is held against the store's contract.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sentByProduct } from './sentCommands.ts';
import { beyondContract } from './storeContract.ts';

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1405) });

export const mochaHooks = {
  afterAll() {
    assert.deepEqual(beyondContract(sentByProduct), [], 'not in the contract of server/database/README.md');
  },
};
