/**
 * Reads an offices file, JSON or CSV, and lists everything wrong with it at once. It changes nothing; a parent may be in the
 * file or among the stored offices.
 */
import { type FilePosition, type FileProblem, shortened } from '../http/fileProblem.ts';
import { OfficeFileError, type OfficeRecord, type RawOffice } from './officeFile.ts';
import { officeSchema } from './officeSchema.ts';
import type { TreeOffice } from './officeTree.ts';
import { readOfficeCsv } from './readOfficeCsv.ts';
import { readOfficeJson } from './readOfficeJson.ts';

/**
 * The offices of a file in its order. JSON as in `offices-east-azerbaijan.json` (or its bare array), CSV with
 * `code,level,nameFa,nameEn,parent,headcount`; digits of any script, with or without a BOM.
 * @throws OfficeFileError with line, column and expectation of every problem.
 */
export function readOffices(
  text: string,
  fileName: string,
  stored: readonly TreeOffice[] = [],
): OfficeRecord[] {
  return checkOffices(rawOffices(text, fileName), fileName, stored);
}

function rawOffices(text: string, fileName: string): RawOffice[] {
  const content = text.replace(/^\ufeff/, '');
  const isJson = /^\s*[[{]/.test(content) || /\.json$/i.test(fileName);
  return isJson ? readOfficeJson(content, fileName) : readOfficeCsv(content, fileName);
}

/** Line and column of a field of the office at an index of the file. */
export function positionInOffices(
  text: string,
  fileName: string,
  index: number,
  field: string,
): FilePosition {
  return rawOffices(text, fileName)[index]?.positionOf(field) ?? { line: 1, column: 1 };
}

/** Checks every office by itself, then all of them together. @throws OfficeFileError */
export function checkOffices(
  raw: readonly RawOffice[],
  fileName: string,
  stored: readonly TreeOffice[] = [],
): OfficeRecord[] {
  const problems: FileProblem[] = [];
  const checked: { office: OfficeRecord; source: RawOffice }[] = [];
  for (const source of raw) {
    const parsed = officeSchema.safeParse(source.values);
    if (parsed.success) checked.push({ office: parsed.data, source });
    else problems.push(...parsed.error.issues.map((issue) => problemOf(source, issue)));
  }
  if (!raw.length)
    problems.push({ line: 1, column: 1, field: '', message: 'offices:file.empty', values: {} });
  const codes = new Set([
    ...raw.map(({ values }) => String(values.code ?? '').trim()),
    ...stored.map(({ code }) => code),
  ]);
  problems.push(...duplicates(checked), ...orphans(checked, codes), ...circles(checked, stored));
  if (problems.length) throw new OfficeFileError(fileName, problems);
  return checked.map(({ office }) => office);
}

type Checked = readonly { office: OfficeRecord; source: RawOffice }[];

function problemOf(source: RawOffice, issue: { path: PropertyKey[]; message: string }): FileProblem {
  const field = String(issue.path[0] ?? '');
  const found = source.values[field];
  const message = issue.message.startsWith('offices:') ? issue.message : 'offices:file.value';
  return { ...source.positionOf(field), field, message, values: { found: shortened(found) } };
}

function duplicates(checked: Checked): FileProblem[] {
  const first = new Map<string, RawOffice>();
  return checked.flatMap(({ office, source }) => {
    const earlier = first.get(office.code);
    if (!earlier) {
      first.set(office.code, source);
      return [];
    }
    const values = { found: office.code, line: earlier.positionOf('code').line };
    return [{ ...source.positionOf('code'), field: 'code', message: 'offices:file.codeTwice', values }];
  });
}

function orphans(checked: Checked, codes: ReadonlySet<string>): FileProblem[] {
  return checked
    .filter(({ office }) => office.parent !== null && !codes.has(office.parent))
    .map(({ office, source }) => ({
      ...source.positionOf('parent'),
      field: 'parent',
      message: 'offices:file.parent',
      values: { found: office.parent },
    }));
}

/** Every office that would be its own ancestor after the import; where a code stands twice, its first line counts. */
function circles(checked: Checked, stored: readonly TreeOffice[]): FileProblem[] {
  const parents = new Map(stored.map(({ code, parent }) => [code, parent]));
  for (const { office } of [...checked].reverse()) parents.set(office.code, office.parent);
  const isOwnAncestor = (code: string) => {
    const seen = new Set<string>();
    for (let at = parents.get(code); at && !seen.has(at); at = parents.get(at)) {
      if (at === code) return true;
      seen.add(at);
    }
    return false;
  };
  return checked
    .filter(({ office }) => isOwnAncestor(office.code))
    .map(({ office, source }) => ({
      ...source.positionOf('parent'),
      field: 'parent',
      message: 'offices:file.circle',
      values: { found: office.code },
    }));
}
