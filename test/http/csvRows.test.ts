/** CSV files as people make them: whatever the mark between cells, each row knows the line it begins on. */
import assert from 'node:assert/strict';
import { NoCsv, readCsvRows } from '../../server/http/csvRows.ts';

describe('the rows of a CSV', () => {
  it('are read with commas, semicolons and tabs, with or without a byte order mark', () => {
    for (const mark of [',', ';', '\t']) {
      const rows = readCsvRows(`\ufeff${['code', 'name'].join(mark)}\r\n${['ea', ' تبریز '].join(mark)}\r\n`);
      assert.deepEqual(rows, [
        { cells: ['code', 'name'], line: 1 },
        { cells: ['ea', 'تبریز'], line: 2 },
      ]);
    }
  });

  it('name the line they begin on, past line breaks in cells, empty lines and empty rows', () => {
    const rows = readCsvRows('code,name\n"one","two\nlines"\n\n,\nlast,row\n');
    assert.deepEqual(
      rows.map(({ line }) => line),
      [1, 2, 6],
    );
  });

  it('are refused with the line of the row whose quote is not closed, however much it swallows', () => {
    for (const [text, line] of [
      ['code,name\nea,x\nahar,"y\n', 3],
      [`code,name\nea,"x\ny"\nahar,"y\n${'more,rows\n'.repeat(50)}`, 4],
      [`co"de,name\n`, 1],
    ] as const) {
      assert.throws(
        () => readCsvRows(text),
        (error: NoCsv) => error instanceof NoCsv && error.line === line,
        text,
      );
    }
  });
});
