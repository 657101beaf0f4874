/**
 * Reads an offices file, JSON, CSV or xlsx, and lists everything wrong with it at once. It changes nothing; a parent may be in the
 * file or among the stored offices.
 */
import { type FilePosition, type FileProblem, shortened } from '../http/fileProblem.ts';
import { decodedText } from '../tables/reading/decodedText.ts';
import type { Reading } from '../tables/reading/reading.ts';
import { typedWhole } from '../tables/reading/tidyCell.ts';
import { problemOfUnreadable, UnreadableFile } from '../tables/reading/unreadable.ts';
import { type Levels, maxLevels } from './levels/level.ts';
import { defaultLevels } from './levels/loadLevels.ts';
import { OfficeFileError, type OfficeRecord, type RawOffice } from './officeFile.ts';
import { officeSchema } from './officeSchema.ts';
import type { TreeOffice } from './officeTree.ts';
import { readOfficeJson } from './readOfficeJson.ts';
import { type RawOffices, readOfficeTable } from './readOfficeTable.ts';

export interface ReadOffices {
  offices: OfficeRecord[];
  /** How a table was read; null for JSON. */
  reading: Reading | null;
  /** The file as text, for the preview. */
  content: string;
  /** Line and column of a field of the office at an index of the file. */
  positionOf(index: number, field: string): FilePosition;
}

/** What is known of an office before the file is read. */
export type KnownOffice = TreeOffice & Pick<OfficeRecord, 'level' | 'nameFa'>;

/**
 * The offices of a file in its order. JSON as in `offices-east-azerbaijan.json` (or its bare array), CSV or xlsx with
 * `code,level,nameFa,nameEn,parent,headcount` or with `code,headcount` alone; any encoding, digits of any script.
 * @throws OfficeFileError with line, column and expectation of every problem.
 */
export async function readOffices(
  bytes: Buffer,
  fileName: string,
  stored: readonly KnownOffice[] = [],
  levels: Levels = defaultLevels,
): Promise<ReadOffices> {
  const { offices: raw, reading, isHeadcounts, content } = await rawOffices(bytes, fileName);
  return {
    offices: checkOffices(isHeadcounts ? withStored(raw, fileName, stored) : raw, fileName, stored, levels),
    reading,
    content,
    positionOf: (index, field) => raw[index]?.positionOf(field) ?? { line: 1, column: 1 },
  };
}

async function rawOffices(bytes: Buffer, fileName: string): Promise<RawOffices> {
  const isWorkbook = bytes.toString('latin1', 0, 2) === 'PK';
  const text = isWorkbook ? '' : await textOf(bytes, fileName);
  if (!/^\s*[[{]/.test(text) && !/\.json$/i.test(fileName)) return readOfficeTable(bytes, fileName);
  return { offices: readOfficeJson(text, fileName), reading: null, isHeadcounts: false, content: text };
}

async function textOf(bytes: Buffer, fileName: string): Promise<string> {
  try {
    return (await decodedText(bytes)).text;
  } catch (error) {
    if (error instanceof UnreadableFile) throw new OfficeFileError(fileName, [problemOfUnreadable(error)]);
    throw error;
  }
}

/** Headcounts of stored offices, as if the file stated all that is stored of them. @throws OfficeFileError */
function withStored(
  raw: readonly RawOffice[],
  fileName: string,
  stored: readonly KnownOffice[],
): RawOffice[] {
  const byCode = new Map(stored.map((office) => [office.code, office]));
  const problems: FileProblem[] = [];
  const offices = raw.flatMap(({ values, positionOf }) => {
    const found = typedWhole(String(values.code ?? ''));
    const office = byCode.get(found);
    const wrong = {
      ...positionOf('code'),
      field: 'code',
      message: 'offices:file.unknownCode',
      values: { found },
    };
    if (!office) problems.push(wrong);
    const { level, nameFa, parent } = office ?? {};
    return [{ values: { ...values, level, nameFa, parent }, positionOf }];
  });
  if (problems.length) throw new OfficeFileError(fileName, problems);
  return offices;
}

/** Checks every office by itself, then all of them together. @throws OfficeFileError */
export function checkOffices(
  raw: readonly RawOffice[],
  fileName: string,
  stored: readonly TreeOffice[] = [],
  levels: Levels = defaultLevels,
): OfficeRecord[] {
  const schema = officeSchema(levels, offeredLevels(raw, levels));
  const problems: FileProblem[] = [];
  const checked: { office: OfficeRecord; source: RawOffice }[] = [];
  for (const source of raw) {
    const parsed = schema.safeParse(source.values);
    if (parsed.success) checked.push({ office: parsed.data, source });
    else problems.push(...parsed.error.issues.map((issue) => problemOf(source, issue, levels)));
  }
  if (!raw.length)
    problems.push({ line: 1, column: 1, field: '', message: 'offices:file.empty', values: {} });
  const codes = new Set([
    ...raw.map(({ values }) => typedWhole(String(values.code ?? ''))),
    ...stored.map(({ code }) => code),
  ]);
  problems.push(...duplicates(checked), ...orphans(checked, codes), ...circles(checked, stored));
  if (problems.length) throw new OfficeFileError(fileName, problems);
  return checked.map(({ office }) => office);
}

type Checked = readonly { office: OfficeRecord; source: RawOffice }[];

/** Those in use, and those that were taken out of use and are named by the file, as long as all of them are not too many. */
function offeredLevels(raw: readonly RawOffice[], { all, inUse, idOf }: Levels): ReadonlySet<string> {
  const named = new Set(raw.map(({ values }) => idOf(String(values.level ?? ''))));
  const again = all.filter(({ id, isRetired }) => isRetired && named.has(id));
  const offered = inUse.length + again.length > maxLevels ? inUse : [...inUse, ...again];
  return new Set(offered.map(({ id }) => id));
}

function problemOf(
  source: RawOffice,
  issue: { path: PropertyKey[]; message: string },
  levels: Levels,
): FileProblem {
  const field = String(issue.path[0] ?? '');
  const found = source.values[field];
  const message = issue.message.startsWith('offices:') ? issue.message : 'offices:file.value';
  return {
    ...source.positionOf(field),
    field,
    message,
    values: { found: shortened(found), ...(field === 'level' && expectedLevels(levels)) },
  };
}

/** For a sentence in either language. */
const expectedLevels = ({ inUse, name }: Levels) => ({
  namesFa: inUse.map(({ id }) => name(id, 'fa')).join('، '),
  names: inUse.map(({ id }) => id).join(', '),
});

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
