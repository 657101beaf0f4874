/** Loads the thread's TypeScript source when the product runs from source; the compiled product loads countThread.js. */
import { register } from 'tsx/esm/api';

register();
await import('./countThread.ts');
