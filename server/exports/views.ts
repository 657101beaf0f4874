/** What the pages of open data are given. */
import type { Given } from '../http/viewLocals.ts';
import type { presentOpenData } from './presentOpenData.ts';

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'exports/openData': { page: Given<typeof presentOpenData> };
    /** `wave` is the line that names it; responses read so far, in two passes. */
    'exports/openDataMaking': { wave: string; done: number; total: number };
  }
}
