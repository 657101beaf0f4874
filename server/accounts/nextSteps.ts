/** What a feature proposes to a signed-in person on the first page of the desk. */
import type { Account } from './account.ts';

/** One thing to do: a sentence (locale key with its values) and the page where it is done. */
export interface NextStep {
  message: string;
  values?: Record<string, unknown>;
  href: string;
}

/** What a feature proposes to an account on a day (ISO date); empty when nothing waits. */
export type NextSteps = (account: Account, day: string) => Promise<NextStep[]>;
