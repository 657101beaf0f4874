/** Loads the worker's TypeScript source when the product runs from source; the compiled product loads pdfWorker.js. */
import { register } from 'tsx/esm/api';

register();
await import('./pdfWorker.ts');
