/** What the pages of accounts know about offices: a list to choose from, which the app hands over. */
import type { Language } from '../i18n/languages.ts';

export interface OfficeChoice {
  code: string;
  name: string;
  /** Steps below the root. */
  depth: number;
}

/** All offices, parents before children. */
export type OfficeChoices = (language: Language) => Promise<OfficeChoice[]>;
