/** One list of columns as CSV and as a worksheet. */
import assert from 'node:assert/strict';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import { csvBody, csvHead, csvTranslatedHead, type Table, worksheet } from '../../server/tables/table.ts';
import type { XlsxCell } from '../../server/tables/xlsx/worksheet.ts';

interface Row {
  code: string;
  mean: number | null;
}

const table: Table<Row> = {
  headings: 'exports:column',
  columns: [
    { key: 'wave', value: () => 'w1' },
    { key: 'name', width: 30, shown: ({ code }, { lang }) => `${lang} ${code}` },
    { key: 'office', width: 18, value: ({ code }) => code },
    {
      key: 'mean',
      width: 12,
      format: 'tenth',
      value: ({ mean }) => mean,
      shown: ({ mean }, { t }) => mean ?? t('exports:cell.none'),
    },
    { key: 'own', width: 9, heading: () => 'title', shown: () => ({ whole: 1 }) },
  ],
};
const rows: Row[] = [
  { code: '=1+1', mean: -1.5 },
  { code: 'b', mean: null },
];
const english = readerOfLanguage('en');

describe('a table', () => {
  it('has as CSV the columns with a value, under their keys, and text that is no formula', () => {
    assert.equal(csvHead(table), '\uFEFFwave,office,mean\n');
    assert.equal(csvBody(table, rows), "w1,'=1+1,-1.5\nw1,b,\n");
  });

  it('has its headings as headers where a person reads the CSV', () => {
    assert.equal(csvTranslatedHead(table, english).split(',')[1], 'Office code');
  });

  it('has as a worksheet the columns with a width, under their words, in the order of the list', async () => {
    const { name, columns, rows: cells } = worksheet(table, { name: 'sheet', rows }, english);
    assert.equal(name, 'sheet');
    assert.deepEqual(columns, [
      { title: 'Office', width: 30 },
      { title: 'Office code', width: 18 },
      { title: 'Score (0 to 100)', width: 12, format: 'tenth' },
      { title: 'title', width: 9 },
    ]);
    const found: (readonly XlsxCell[])[] = [];
    for await (const row of cells) found.push(row);
    assert.deepEqual(found, [
      ['en =1+1', '=1+1', -1.5, { whole: 1 }],
      ['en b', 'b', 'none', { whole: 1 }],
    ]);
  });
});
