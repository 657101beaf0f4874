/** What the pages about comments are given. */
import type { Given } from '../http/viewLocals.ts';
import type { Wave } from '../waves/wave.ts';
import type { presentCoding } from './coding/presentCoding.ts';
import type { presentCodings } from './coding/presentCodings.ts';
import type { presentDictionary } from './dictionaries/presentDictionary.ts';

interface OfWave {
  wave: Wave;
  /** Address of the wave's page. */
  base: string;
}

type Coding = Given<typeof presentCoding>;

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'comments/_choices': {
      comment: NonNullable<Coding['work']>['comments'][number];
      /** What the two noted; empty while one notes alone. */
      noted: readonly string[];
    };
    'comments/coding': OfWave & { title: string; coding: Coding; action: string };
    'comments/codings': OfWave &
      Given<typeof presentCodings> & { title: string; values: Record<string, string> };
    'comments/dictionary': {
      title: string;
      dictionary: Given<typeof presentDictionary>;
      base: string;
      instrumentPage: string;
    };
  }
}
