/** Accounts as the templates show them. */
import type { FieldError } from '../http/forms.ts';
import { formatter } from '../i18n/format.ts';
import { instantOfDay } from '../i18n/isoDay.ts';
import type { Language } from '../i18n/languages.ts';
import { translator } from '../i18n/translator.ts';
import { writeMobile } from '../tables/reading/readMobile.ts';
import { type Account, AccountModel, roles } from './account.ts';
import { grantRows } from './forms.ts';
import { channelOf } from './messages/accountMessage.ts';
import type { OfficeChoice } from './officeChoices.ts';
import { accountPath } from './paths.ts';

/** A day as it is written into a form field, which reads it back. */
function dayText(day: string | null, language: Language): string {
  if (day === null) return '';
  return language === 'en' ? day : formatter(language).dateNumeric(instantOfDay(day));
}

export async function listedAccounts(language: Language, offices: readonly OfficeChoice[]) {
  const t = translator(language);
  const { compare, list } = formatter(language);
  const names = new Map(offices.map(({ code, name }) => [code, name]));
  const accounts = await AccountModel.find().lean();
  return accounts
    .sort((a, b) => compare(a.displayName, b.displayName) || compare(a.username, b.username))
    .map((account) => ({
      id: account._id,
      href: accountPath(account._id),
      displayName: account.displayName,
      username: account.username,
      role: t(`accounts:role.${account.role}`),
      offices: list(account.grants.map(({ office }) => names.get(office) ?? office)),
      disabled: account.disabled,
      reached: channelOf(account),
      state: t(`accounts:state.${stateOf(account)}`),
    }));
}

function stateOf(account: Account): 'disabled' | 'active' | 'waiting' {
  if (account.disabled) return 'disabled';
  return account.passwordHash ? 'active' : 'waiting';
}

export function valuesOf(account: Account, language: Language): Record<string, unknown> {
  const { displayName, role, language: own, grants, address = '', mobile = '' } = account;
  const rows = grants.flatMap(({ office, from, to }, row) => [
    [`office${row}`, office],
    [`from${row}`, dayText(from, language)],
    [`to${row}`, dayText(to, language)],
  ]);
  const reached = { address, mobile: mobile ? formatter(language).digits(writeMobile(mobile)) : '' };
  return { displayName, role, language: own, ...reached, ...Object.fromEntries(rows) };
}

interface AccountFormInput {
  language: Language;
  /** null for a new account. */
  account: Account | null;
  /** Who the account is at the provider; null where there is none. */
  identity: { provider: string; subject: string } | null;
  hasSecondFactor: boolean;
  values: Record<string, unknown>;
  errors: FieldError[];
  offices: readonly OfficeChoice[];
}

/** Locals of the form. */
export function presentForm(input: AccountFormInput) {
  const { language, account, identity, hasSecondFactor, values, errors, offices } = input;
  const t = translator(language);
  const filled = Array.from({ length: grantRows }, (_, row) => row).filter((row) => values[`office${row}`]);
  return {
    title: account ? account.displayName : t('accounts:new.title'),
    status: errors.length ? 422 : 200,
    edited: account,
    identity,
    hasSecondFactor,
    values,
    errors,
    roleChoices: roles.map((role) => ({ value: role, label: t(`accounts:role.${role}`) })),
    officeOptions: [
      { value: '', label: t('accounts:form.noOffice') },
      ...offices.map(({ code, name, depth }) => ({ value: code, label: `${'\u2003'.repeat(depth)}${name}` })),
    ],
    shownRows: Math.min(grantRows, (filled.at(-1) ?? -1) + 3),
  };
}
