/** XML in pieces: what is read does not depend on where they are cut, and each letter is looked at once. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { xmlReader } from '../../server/tables/reading/workbook/readXml.ts';

function eventsOf(pieces: Iterable<string>): string[] {
  const events: string[] = [];
  let text = '';
  const flush = () => {
    if (text) events.push(`text ${text}`);
    text = '';
  };
  const read = xmlReader({
    open: (name, tag) => {
      flush();
      events.push(`open ${name} ${tag}`);
    },
    close: (name) => {
      flush();
      events.push(`close ${name}`);
    },
    text: (more) => {
      text += more;
    },
  });
  for (const piece of pieces) read(piece);
  flush();
  return events;
}

const sheet =
  '<?xml version="1.0"?><!DOCTYPE x><x:row r="1" note="a>b"><!-- <c> --- > --><c t=\'"\'/>' +
  'فرمانداری &amp; &#1662;<![CDATA[<d> ]] ]>]]></x:row><!----><a/>';
const read = [
  'open row <x:row r="1" note="a>b">',
  "open c <c t='\"'/>",
  'close c',
  'text فرمانداری & پ<d> ]] ]>',
  'close row',
  'open a <a/>',
  'close a',
];

describe('XML in pieces', () => {
  it('reads tags, texts and what is neither', () => {
    assert.deepEqual(eventsOf([sheet]), read);
    assert.deepEqual(eventsOf(sheet), read);
  });

  it('reads the same wherever it is cut', () => {
    const cuts = fc.array(fc.nat(sheet.length), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (places) => {
        const ends = [...places.sort((a, b) => a - b), sheet.length];
        assert.deepEqual(eventsOf(ends.map((end, at) => sheet.slice(ends[at - 1] ?? 0, end))), read);
      }),
    );
  });

  // Looked at again with each piece, a million letters would be half a billion kilobytes.
  it('looks at each letter once, however many pieces a text, a tag or a comment comes in', () => {
    const long = 'ن'.repeat(1_000_000);
    const many = '>'.repeat(1_000_000);
    assert.equal(eventsOf(`<a>${long}</a>`)[1]?.length, long.length + 5);
    assert.equal(eventsOf(`<a note="${many}">`)[0]?.length, many.length + 18);
    assert.deepEqual(eventsOf(`<!-- ${many} --><a>`), ['open a <a>']);
  });

  it('refuses what goes on without end', () => {
    for (const beginning of ['<a>', '<a note="', '<!--'])
      assert.throws(() => eventsOf([beginning, ...Array(5).fill('x'.repeat(1_000_000))]), /damagedWorkbook/);
  });
});
