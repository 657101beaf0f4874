/** The accounts as a table that the import reads again: names, roles, offices, and how a person is reached. */
import type { Reader } from '../i18n/reader.ts';
import { writeMobile } from '../tables/reading/readMobile.ts';
import { csvBody, csvTranslatedHead, type Table } from '../tables/table.ts';
import { type Account, AccountModel } from './account.ts';

const accountTable = ({ t }: Reader): Table<Account> => ({
  headings: 'accounts:column',
  columns: [
    { key: 'username', value: ({ username }) => username },
    { key: 'displayName', value: ({ displayName }) => displayName },
    { key: 'role', value: ({ role }) => t(`accounts:role.${role}`) },
    { key: 'offices', value: ({ grants }) => grants.map(({ office }) => office).join(' ') },
    { key: 'email', value: ({ address = '' }) => address },
    { key: 'mobile', value: ({ mobile = '' }) => mobile && writeMobile(mobile) },
  ],
});

export async function accountCsv(reader: Reader): Promise<string> {
  const table = accountTable(reader);
  return (
    csvTranslatedHead(table, reader) + csvBody(table, await AccountModel.find({ disabled: false }).lean())
  );
}
