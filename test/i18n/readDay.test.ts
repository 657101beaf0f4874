/** Days as they are typed, in forms, files and the fields of pages: one reader for all of them. */
import assert from 'node:assert/strict';
import { dayInField } from '../../public/src/desk/calendars.ts';
import { readInstant } from '../../server/campaigns/campaignFields.ts';
import { dayOrNull, readDay } from '../../server/i18n/readDay.ts';

describe('reading a day', () => {
  it('takes both calendars, digits of any script, either order, and every mark between the parts', () => {
    for (const typed of [
      ...[
        '۱۳۹۹/۰۵/۳۱',
        '1399-5-31',
        '١٣٩٩.٥.٣١',
        ' ۳۱/۵/۱۳۹۹ ',
        '\u200f۱۳۹۹ / ۵ / ۳۱',
        '۱۳۹۹۰۵۳۱',
        '1399 5 31',
      ],
      ...['2020-08-21', '2020/8/21', '21/8/2020', '20200821', '2020.08.21', '2020‑08‑21', '2020 – 08 – 21'],
    ])
      assert.deepEqual(readDay(typed), { day: '2020-08-21' }, typed);
  });

  it('says what is wrong with anything else, and guesses no century', () => {
    const refused = {
      shortYear: ['۹۹/۵/۳۱', '۳۱/۵/۹۹', '05/09/10', '20/8/21'],
      noSuchDay: [
        '۱۳۹۹/۷/۳۱',
        '۱۴۰۰/۱۲/۳۰',
        '۱۳۹۹/۰/۱',
        '1405/13/01',
        '2026/02/30',
        '2026-02-29',
        '20261301',
      ],
      malformed: [
        '',
        'فردا',
        '1399/5',
        '1399',
        '1399/5/1399',
        '1399//5/31',
        '1399/5/31/',
        '139905',
        '1/2/3/4',
      ],
    };
    for (const [problem, texts] of Object.entries(refused))
      for (const typed of texts) assert.deepEqual(readDay(typed), { problem }, typed);
  });

  it('takes a year or a month alone where its end is known', () => {
    assert.equal(dayOrNull('۱۳۹۹', 'first'), '2020-03-20');
    assert.equal(dayOrNull('۱۳۹۹', 'last'), '2021-03-20', 'a leap year has a thirtieth');
    assert.equal(dayOrNull('1400', 'last'), '2022-03-20');
    assert.equal(dayOrNull('2020-02', 'last'), '2020-02-29');
    assert.equal(dayOrNull('۸/۱۳۹۹', 'first'), '2020-10-22');
    assert.equal(dayOrNull('13', 'first'), null);
  });

  it('begins and ends a wave at midnight in Iran, and stands at noon in the field of a page', () => {
    const at = (text: string, edge: 'start' | 'end') => {
      const read = readInstant(text, edge);
      return 'value' in read ? read.value.toISOString() : read.problem;
    };
    assert.equal(at('۱۴۰۵/۰۹/۱۰', 'start'), '2026-11-30T20:30:00.000Z');
    assert.equal(at('01/12/2026', 'end'), '2026-12-01T20:29:00.000Z');
    // Summer time until 1401.
    assert.equal(at('2020-08-21', 'start'), '2020-08-20T19:30:00.000Z');
    assert.equal(at('فردا', 'end'), 'campaigns:errors.date.malformed');
    assert.equal(new Date(dayInField('۱۴۰۵/۹/۱۰')!).toISOString(), '2026-12-01T08:30:00.000Z');
    assert.equal(dayInField('2026/12/01'), dayInField('۱۰/۹/۱۴۰۵'));
    assert.equal(dayInField('۱۴۰۵/۹'), null);
  });
});
