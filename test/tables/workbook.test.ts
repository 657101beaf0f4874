/** Workbooks as spreadsheet programs read them: directions, names, numbers, text that is no formula, sheets that are streams. */
import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import readWorkbook from 'read-excel-file/node';
import { workbook } from '../../server/tables/xlsx/workbook.ts';
import { worksheetXml, type XlsxWorksheet } from '../../server/tables/xlsx/worksheet.ts';

const sheet = (rows: XlsxWorksheet['rows'], given: Partial<XlsxWorksheet> = {}): XlsxWorksheet => ({
  name: 'نمره‌ها',
  columns: [
    { title: 'واحد', width: 30 },
    { title: 'نمره', width: 12, format: 'tenth' },
  ],
  rows,
  ...given,
});

async function xmlOf(of: XlsxWorksheet, rightToLeft = true): Promise<string> {
  let xml = '';
  for await (const piece of worksheetXml(of, rightToLeft)) xml += piece;
  return xml;
}

const read = async (...sheets: XlsxWorksheet[]) => readWorkbook(await buffer(workbook(sheets, true)));

describe('a workbook', () => {
  it('gives back text, numbers with all their digits, and empty cells', async () => {
    const rows = [
      ['میانه', 61.23456789],
      ['<&"> متن', -3],
      ['گرد', { whole: 62 }],
      ['', null],
      ['آخر', 0],
    ] as const;
    const [first] = await read(sheet(rows));
    assert.equal(first?.sheet, 'نمره‌ها');
    assert.deepEqual(first?.data, [
      ['واحد', 'نمره'],
      ['میانه', 61.23456789],
      ['<&"> متن', -3],
      ['گرد', 62],
      [null, null],
      ['آخر', 0],
    ]);
  });

  it('runs from right to left for Persian only, under a frozen row of names', async () => {
    assert.match(
      await xmlOf(sheet([])),
      /<sheetView rightToLeft="1" [^>]*><pane ySplit="1"[^>]*state="frozen"\/>/,
    );
    assert.doesNotMatch(await xmlOf(sheet([]), false), /rightToLeft/);
    assert.match(await xmlOf(sheet([])), /<col min="1" max="1" width="30" customWidth="1"\/>/);
  });

  it('has no formula, whatever a text begins with, and marks such text as quoted', async () => {
    const texts = ['=1+1', '+1', '-1', '@A1', '\tx', '=HYPERLINK("http://a")'];
    const xml = await xmlOf(sheet(texts.map((text) => [text])));
    assert.doesNotMatch(xml, /<f[ >]/);
    assert.equal(xml.match(/ s="5" t="inlineStr"/g)?.length, texts.length);
    const [first] = await read(sheet(texts.map((text) => [text, 1])));
    assert.deepEqual(
      first?.data.slice(1).map(([text]) => text),
      texts.map((text) => text.trim()),
    );
  });

  it('leaves out control characters, which XML cannot hold', async () => {
    const [first] = await read(sheet([['a\u0000b\u001fc', 1]]));
    assert.deepEqual(first?.data[1], ['abc', 1]);
  });

  it('gives sheets names that Excel takes, each another', async () => {
    const found = await read(
      ...['a/b:c', 'a b c', 'x'.repeat(40), 'x'.repeat(41)].map((name) => sheet([], { name })),
    );
    assert.deepEqual(
      found.map((one) => one.sheet),
      ['a b c', 'a b c 2', 'x'.repeat(31), `${'x'.repeat(29)} 2`],
    );
  });

  it('numbers columns beyond Z', async () => {
    const columns = Array.from({ length: 703 }, (_, at) => ({ title: `c${at}`, width: 5 }));
    const [first] = await read(sheet([columns.map((_, at) => at)], { columns }));
    assert.deepEqual(first?.data[1]?.slice(25, 28), [25, 26, 27]);
    assert.match(await xmlOf(sheet([], { columns })), /r="Z1".*r="AA1".*r="ZZ1".*r="AAA1"/);
  });

  it('is the same bytes each time', async () => {
    const make = () => buffer(workbook([sheet([['الف', 1]])], true));
    assert.ok((await make()).equals(await make()));
  });

  it('makes rows no faster than they are taken, and stops when nobody takes them', async () => {
    let made = 0;
    let stop = () => {};
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
    });
    async function* endless() {
      try {
        for (;;) {
          made += 1;
          yield [`row ${made} ${Math.sqrt(made)}`, made];
        }
      } finally {
        stop();
      }
    }
    for await (const _ of workbook([sheet(endless())], true)) if (made > 0) break;
    await stopped;
    assert.ok(made < 200_000, `${made} rows for one piece`);
  });

  it('ends with the error of its rows', async () => {
    async function* broken() {
      yield ['a', 1];
      throw new Error('the store went away');
    }
    await assert.rejects(buffer(workbook([sheet(broken())], true)), /the store went away/);
  });
});
