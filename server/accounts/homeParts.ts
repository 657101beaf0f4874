/** What a feature puts on the first page of the desk: things to do, and an overview of the present state. */
import type { ViewPart } from '../http/viewLocals.ts';
import type { Language } from '../i18n/languages.ts';
import type { Account } from './account.ts';

/** When something has to be done; the groups of the page, in their order. */
export const urgencies = ['today', 'week', 'open'] as const;

/** One thing to do: a sentence (locale key with its values), why, and the button that leads to where it is done. */
export interface NextStep {
  message: string;
  values?: Record<string, unknown>;
  /** Locale key of one line. */
  why?: string;
  /** `accounts:home.button.<button>` is its verb. */
  button: string;
  urgency: (typeof urgencies)[number];
  href: string;
}

/** A step of the way to the first wave. */
export interface FirstStep extends Omit<NextStep, 'urgency'> {
  isDone: boolean;
}

/** The way to the first wave, for an administrator who has not made one yet; otherwise null. */
export type FirstRun = (account: Account, day: string) => Promise<FirstStep[] | null>;

/** What a feature proposes to an account on a day (ISO date); empty when nothing waits. */
export type NextSteps = (account: Account, day: string) => Promise<NextStep[]>;

/** One part of the overview, rendered by the feature's own view: over the whole width above the tasks, or beside them. */
export type OverviewPart = ViewPart & { isWide?: boolean };

/** What a feature shows to an account on a day (ISO date), in a language; empty when it has nothing for this reader. */
export type Overview = (account: Account, day: string, language: Language) => Promise<OverviewPart[]>;
