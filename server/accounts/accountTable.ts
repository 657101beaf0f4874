/** The accounts as a table that the import reads again: names, roles, offices, and how a person is reached. */

import type { Language } from '../i18n/languages.ts';
import { translator } from '../i18n/translator.ts';
import { byteOrderMark, csvLines } from '../tables/csv.ts';
import { writeMobile } from '../tables/reading/readMobile.ts';
import { AccountModel } from './account.ts';

export const accountColumns = ['username', 'displayName', 'role', 'offices', 'email', 'mobile'] as const;

export async function accountCsv(language: Language): Promise<string> {
  const t = translator(language);
  const accounts = await AccountModel.find({ disabled: false }).lean();
  const rows = accounts.map(({ username, displayName, role, grants, address = '', mobile = '' }) => [
    ...[username, displayName, t(`accounts:role.${role}`), grants.map(({ office }) => office).join(' ')],
    ...[address, mobile ? writeMobile(mobile) : ''],
  ]);
  return byteOrderMark + csvLines([accountColumns.map((name) => t(`accounts:column.${name}`)), ...rows]);
}
