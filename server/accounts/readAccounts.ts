/** Reads a table of accounts (`username,displayName,role,offices`) and lists everything that is wrong with it by line and cell. */
import type { FileProblem } from '../http/fileProblem.ts';
import { key } from '../i18n/text.ts';
import { translator } from '../i18n/translator.ts';
import { columnsNamed } from '../tables/reading/findHeader.ts';
import type { Reading } from '../tables/reading/reading.ts';
import {
  badCellProblems,
  cellsByField,
  placeOf,
  type ReadTable,
  readTable,
  withBadCells,
} from '../tables/reading/readTable.ts';
import { hasLostLetters, trimInvisible, typedWhole } from '../tables/reading/tidyCell.ts';
import { type OfficeGrant, type Role, roles } from './account.ts';
import { displayName, username } from './forms.ts';

export interface AccountRecord {
  username: string;
  displayName: string;
  role: Role;
  grants: OfficeGrant[];
}

const columns = columnsNamed(
  {
    username: ['نام کاربری', 'user name', 'login'],
    displayName: ['نام', 'نام و نام خانوادگی', 'نام نمایشی', 'full name', 'name'],
    role: ['نقش'],
    offices: ['واحدها', 'واحد', 'کد واحدها', 'کد واحد', 'office'],
  },
  ['username', 'displayName', 'role', 'offices'],
);
type Column = 'username' | 'displayName' | 'role' | 'offices';
const expected = columns.required.join(',');

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

export interface ReadAccounts {
  records: AccountRecord[];
  problems: FileProblem[];
  reading: Reading | null;
  content: string;
}

/** `offices` holds codes separated by spaces. Usernames must be new, offices must be stored. */
export async function readAccounts(bytes: Buffer, known: Known): Promise<ReadAccounts> {
  const table = await readTable(bytes, columns, expected);
  const refused = (problem: FileProblem) => ({
    records: [],
    problems: [problem],
    reading: null,
    content: '',
  });
  if ('problem' in table) return refused(table.problem);
  const { header, rows, reading, content } = table;
  const atHeader = (message: string) =>
    refused({
      ...placeOf(header, 0, reading),
      field: '',
      message: `accounts:file.${message}`,
      values: { expected },
    });
  if (columns.required.some((name) => !header.fields.includes(name))) return atHeader('header');
  if (rows.length === 0) return atHeader('empty');
  const { records, problems } = recordsOf(table, known);
  return { records, problems: withBadCells(badCellProblems(table), problems), reading, content };
}

function recordsOf({ header, rows, reading }: ReadTable<Column>, known: Known) {
  const taken = new Set(known.usernames);
  const problems: FileProblem[] = [];
  const records: AccountRecord[] = [];
  for (const row of rows) {
    const wrong = (field: Column, message: string, found: string) =>
      problems.push({
        ...placeOf(row, header.fields.indexOf(field), reading),
        field,
        message,
        values: { found },
      });
    const named = cellsByField(row, header);
    const cell = (field: Column) => named[field] ?? '';
    const name = username.safeParse(cell('username'));
    if (!name.success) wrong('username', 'accounts:errors.username', cell('username'));
    else if (taken.has(name.data)) wrong('username', 'accounts:errors.usernameTaken', name.data);
    else taken.add(name.data);
    const shown = displayName.safeParse(cell('displayName'));
    const isShown = shown.success && !hasLostLetters(shown.data);
    if (!isShown) wrong('displayName', 'accounts:errors.displayName', cell('displayName'));
    const role = rolesByWord.get(key(cell('role')));
    if (!role) wrong('role', 'accounts:file.role', cell('role'));
    const offices = officeCodes(cell('offices'));
    const unknown = offices.filter((code) => !known.offices.has(code));
    if (unknown.length) wrong('offices', 'accounts:file.office', unknown.join(' '));
    else if (role === 'manager' && !offices.length) wrong('offices', 'accounts:errors.grants', '');
    if (!name.success || !shown.success || !role) continue;
    const grants = role === 'manager' ? offices.map((office) => ({ office, from: null, to: null })) : [];
    records.push({ username: name.data, displayName: shown.data, role, grants });
  }
  return { records, problems };
}

const officeCodes = (cell: string): string[] =>
  cell
    .split(/[\s;،,؛|]+/)
    .map((code) => typedWhole(trimInvisible(code)))
    .filter(Boolean);
