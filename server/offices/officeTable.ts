/** The list of offices as a file to fill in and import again: its headings are those that the import reads, in either language. */
import type { Reader } from '../i18n/reader.ts';
import { type Column, csvBody, csvTranslatedHead, type Table, worksheet } from '../tables/table.ts';
import type { XlsxWorksheet } from '../tables/xlsx/worksheet.ts';
import { loadLevels } from './levels/loadLevels.ts';
import { loadOffices, type StoredOffice } from './loadOffices.ts';
import { isValidOn } from './office.ts';

type Row = StoredOffice & { levelWord: string };

const column = (key: string, width: number, value: (row: Row) => string | number | null): Column<Row> => ({
  key,
  width,
  value,
});

const table: Table<Row> = {
  headings: 'offices:field',
  columns: [
    column('code', 28, ({ code }) => code),
    column('nameFa', 40, ({ nameFa }) => nameFa),
    column('nameEn', 40, ({ nameEn }) => nameEn),
    column('level', 14, ({ levelWord }) => levelWord),
    column('parent', 28, ({ parent }) => parent),
    column('headcount', 20, ({ headcount }) => headcount),
    column('statisticalCode', 14, ({ statisticalCode }) => statisticalCode),
    column('validFrom', 14, ({ validFrom }) => validFrom),
    column('validTo', 14, ({ validTo }) => validTo),
  ],
};

/** The offices that exist on the day, parents before children. */
async function rowsOn(day: string, { lang }: Reader): Promise<Row[]> {
  const [tree, levels] = await Promise.all([loadOffices(lang), loadLevels()]);
  return tree
    .inOrder()
    .filter(({ office }) => isValidOn(office, day))
    .map(({ office }) => ({ ...office, levelWord: levels.name(office.level, lang) }));
}

export async function officeCsv(day: string, reader: Reader): Promise<string> {
  return csvTranslatedHead(table, reader) + csvBody(table, await rowsOn(day, reader));
}

export async function officeWorksheet(day: string, reader: Reader): Promise<XlsxWorksheet> {
  return worksheet(table, { name: reader.t('offices:export.name'), rows: await rowsOn(day, reader) }, reader);
}
