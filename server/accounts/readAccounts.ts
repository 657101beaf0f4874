/** Reads a table of accounts (`username,displayName,role,offices`) and lists everything that is wrong with it by line and cell. */
import { key } from '../i18n/text.ts';
import { translator } from '../i18n/translator.ts';
import { columnsNamed } from '../tables/reading/findHeader.ts';
import { type NamedRow, type ReadRecords, readRecords } from '../tables/reading/readRecords.ts';
import { hasLostLetters, trimInvisible, typedWhole } from '../tables/reading/tidyCell.ts';
import { hasOffices, type OfficeGrant, type Role, roles } from './account.ts';
import { contacts, displayName, username } from './forms.ts';

export interface AccountRecord {
  username: string;
  displayName: string;
  role: Role;
  grants: OfficeGrant[];
  address: string;
  mobile: string;
}

type Column = 'username' | 'displayName' | 'role' | 'offices' | 'email' | 'mobile';

const columns = columnsNamed<Column>(
  {
    username: ['نام کاربری', 'user name', 'login'],
    displayName: ['نام', 'نام و نام خانوادگی', 'نام نمایشی', 'full name', 'name'],
    role: ['نقش'],
    offices: ['واحدها', 'واحد', 'کد واحدها', 'کد واحد', 'office'],
    email: ['رایانامه', 'ایمیل', 'نشانی رایانامه', 'e-mail', 'mail'],
    mobile: ['همراه', 'تلفن همراه', 'شمارهٔ همراه', 'موبایل', 'mobile number', 'phone'],
  },
  ['username', 'displayName', 'role', 'offices'],
);

/** Roles by their own names and by the words of the pages. */
const rolesByWord = new Map(
  roles.flatMap((role) => {
    const words = (['fa', 'en'] as const).map((language) => translator(language)(`accounts:role.${role}`));
    return [role, ...words].map((word) => [key(word), role] as const);
  }),
);

interface Known {
  usernames: ReadonlySet<string>;
  offices: ReadonlySet<string>;
}

const accountTable = { columns, expected: columns.required.join(','), empty: 'accounts:file.empty' };

/** `offices` holds codes separated by spaces. Usernames must be new, offices must be stored. */
export function readAccounts(bytes: Buffer, known: Known): Promise<ReadRecords<AccountRecord>> {
  return readRecords(bytes, accountTable, (rows) => {
    const taken = new Set(known.usernames);
    return rows.flatMap((row) => {
      const person = personOf(row, taken);
      const grants = grantsOf(row, person.role, known.offices);
      const { username: name, displayName: shown, role } = person;
      const reached = contactsOf(row);
      return name && shown && role ? [{ username: name, displayName: shown, role, grants, ...reached }] : [];
    });
  });
}

/** @param taken names that no further row may have; the row's own is added */
function personOf({ cell, wrong }: NamedRow<Column>, taken: Set<string>) {
  const name = username.safeParse(cell('username'));
  if (!name.success) wrong('username', 'accounts:errors.username', { found: cell('username') });
  else if (taken.has(name.data)) wrong('username', 'accounts:errors.usernameTaken', { found: name.data });
  else taken.add(name.data);
  const shown = displayName.safeParse(cell('displayName'));
  if (!shown.success || hasLostLetters(shown.data))
    wrong('displayName', 'accounts:errors.displayName', { found: cell('displayName') });
  const role = rolesByWord.get(key(cell('role')));
  if (!role) wrong('role', 'accounts:file.role', { found: cell('role') });
  return { username: name.data, displayName: shown.data, role };
}

function contactsOf({ cell, wrong }: NamedRow<Column>) {
  const read = (field: 'email' | 'mobile', contact: 'address' | 'mobile') => {
    const found = contacts[contact].safeParse(cell(field));
    if (!found.success) wrong(field, `accounts:errors.${contact}`, { found: cell(field) });
    return found.data ?? '';
  };
  return { address: read('email', 'address'), mobile: read('mobile', 'mobile') };
}

function grantsOf(
  { cell, wrong }: NamedRow<Column>,
  role: Role | undefined,
  known: ReadonlySet<string>,
): OfficeGrant[] {
  const offices = officeCodes(cell('offices'));
  const unknown = offices.filter((code) => !known.has(code));
  if (unknown.length) wrong('offices', 'accounts:file.office', { found: unknown.join(' ') });
  else if (role && hasOffices(role) && !offices.length)
    wrong('offices', 'accounts:errors.grants', { found: '' });
  return role && hasOffices(role) ? offices.map((office) => ({ office, from: null, to: null })) : [];
}

const officeCodes = (cell: string): string[] =>
  cell
    .split(/[\s;،,؛|]+/)
    .map((code) => typedWhole(trimInvisible(code)))
    .filter(Boolean);
