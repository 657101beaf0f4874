/** What starts the thread when the product runs from source: a thread does not inherit tsx. In dist/ the build writes this file. */
import { register } from 'tsx/esm/api';

register();
await import('./foreignThread.ts');
