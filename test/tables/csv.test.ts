/** CSV cells that a spreadsheet must not run. */
import assert from 'node:assert/strict';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { csvLines } from '../../server/tables/csv.ts';

/** The one thing that is our own: a return at the beginning is no formula. */
const safe = (row: (string | number | null)[]) =>
  row.map((cell) => (typeof cell === 'string' && cell.startsWith('\r') ? `'${cell}` : cell));

describe('CSV for spreadsheets', () => {
  it('writes text that begins like a formula as text', () => {
    for (const text of ['=1+1', '+1', '-1', '@A1', '\tx']) {
      assert.ok(
        csvLines([[text]])
          .replace('"', '')
          .startsWith("'"),
        text,
      );
    }
  });
  it('leaves numbers, also negative ones, and empty cells alone', () => {
    assert.equal(csvLines([[-1.5, null, 'متن', 0]]), '-1.5,,متن,0\n');
  });
  it('quotes what has commas, quotes or line ends', () => {
    assert.equal(csvLines([['a,b', 'c"d', 'e\nf']]), '"a,b","c""d","e\nf"\n');
  });
  it('writes cells as the CSV library does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ی', ' ', ',', '"', '\n', '\r', ';', '.', '7') });
    const cell = fc.oneof(text, fc.double({ noNaN: true }), fc.integer(), fc.constant(null));
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 4 });
    fc.assert(fc.property(rows, (lines) => assert.equal(csvLines(lines), stringify(lines.map(safe)))));
  });
});
