/** CSV cells that a spreadsheet must not run. */
import assert from 'node:assert/strict';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { csvLines } from '../../server/tables/csv.ts';
import { guardText, unguardText } from '../../server/tables/formulaGuard.ts';

/** The one thing that is our own: the apostrophe. */
const safe = (row: (string | number | null)[]) =>
  row.map((cell) => (typeof cell === 'string' ? guardText(cell) : cell));

describe('CSV for spreadsheets', () => {
  const formulas = [
    '=1+1',
    '+1',
    '-1',
    '@A1',
    '\tx',
    '\nx',
    '\r=1',
    ' =1+1',
    '\u00a0=1',
    '\u200e=1',
    '\u200f@A1',
    '\ufeff-1',
    '＝1',
    '＋1',
    '－1',
    '＠A1',
    ' \u200f ＝1',
    '\u0000=1',
    '\u180e=1',
    '\u034f+1',
    '\u3164@A1',
    '\ufe0f-1',
    '\u001f=1',
  ];

  it('writes text that begins like a formula as text, whatever stands before it', () => {
    for (const text of formulas) {
      const cell = csvLines([[text]]).replace(/^"/, '');
      assert.ok(cell.startsWith("'"), JSON.stringify(text));
    }
    for (const text of ['واحد', 'a=1', '(1)', '۱', "it's", '']) assert.equal(guardText(text), text);
  });

  it('gives back what it has written when it is read again', () => {
    for (const text of [
      ...formulas,
      ...formulas.map((one) => `'${one}`),
      ...formulas.map((one) => `''${one}`),
      "'0912",
      "''0912",
      "'a",
      'a',
    ])
      assert.equal(unguardText(guardText(text)), text, JSON.stringify(text));
  });

  it('leaves numbers, also negative ones, and empty cells alone', () => {
    assert.equal(csvLines([[-1.5, null, 'متن', 0]]), '-1.5,,متن,0\n');
  });
  it('quotes what has commas, quotes or line ends', () => {
    assert.equal(csvLines([['a,b', 'c"d', 'e\nf']]), '"a,b","c""d","e\nf"\n');
  });
  it('quotes what separates where another list separator is usual, so that no part of a text becomes a formula', () => {
    for (const separator of [';', '؛', '|', '\t'])
      assert.equal(csvLines([[`x${separator}=1`, 2]]), `"x${separator}=1",2\n`);
  });

  it('writes cells as the CSV library does', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ی', ' ', ',', '"', '\n', '\r', ';', '.', '7') });
    const cell = fc.oneof(text, fc.double({ noNaN: true }), fc.integer(), fc.constant(null));
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 4 });
    fc.assert(
      fc.property(rows, (lines) =>
        assert.equal(csvLines(lines), stringify(lines.map(safe), { quoted_match: /[;؛|\t]/ })),
      ),
    );
  });
});
