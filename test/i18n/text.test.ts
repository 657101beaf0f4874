import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clean, groupsInOrder, key } from '../../server/i18n/text.ts';

const halfSpace = '\u200c';

describe('clean', () => {
  const cases: [string, string, string][] = [
    ['writes Arabic yeh and alef maksura as Persian yeh', 'مراغه\u064a عل\u0649', 'مراغهی علی'],
    ['writes Arabic kaf as Persian kaf', '\u0643ليبر', 'کلیبر'],
    ['gives heh with hamza one form', 'نامه\u0654 خانۀ', 'نامه\u0654 خانه\u0654'],
    ['composes letters that were typed in two parts', 'مو\u0654من', 'مؤمن'],
    ['keeps teh marbuta and hamzated alefs', 'دايرة المعارف أإآ', 'دایرة المعارف أإآ'],
    ['keeps the letters and sukun of Azerbaijani', 'ؤئۆۇؽەڭ و\u0652', 'ؤئۆۇؽەڭ و\u0652'],
    ['keeps vowel signs', 'کاملا\u064b', 'کاملا\u064b'],
    ['drops tatweel', 'بخـــشدار', 'بخشدار'],
    ['keeps one half-space inside a word', 'می\u200c\u200cشود', 'می\u200cشود'],
    ['drops half-spaces at edges and beside spaces', '\u200cکتاب\u200c ها\u200c', 'کتاب ها'],
    ['drops half-spaces beside punctuation', 'خانه\u200c، «\u200cباغ»', 'خانه، «باغ»'],
    ['turns no-break and repeated spaces into one', '  عجب\u00a0  شیر ', 'عجب شیر'],
    ['mends presentation forms pasted from a PDF', 'ﻛﺘﺎﺏ ﻻﻟﻪ', 'کتاب لاله'],
    ['drops marks of direction and characters without width', '\u200fنام\u200e\u202a\u2069\ufeff', 'نام'],
    ['keeps lines, and spaces at their ends not', 'سلام \r\n\n خداحافظ', 'سلام\n\nخداحافظ'],
  ];
  for (const [name, raw, expected] of cases) it(name, () => assert.equal(clean(raw), expected));

  it('changes nothing the second time', () => {
    const letters = [
      ...' \n\u00a0\u200c\u200d\u200f\u0640\u064b\u0652\u0654\u06c0\u06d5\u0647\u064a\u0643ای،۲a',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...letters, 'ﻻ', '\ufe70')), (parts) => {
        const once = clean(parts.join(''));
        assert.equal(clean(once), once);
      }),
    );
  });
});

describe('key', () => {
  const same: [string, ...string[]][] = [
    ['عجب\u200cشیر', 'عجب شیر', 'عجبشیر', 'عجب \u0634ي\u0631'],
    ['خانه\u0654', 'خانۀ', 'خانة', 'خانه'],
    ['آذر', 'أذر', 'اذر', 'ٱذر'],
    ['مسؤول', 'مسوول'],
    ['ائل', 'ایل', 'ا\u0649ل'],
    ['گؤزل', 'گوزل', 'گۆزل'],
    ['منطقهٔ ۲', 'منطقه 2', 'منطقه ٢'],
    ['کاملاً', 'کاملا', 'کـاملا'],
    ['Tabriz', 'tabriz', 'TABRIZ '],
  ];
  for (const [first, ...others] of same) {
    it(`is one for the spellings of ${first}`, () => {
      for (const other of others) assert.equal(key(other), key(first));
    });
  }

  it('keeps different names apart', () => {
    assert.notEqual(key('مرند'), key('میانه'));
  });

  it('is the same before and after cleaning', () => {
    const text = `  \u0643لي\u200c\u200cبر${halfSpace} ـ\u200f`;
    assert.equal(key(clean(text)), key(text));
  });
});

describe('groups of digits', () => {
  it('stay in their order among letters read from the right, and elsewhere as they were', () => {
    const [begin, end] = ['\u2066', '\u2069'];
    const cases = [
      ['دبیرخانه، ۰۴۱-۳۳۳۳۴۴۴۴', `دبیرخانه، ${begin}۰۴۱-۳۳۳۳۴۴۴۴${end}`],
      ['تلفن +98 41 3333 و 09121234567', `تلفن ${begin}+98 41 3333${end} و 09121234567`],
      ['اتاق ۱۲، ۱۴۰۵/۰۹/۱۰', 'اتاق ۱۲، ۱۴۰۵/۰۹/۱۰'],
      ['IT office, 041-33334444', 'IT office, 041-33334444'],
    ] as const;
    for (const [typed, shown] of cases) assert.equal(groupsInOrder(typed), shown);
  });
});
