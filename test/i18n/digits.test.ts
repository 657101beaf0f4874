import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseNumber, toAsciiDigits } from '../../server/i18n/digits.ts';
import { formatter } from '../../server/i18n/format.ts';

describe('toAsciiDigits', () => {
  it('reads Persian, Arabic, full-width and other digits and leaves the rest', () => {
    assert.equal(toAsciiDigits('کد ۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ ０９ १२ x7'), 'کد 0123456789 0123456789 09 12 x7');
  });

  it('agrees with Unicode, whose digits come in unbroken tens', () => {
    const digits = Array.from({ length: 0x1ffff }, (_, code) => String.fromCodePoint(code)).filter((text) =>
      /^\p{Nd}$/u.test(text),
    );
    assert.equal(digits.length % 10, 0);
    for (let start = 0; start < digits.length; start += 10) {
      assert.equal(toAsciiDigits(digits.slice(start, start + 10).join('')), '0123456789');
    }
  });
});

describe('parseNumber', () => {
  const accepted: [string, number][] = [
    ['۳٫۷۲', 3.72],
    ['۳/۷۲', 3.72],
    ['٣.٧٢', 3.72],
    ['۱٬۲۳۴٬۵۶۷٫۸۹', 1234567.89],
    ['1,234', 1234],
    ['۱،۲۳۴', 1234],
    [' 12 ', 12],
    ['\u200e−۳', -3],
    ['+۳', 3],
    ['-0', 0],
    ['007', 7],
  ];
  for (const [typed, value] of accepted)
    it(`reads «${typed}»`, () => assert.equal(parseNumber(typed), value));

  for (const typed of ['', ' ', 'سه', '۱٫۲٫۳', '1,5', '1,2345', '12,34,567', '۵٪', '1e3', '--3', '.', '3.'])
    it(`refuses «${typed}»`, () => assert.equal(parseNumber(typed), null));

  it('reads back what the formatter writes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e8, max: 1e8 }),
        fc.constantFrom('fa' as const, 'en' as const),
        (hundredths, language) => {
          assert.equal(parseNumber(formatter(language).number(hundredths / 100)), hundredths / 100);
        },
      ),
    );
  });
});
