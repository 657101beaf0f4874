/** What the pages about comments are given. */
import type { Given } from '../http/viewLocals.ts';
import type { presentDictionary } from './dictionaries/presentDictionary.ts';

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'comments/dictionary': {
      title: string;
      dictionary: Given<typeof presentDictionary>;
      base: string;
      instrumentPage: string;
    };
  }
}
