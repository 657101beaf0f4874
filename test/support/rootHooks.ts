/**
 * Loaded by mocha before the test files, once in each process that runs some of them. Their properties are tried with the same cases
 * in every run; `PROPERTY_SEED=7 npm test` tries others.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1405) });
