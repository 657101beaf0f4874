/** What the pages for entering papers are given. */
import type { Given } from '../http/viewLocals.ts';
import type { Difference } from './compareEntries.ts';
import type { MarkField, Typed } from './paperFields.ts';
import type { presentDifferences, presentEntryForm, presentWaves } from './present.ts';

type Sheet = Given<typeof presentEntryForm>;
type Differences = Given<typeof presentDifferences>;

/** Whose paper it is: never a person's. */
type Head = Pick<Sheet, 'wave' | 'unit' | 'code'>;

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'paper/_difference': { difference: Difference; picked: string; other?: string };
    'paper/_head': Head & { title: string };
    'paper/_mark': { field: MarkField; typed: Typed };
    'paper/differences': Head & Pick<Differences, 'differences' | 'hidden'> & { choices: Typed };
    'paper/index': { code: string; waves: Given<typeof presentWaves> };
    'paper/entry': Sheet & { title: string; alone: boolean };
  }
}
