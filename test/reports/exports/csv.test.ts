/** CSV cells that a spreadsheet must not run. */
import assert from 'node:assert/strict';
import { csvLines } from '../../../server/reports/exports/csv.ts';

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
});
