/** What a feature puts on the first page of the desk: things to do, and an overview of the present state. */
import type { ViewPart } from '../http/viewLocals.ts';
import type { Language } from '../i18n/languages.ts';
import type { Account } from './account.ts';

/** One thing to do: a sentence (locale key with its values) and the page where it is done. */
export interface NextStep {
  message: string;
  values?: Record<string, unknown>;
  href: string;
}

/** What a feature proposes to an account on a day (ISO date); empty when nothing waits. */
export type NextSteps = (account: Account, day: string) => Promise<NextStep[]>;

/** One part of the overview, rendered by the feature's own view. */
export type OverviewPart = ViewPart;

/** What a feature shows to an account on a day (ISO date), in a language; empty when it has nothing for this reader. */
export type Overview = (account: Account, day: string, language: Language) => Promise<OverviewPart[]>;
