import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hashTyped, newCode } from '../../server/participation/code.ts';
import { codeAlphabet, readCode, writeCode } from '../../server/participation/codeText.ts';

describe('invitation codes', () => {
  it('carry at least 80 bits and are grouped by four', () => {
    const code = newCode();
    assert.ok((code.length - 1) * 5 >= 80);
    assert.match(writeCode(code), /^(\w{4}-){4}\w{4}$/);
    assert.doesNotMatch(codeAlphabet, /[ILOU]/);
  });

  it('are read in any case, with any digits, dashes and spaces, and with look-alikes', () => {
    const code = newCode();
    const persian = writeCode(code).replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit)));
    const spoken = code.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('V', 'u');
    const spaced = ` ${code.toLowerCase().replace(/(.{4})/g, '$1 ')}\u200f`;
    for (const typed of [
      code,
      writeCode(code),
      persian,
      spoken,
      spaced,
      writeCode(code).replaceAll('-', '–'),
    ]) {
      assert.equal(readCode(typed), code);
    }
  });

  it('tell every single wrong letter apart without the server', () => {
    const letter = fc.constantFrom(...codeAlphabet);
    fc.assert(
      fc.property(fc.nat(19), letter, (place, other) => {
        const code = newCode();
        fc.pre(code[place] !== other);
        assert.equal(readCode(code.slice(0, place) + other + code.slice(place + 1)), null);
      }),
    );
  });

  it('never take a malformed code for one, whatever was typed', () => {
    const wrong = ['', 'x', newCode().slice(1), `${newCode()}A`, '🙂'.repeat(20), 'سلام', 'A'.repeat(10_000)];
    for (const typed of [...wrong, undefined, 7, {}]) {
      assert.equal(hashTyped(typed), hashTyped('malformed'));
    }
  });

  it('are found in whatever they were pasted with, and in nothing else', () => {
    const code = newCode();
    const written = writeCode(code);
    const around = [
      `https://survey.example/w/culture-1405#${written}`,
      `https://survey.example/w/culture-1405%23${written}?utm_source=sms`,
      `کد شما: ${written}، با سپاس`,
      `\u202a${written}\u202c`,
      written.replaceAll('-', '\u2011'),
      written.replaceAll('-', '%2D'),
      `(${written})`,
      `${written}%`,
      `${written}%E2%80`,
      `code ${written.toLowerCase().replaceAll('-', ' ')}.`,
    ];
    const wide = written.replace(/[0-9A-Z-]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
    const alike: Record<string, string> = {
      A: 'А',
      B: 'Β',
      C: 'с',
      E: 'Е',
      H: 'Η',
      K: 'к',
      M: 'М',
      P: 'р',
      T: 'Τ',
      X: 'х',
      Z: 'Ζ',
    };
    around.push(
      wide,
      written.replace(/[A-Z]/g, (one) => alike[one] ?? one),
      written.replace(/[A-Z]/g, (one) => String.fromCodePoint(0x1d400 + one.charCodeAt(0) - 65)),
      ...['\u00a0', '\u200d', '\u00ad', '–', '_', 'ـ', ':', '، ', '+', '%20', '%252D', '&#8209;'].map(
        (mark) => written.replaceAll('-', mark),
      ),
      `https://survey.example/w/culture-1405%2523${written}`,
      `https://safe.example/?url=https%253A%252F%252Fsurvey.example%252Fw%252Fx%2523${written}&data=05%7C01`,
      `#${written};jsessionid=0123456789ABCDEF0123456789ABCDEF`,
      `#${written}?fbclid=IwAR0abcDEFghiJKLmnopQRStuv`,
      `#${written}&amp;utm_source=sms`,
      `«${written}».`,
      `*${written}*`,
      written.replaceAll('-', '&#x2d;'),
      `${written.slice(0, 12)}=\r\n${written.slice(12)}`,
      `https://survey.example/w/culture-1405=23${written}`,
      written.replace('-', '-\r\n> > '),
      `code=${written}`,
    );
    for (const text of around) assert.equal(readCode(text), code, text);
    const wrong = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');
    for (const text of [
      wrong,
      `${code}7`,
      `A${code}`,
      code.slice(1),
      '',
      '%',
      'https://survey.example/w/culture-1405',
    ])
      assert.equal(readCode(text), null, text);
  });
});
