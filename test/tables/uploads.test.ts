/**
 * Every table that people upload, in every encoding and with every leftover that spreadsheets leave around it: what is read is the same,
 * and what was passed over is said in the same words.
 */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAccounts } from '../../server/accounts/readAccounts.ts';
import { clean } from '../../server/i18n/text.ts';
import { knownOf } from '../../server/imports/foreign/known.ts';
import { mapForeign } from '../../server/imports/foreign/mapForeign.ts';
import { headingMatcher } from '../../server/imports/foreign/matchHeadings.ts';
import { matchLabels } from '../../server/imports/foreign/matchLabels.ts';
import { labelsOf, readForeign, targetsOf } from '../../server/imports/foreign/readForeign.ts';
import { readResponseFile } from '../../server/imports/readResponseFile.ts';
import { compileQuestionnaire } from '../../server/instruments/compileQuestionnaire.ts';
import { readPoints } from '../../server/kiosks/readPoints.ts';
import { readOffices } from '../../server/offices/readOffices.ts';
import { listColumns } from '../../server/participation/peopleList/listColumns.ts';
import { cellsOf, officeFinder, readListRow } from '../../server/participation/peopleList/readListRow.ts';
import { csvLines } from '../../server/tables/csv.ts';
import { openTable } from '../../server/tables/reading/openTable.ts';
import type { Reading } from '../../server/tables/reading/reading.ts';
import type { StatedText } from '../../server/workshop/translation/translationState.ts';
import { readTranslations } from '../../server/workshop/translation/translationTable.ts';
import { smallInstrument } from '../instruments/smallInstrument.ts';
import { workbookOf } from '../support/makeWorkbook.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { encodedAs } from './encodedAs.ts';

interface Upload {
  header: string[];
  /** The same in Persian. */
  persian?: string[];
  rows: string[][];
  read(bytes: Buffer): Promise<{ found: unknown; reading: Reading | null }>;
}

const questionnaire = compileQuestionnaire([smallInstrument()]);
const itemIds = questionnaire.items.map(({ id }) => id);
const stored = [{ code: '12', level: 'province' as const, nameFa: 'استان', parent: null }];
const known = new Set(['12']);
const translatable: Record<string, string> = { title: 'اعتماد', 'item.a1': 'مدیر من کار را می‌شناسد، خوب.' };
const statedTexts = Object.entries(translatable).map(([id, fa]) => ({ id, text: { fa } }) as StatedText);
const responsesFile = join(temporaryFolder('uploads'), 'responses');

const uploads: Record<string, Upload> = {
  offices: {
    header: ['code', 'level', 'nameFa', 'parent', 'headcount'],
    persian: ['کد', 'سطح', 'نام فارسی', 'کد بالادست', 'تعداد کارکنان'],
    rows: [
      ['12', 'province', 'استانداری', '', '20'],
      ['a-1', 'فرمانداری', 'فرمانداری «اهر»، مرکز', '12', '7'],
    ],
    async read(bytes) {
      const { offices, reading } = await readOffices(bytes, 'offices.csv', []);
      return { found: offices, reading };
    },
  },
  headcounts: {
    header: ['code', 'headcount'],
    persian: ['کد', 'تعداد کارکنان'],
    rows: [['12', '45']],
    async read(bytes) {
      const { offices, reading } = await readOffices(bytes, 'headcounts.csv', stored);
      return { found: offices, reading };
    },
  },
  points: {
    header: ['code', 'office', 'name', 'kind'],
    persian: ['کد نقطه', 'واحد', 'نام', 'نوع'],
    rows: [
      ['P-1', '12', 'میز خدمت، طبقه همکف', 'میز خدمت'],
      ['P-2', '12', 'راهرو', ''],
    ],
    async read(bytes) {
      const { records, problems, reading } = await readPoints(bytes, known);
      return { found: problems.length ? problems : records, reading };
    },
  },
  accounts: {
    header: ['username', 'displayName', 'role', 'offices'],
    persian: ['نام کاربری', 'نام و نام خانوادگی', 'نقش', 'واحدها'],
    rows: [
      ['sara', 'سارا مدیری', 'administrator', ''],
      ['karim', 'کریم «فرماندار»', 'manager', '12'],
    ],
    async read(bytes) {
      const { records, problems, reading } = await readAccounts(bytes, {
        usernames: new Set(),
        offices: known,
      });
      return { found: problems.length ? problems : records, reading };
    },
  },
  'accounts as the list of accounts gives them': {
    header: ['username', 'displayName', 'role', 'offices', 'email', 'mobile'],
    persian: ['نام کاربری', 'نام', 'نقش', 'واحدها', 'رایانامه', 'همراه'],
    rows: [['karim', 'کریم فرماندار', 'manager', '12', 'a@example.ir', '0912 345 6789']],
    async read(bytes) {
      const { records, problems, reading } = await readAccounts(bytes, {
        usernames: new Set(),
        offices: known,
      });
      return { found: problems.length ? problems : records, reading };
    },
  },
  translations: {
    header: ['id', 'fa', 'azb'],
    persian: ['شناسه', 'فارسی', 'ترکی آذربایجانی'],
    rows: [
      ['title', translatable.title!, 'اینام'],
      ['item.a1', translatable['item.a1']!, 'مودیریم ایشی بیلیر، دوز'],
    ],
    async read(bytes) {
      const { records, problems, reading } = await readTranslations(bytes, statedTexts);
      return { found: problems.length ? problems : records, reading };
    },
  },
  people: {
    header: ['office', 'channel', 'mobile', 'email'],
    persian: ['واحد', 'راه', 'تلفن همراه', 'رایانامه'],
    rows: [
      ['12', 'پیامک', '09123456789', ''],
      ['استانداری', '', '', 'a@example.ir'],
      ['12', 'برگه', '', ''],
    ],
    async read(bytes) {
      const table = await openTable(bytes, listColumns);
      const find = officeFinder([{ code: '12', nameFa: 'استانداری', nameEn: '' }]);
      const found: unknown[] = [];
      for await (const { cells } of table.rows())
        found.push(readListRow(cellsOf(cells, table.header!), find));
      await table.close();
      return { found, reading: table.reading };
    },
  },
  responses: {
    header: ['office', ...itemIds],
    persian: ['کد واحد', ...itemIds],
    rows: [
      ['12', ...itemIds.map(() => '1')],
      ['12', ...itemIds.map(() => '3')],
    ],
    async read(bytes) {
      writeFileSync(responsesFile, bytes);
      const found: unknown[] = [];
      const { reading } = await readResponseFile({
        file: responsesFile,
        questionnaire,
        officeCodes: ['12'],
        onResponse: ({ office, items }) => {
          found.push([office, ...items]);
        },
      });
      return { found, reading };
    },
  },
};

