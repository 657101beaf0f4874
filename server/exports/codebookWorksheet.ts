/** The codebook of open data as a worksheet: a row for each possible value of each column. */
import type { Reader } from '../i18n/reader.ts';
import { type Localised, localise } from '../instruments/localised.ts';
import { type Table, worksheet } from '../tables/table.ts';
import type { XlsxWorksheet } from '../tables/xlsx/worksheet.ts';
import type { Wave } from '../waves/wave.ts';
import type { codebook } from './codebook.ts';

type Codebook = ReturnType<typeof codebook>;
type CodebookColumn = Codebook['columns'][number];

interface CodebookRow {
  column: CodebookColumn;
  value: string | number;
  label: Partial<Localised>;
  /** The first row of a column also has the note. */
  isFirst: boolean;
}

export function codebookWorksheet(wave: Wave, codebook: Codebook, reader: Reader): XlsxWorksheet {
  const rows = codebook.columns.flatMap((column) =>
    column.values.map(({ value, label }, at): CodebookRow => ({ column, value, label, isFirst: at === 0 })),
  );
  return worksheet(codebookTable(wave), { name: reader.t('exports:sheet.codebook'), rows }, reader);
}

const codebookTable = (wave: Wave): Table<CodebookRow> => ({
  headings: 'exports:codebook',
  columns: [
    { key: 'name', width: 20, value: ({ column }) => column.name },
    {
      key: 'title',
      width: 60,
      shown: ({ column }, reader) =>
        'title' in column ? word(column.title, reader) : reader.t('exports:column.office'),
    },
    {
      key: 'dimension',
      width: 26,
      shown: ({ column }, reader) =>
        'dimension' in column && column.dimension ? dimensionTitle(wave, column.dimension, reader) : '',
    },
    {
      key: 'note',
      width: 28,
      shown: ({ column, isFirst }, { t }) =>
        isFirst && 'reverse' in column && column.reverse ? t('exports:codebook.reversed') : '',
    },
    { key: 'value', width: 16, value: ({ value }) => value },
    { key: 'label', width: 36, shown: ({ label }, reader) => word(label as Localised, reader) },
  ],
});

function dimensionTitle({ instruments }: Wave, id: string, reader: Reader): string {
  const found = instruments.flatMap(({ dimensions }) => dimensions).find((dimension) => dimension.id === id);
  return found ? word(found.title, reader) : id;
}

const word = (texts: Localised, { lang }: Reader) => localise(texts, lang).text;
