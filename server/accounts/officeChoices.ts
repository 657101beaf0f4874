/** What the pages of accounts know of offices: a list to choose from, handed over by the app. */
import type { Language } from '../i18n/languages.ts';

export interface OfficeChoice {
  code: string;
  name: string;
  /** Steps below the root. */
  depth: number;
}

/** All offices, parents before children. */
export type OfficeChoices = (language: Language) => Promise<OfficeChoice[]>;