const itemTexts = questionnaire.items.map(({ text }) => text.fa);
uploads.foreignAnswers = {
  header: ['زمان', 'واحد سازمانی', ...itemTexts, 'نظر'],
  rows: [
    ['۱۴۰۵/۰۹/۰۱', '12', ...itemTexts.map(() => 'یک'), 'متن، با ویرگول'],
    ['۱۴۰۵/۰۹/۰۲', 'استان', ...itemTexts.map(() => '3'), ''],
  ],
  async read(bytes) {
    const known = knownOf(questionnaire, [{ code: '12', level: 'province', nameFa: 'استان', parent: null }]);
    const match = headingMatcher(known, new Map());
    const table = await readForeign(bytes, match);
    const targets = targetsOf(table, match);
    const labels = known.groups.map((group) => {
      const all = table.columns.flatMap((column, at) =>
        known.targets.some(({ id, group: own }) => id === targets[at] && own === group.id)
          ? (labelsOf(column) ?? [])
          : [],
      );
      const values = matchLabels(group, all, new Map());
      return [group.id, new Map(all.map((label, at) => [label, values[at]!]))] as const;
    });
    const mapping = { columns: targets, labels: new Map(labels), office: '' };
    const { csv, problems } = mapForeign(table, known, mapping);
    const { reading } = table;
    return { found: problems.length > 0 ? { problems } : csv, reading };
  },
};

const written = (rows: readonly (readonly string[])[]) => csvLines(rows);
const wider = (rows: string[][], ...more: string[]) => rows.map((row) => [...row, ...more]);
const persianDigits = (text: string) =>
  text.replace(/^\d+$/, (digits) => digits.replace(/\d/g, (d) => '۰۱۲۳۴۵۶۷۸۹'[Number(d)]!));
const each = (rows: string[][], change: (cell: string) => string) => rows.map((row) => row.map(change));

