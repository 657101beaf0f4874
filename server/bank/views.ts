/** What the pages of the bank are given. */
import type { Given } from '../http/viewLocals.ts';
import type { Language } from '../i18n/languages.ts';
import type { localise } from '../instruments/localised.ts';
import type {
  BankGroup,
  BankRow,
  presentDimensionFigures,
  presentItemFigures,
  presentUsers,
} from './presentBank.ts';

type Text = Given<typeof localise>;
/** The draft that items are taken into. */
type Target = { id: string; title: Text } | null;
type Source = { source: Text; licence: Text } | null;

declare module '../http/viewLocals.ts' {
  interface ViewLocals {
    'bank/_row': { row: BankRow; isChoice: boolean };
    'bank/_users': { users: Given<typeof presentUsers> };
    'bank/_source': { source: Source };
    'bank/index': {
      title: string;
      words: string;
      of: string;
      choices: { value: string; label: string }[];
      count: number;
      groups: BankGroup[];
      page: number;
      pages: number;
      into: Target;
      address(page: number): string;
    };
    'bank/dimension': {
      name: Text;
      id: string;
      about: Text | null;
      topic: Text | null;
      source: Source;
      isShort: boolean;
      users: Given<typeof presentUsers>;
      waves: Given<typeof presentDimensionFigures>;
      rows: BankRow[];
      into: Target;
      canWrite: boolean;
      typed: Record<'source' | 'licence', string>;
    };
    'bank/shortForm': {
      title: string;
      long: { href: string; title: string };
      per: string;
      count: number;
      choices: {
        title: Text;
        /** What the chosen items keep, in words; empty where nothing is known or chosen. */
        kept: string;
        wave: string;
        items: { id: string; text: Text; isChosen: boolean; facts: string[] }[];
      }[];
      typed: Record<'id' | 'title.fa' | 'title.en', string>;
    };
    'bank/item': {
      title: string;
      name: string;
      id: string;
      isReverse: boolean;
      dimension: { href: string; title: Text };
      about: Text | null;
      texts: { label: string; language: Language; text: string }[];
      labels: string[];
      source: Source;
      users: Given<typeof presentUsers>;
      otherWordings: { text: Text; title: Text; version: number }[];
      waves: Given<typeof presentItemFigures>;
      into: Target;
    };
  }
}
