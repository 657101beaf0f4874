/** What the templates of accounts are given. */

import type { FileProblem } from '../http/fileProblem.ts';
import type { Given, ViewPart } from '../http/viewLocals.ts';
import type { PresentedReading } from '../tables/reading/reading.ts';
import type { Account } from './account.ts';
import type { Chain } from './audit/audit.ts';
import type { AuditQuery } from './audit/auditFilter.ts';
import type { presentEntry } from './audit/presentAudit.ts';
import type { FirstStep, NextStep } from './homeParts.ts';
import type { Letter } from './letters.ts';
import type { presentOwnAccount } from './ownAccount/presentOwnAccount.ts';
import type { listedAccounts, presentForm } from './presentAccounts.ts';
import type { readAccounts } from './readAccounts.ts';
import type { Question } from './secondFactor/askFactor.ts';
import type { presentApp, presentFactors } from './secondFactor/presentFactors.ts';
import type { PasskeyQuestion } from './secondFactor/usePasskey.ts';

type Form = Given<typeof presentForm>;

declare module '../http/viewLocals.ts' {
  interface SignedIn extends Pick<Account, '_id' | 'displayName' | 'role'> {}

  interface ViewLocals {
    'accounts/_passwords': { minPasswordLength: number };
    'accounts/audit/index': {
      rows: Given<typeof presentEntry>[];
      chain: Chain;
      actionOptions: { value: string; label: string }[];
      actorOptions: { value: string; label: string }[];
      asked: AuditQuery;
      page: number;
      pages: number;
    };
    'accounts/firstAdministrator': { values: Record<string, unknown>; minPasswordLength: number };
    'accounts/form': Pick<
      Form,
      | 'edited'
      | 'identity'
      | 'hasSecondFactor'
      | 'values'
      | 'roleChoices'
      | 'officeOptions'
      | 'shownRows'
      | 'title'
    >;
    'accounts/home': {
      title: string;
      today: string;
      first: FirstStep[] | null;
      groups: { urgency: NextStep['urgency']; steps: NextStep[] }[];
      wide: ViewPart[];
      parts: ViewPart[];
    };
    'accounts/import': { fileName: string; problems: FileProblem[] };
    'accounts/index': { accounts: Given<typeof listedAccounts> };
    'accounts/letters': { letters: Letter[] };
    'accounts/ownAccount/confirmEnding': { title: string; action: string; username: string; back: string };
    'accounts/ownAccount/show': Given<typeof presentOwnAccount> & {
      sendsMail: boolean;
      hasSecondFactor: boolean;
      minPasswordLength: number;
    };
    'accounts/preview': {
      fileName: string;
      content: string;
      reading: PresentedReading | null;
      records: Given<typeof readAccounts>['records'];
    };
    'accounts/secondFactor/app': {
      pending: string;
      app: Given<typeof presentApp>;
      asksPassword: boolean;
    };
    'accounts/secondFactor/_passkeyButton': { question: PasskeyQuestion; label: string };
    'accounts/secondFactor/ask': Pick<Question, 'action' | 'hidden' | 'purpose'> & {
      hasApp: boolean;
      passkey: PasskeyQuestion | null;
    };
    'accounts/secondFactor/codes': { title: string; codes: readonly string[] };
    'accounts/secondFactor/passkey': {
      name: string;
      options: string;
      sealed: string;
      asksPassword: boolean;
    };
    'accounts/secondFactor/passkeySignIn': { question: PasskeyQuestion };
    'accounts/secondFactor/show': Given<typeof presentFactors> & {
      isRequired: boolean;
      offersPasskeys: boolean;
    };
    'accounts/setPassword': { owner: Account; minPasswordLength: number; providerName: string };
    'accounts/signIn': {
      username: string;
      sealedForm: string;
      wrong: string;
      isAboutForm: boolean;
      providerName: string;
      hasPasskeys: boolean;
    };
  }
}
