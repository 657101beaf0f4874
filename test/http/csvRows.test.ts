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

  it('are refused from the line on where a quote is not closed', () => {
    assert.throws(
      () => readCsvRows('code,name\nea,x\nahar,"y\n'),
      (error: NoCsv) => error instanceof NoCsv && error.line >= 3,
    );
  });
});