/** By what is left over: the text of a table with it, and what is said of it. */
const leftovers: Record<string, { text: (table: string[][]) => string; said?: string[] }> = {
  'nothing left over': { text: written },
  'empty columns at the end': { text: (all) => written(wider(all, '', '')), said: ['emptyColumns'] },
  'empty rows at the end': { text: (all) => `${written(all)}${',,\n'.repeat(3)}\n\n`, said: ['emptyRows'] },
  'empty rows at the end of a semicolon file': {
    text: (all) => `${written(all).replaceAll(',', ';')}${';;\n'.repeat(3)}`,
    said: ['emptyRows'],
  },
  'empty lines at the beginning': { text: (all) => `\n\n${written(all)}`, said: ['emptyRows'] },
  'a title': { text: (all) => `فهرست سال ۱۴۰۵,,\n${written(all)}`, said: ['titleRows'] },
  'a title with commas above semicolons': {
    text: (all) => `فهرست, واحدها, ۱۴۰۵\n${all.map((row) => row.join(';')).join('\r\n')}`,
    said: ['titleRows'],
  },
  'a row of sums': {
    text: (all) =>
      `${written(all)}جمع کل${all[0]!
        .slice(1)
        .map(() => ',')
        .join('')}12\n`,
    said: ['totalRows'],
  },
  'notes below the table': {
    text: (all) => `${written(all)}\nتوضیح: ارقام تا پایان آبان,,\nاین فهرست هر ماه تازه می‌شود.\n`,
    said: ['emptyRows', 'noteRows'],
  },
  'the headings once more, as on each printed page': {
    text: ([head, ...rows]) => written([head!, rows[0]!, head!, ...rows.slice(1)]),
    said: ['headerRows'],
  },
  'the line sep=;': {
    text: (all) => `sep=;\n${all.map((row) => row.join(';')).join('\n')}`,
    said: ['separatorLine'],
  },
  tabs: { text: (all) => all.map((row) => row.join('\t')).join('\r\n') },
  'line ends of old Macs': { text: (all) => all.map((row) => row.join('\t')).join('\r') },
  'Persian semicolons': { text: (all) => all.map((row) => row.join('؛')).join('\n') },
  'quotes around everything': {
    text: (all) => all.map((row) => row.map((one) => `"${one}"`).join(',')).join('\n'),
  },
  'invisible characters and spaces': {
    text: (all) => written(each(all, (cell) => (cell ? ` \u200f${cell}\u00a0\u200e ` : ''))),
  },
  'decimals of whole numbers': {
    text: ([head, ...rows]) =>
      written([head!, ...each(rows, (cell) => (/^\d{1,3}$/.test(cell) ? `${cell}.0` : cell))]),
  },
  'Persian digits': { text: ([head, ...rows]) => written([head!, ...each(rows, persianDigits)]) },
  'apostrophes of text cells': {
    text: ([head, ...rows]) =>
      [head!, ...each(rows, (cell) => (/^\d/.test(cell) ? `'${cell}` : cell))]
        .map((row) => row.join(';'))
        .join('\n'),
  },
};

/** What a reading found, with the letters of windows-1256 and of Unicode as one. */
const plain = (found: unknown) => clean(JSON.stringify(found));

/** Marks of direction in windows-1256, beside a Latin letter: without a Persian letter the same bytes are Western letters. */
const isAmbiguous = (bytes: Buffer) => {
  const text = bytes.toString('latin1');
  const isPersian = [...bytes].some((byte) => byte > 0x7f && ![0xba, 0xa0, 0xfd, 0xfe].includes(byte));
  return !isPersian && /[a-z][\xfd\xfe]|[\xfd\xfe][a-z]/i.test(text);
};
const isRefused = (read: Promise<unknown>) =>
  read.then(
    (found) => JSON.stringify(found).includes('tables:unreadable.encoding'),
    (error: { problems?: unknown }) =>
      /unreadable\.encoding|saved as UTF-8|UTF-8/.test(JSON.stringify(error.problems ?? String(error))),
  );

describe('every upload', () => {
  for (const [name, { header, persian, rows, read }] of Object.entries(uploads)) {
    let expected: string;
    before(async () => {
      const { found } = await read(Buffer.from(written([header, ...rows])));
      expected = plain(found);
      assert.doesNotMatch(expected, /"(message|problem|problems)":|^\[\]$/);
    });

    for (const [left, { text, said = [] }] of Object.entries(leftovers))
      it(`of ${name} is the same in every encoding, with ${left}`, async () => {
        for (const [encoding, bytes] of Object.entries(encodedAs(text([header, ...rows])))) {
          if (encoding === 'windows-1256' && isAmbiguous(bytes)) {
            assert.ok(await isRefused(read(bytes)), encoding);
            continue;
          }
          const { found, reading } = await read(bytes);
          assert.equal(plain(found), expected, encoding);
          assert.deepEqual(
            reading?.passedOver.map(({ what }) => what),
            said,
            encoding,
          );
          const isAscii = encoding === 'windows-1256' && bytes.every((byte) => byte < 0x80);
          assert.equal(reading?.encoding, isAscii ? 'utf-8' : encoding.replace(/ .*/, ''));
        }
      });

    it(`of ${name} takes Persian headings and workbooks, on whatever sheet it stands`, async () => {
      for (const head of [header, persian ?? header]) {
        assert.equal(plain((await read(Buffer.from(written([head, ...rows])))).found), expected);
        const cells = [['فهرست'], [], head, ...rows].map((row) =>
          row.map((cell) => (/^[1-9]\d*$/.test(cell) ? { number: `${cell}.0` } : cell || null)),
        );
        const { found, reading } = await read(
          workbookOf([
            { name: 'راهنما', rows: [['این را پر کنید']] },
            { name: 'داده', rows: cells, hiddenRows: [4], hiddenColumns: [2] },
          ]),
        );
        assert.equal(plain(found), expected);
        assert.equal(reading?.sheet, 'داده');
        assert.deepEqual(reading?.readUnseen, [
          { what: 'hiddenColumns', count: 1, names: [head[1]] },
          { what: 'hiddenRows', count: 1, names: ['4'] },
        ]);
        assert.deepEqual(
          reading?.passedOver.map(({ what }) => what),
          ['otherSheets', 'titleRows', 'emptyRows'],
        );
      }
    });
  }
});
