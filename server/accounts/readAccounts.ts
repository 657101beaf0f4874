/** Reads a CSV of accounts (`username,displayName,role,offices`) and lists everything that is wrong with it by line and cell. */
import { type CsvRow, NoCsv, readCsvRows } from '../http/csvRows.ts';
import type { FileProblem } from '../http/fileProblem.ts';
import { normaliseTyped } from '../i18n/digits.ts';
import { type OfficeGrant, type Role, roles } from './account.ts';
import { displayName, username } from './forms.ts';

export interface AccountRecord {
  username: string;
  displayName: string;
  role: Role;
  grants: OfficeGrant[];
}

const columns = ['username', 'displayName', 'role', 'offices'] as const;

interface Known {
  usernames: ReadonlySet<string>;
  offices: ReadonlySet<string>;
}

/** `offices` holds codes separated by spaces. Usernames must be new, offices must be stored. */
export function readAccounts(
  text: string,
  known: Known,
): { records: AccountRecord[]; problems: FileProblem[] } {
  const rows = rowsOf(text);
  if ('problem' in rows) return { records: [], problems: [rows.problem] };
  const taken = new Set(known.usernames);
  const problems: FileProblem[] = [];
  const records: AccountRecord[] = [];
  for (const { cells, line } of rows.rows) {
    const wrong = (field: (typeof columns)[number], message: string, found: string) =>
      problems.push({ line, column: rows.at[field] + 1, field, message, values: { found } });
    const cell = (field: (typeof columns)[number]) => cells[rows.at[field]] ?? '';
    const name = username.safeParse(cell('username'));
    if (!name.success) wrong('username', 'accounts:errors.username', cell('username'));
    else if (taken.has(name.data)) wrong('username', 'accounts:errors.usernameTaken', name.data);
    else taken.add(name.data);
    const shown = displayName.safeParse(cell('displayName'));
    if (!shown.success) wrong('displayName', 'accounts:errors.displayName', cell('displayName'));
    const role = roles.find((one) => one === cell('role'));
    if (!role) wrong('role', 'accounts:file.role', cell('role'));
    const offices = cell('offices')
      .split(/[\s;،]+/)
      .map(normaliseTyped)
      .filter(Boolean);
    const unknown = offices.filter((code) => !known.offices.has(code));
    if (unknown.length) wrong('offices', 'accounts:file.office', unknown.join(' '));
    else if (role === 'manager' && !offices.length) wrong('offices', 'accounts:errors.grants', '');
    if (!name.success || !shown.success || !role) continue;
    const grants = role === 'manager' ? offices.map((office) => ({ office, from: null, to: null })) : [];
    records.push({ username: name.data, displayName: shown.data, role, grants });
  }
  return { records, problems };
}

type Rows = { problem: FileProblem } | { at: Record<(typeof columns)[number], number>; rows: CsvRow[] };

function rowsOf(text: string): Rows {
  const fail = (line: number, message: string) => ({
    problem: { line, column: 1, field: '', message, values: { expected: columns.join(',') } },
  });
  try {
    const [header, ...rows] = readCsvRows(text);
    const names = header?.cells ?? [];
    if (columns.some((name) => !names.includes(name))) return fail(1, 'accounts:file.header');
    if (rows.length === 0) return fail(1, 'accounts:file.empty');
    return { at: Object.fromEntries(columns.map((name) => [name, names.indexOf(name)])) as never, rows };
  } catch (error) {
    if (!(error instanceof NoCsv)) throw error;
    return fail(error.line, 'accounts:file.csv');
  }
}
