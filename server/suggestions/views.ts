/** What the templates of suggestions are given. */
import type { Given } from '../http/viewLocals.ts';
import type { Addressee } from './addressees.ts';
import type { listPublic } from './listPublic.ts';
import type { presentOwnThread, stepsOf } from './presentOwnThread.ts';
import type { Message } from './sealing/sealText.ts';

interface Following {
  shown: Given<typeof presentOwnThread>;
  /** In the order of the entries; null where the browser opens them. */
  texts: readonly (Message | null)[] | null;
  /** '' where it stays in the browser. */
  code: string;
  written: string;
}

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'suggestions/_sent': { receipt: string };
    'suggestions/_steps': { steps: Given<typeof stepsOf> };
    'suggestions/_thread': Following;
    'suggestions/_words': { words: readonly string[]; numbers: readonly string[] };
    'suggestions/code': {
      title: string;
      hidden: readonly (readonly string[])[];
      words: readonly string[];
      numbers: readonly string[];
    };
    'suggestions/index': { title: string; rows: Given<typeof listPublic> };
    'suggestions/new': {
      title: string;
      values: Record<string, string>;
      offices: readonly Addressee[];
      topics: readonly { value: string; label: string }[];
      reviewersKey: string;
      week: string;
    };
    'suggestions/receipt': { title: string; values: { receipt: string; text: string }; verdict: string };
    'suggestions/sent': { title: string; receipt: string };
    'suggestions/thread': Following & { title: string };
    'suggestions/track': { title: string; notice: string; code: string; reviewersKey: string; week: string };
  }
}
