// Loads the worker's TypeScript source when the product runs from source (tests, development): a worker thread
// does not inherit tsx from its parent. The compiled product loads worker.js instead.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
