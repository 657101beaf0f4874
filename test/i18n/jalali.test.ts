import assert from 'node:assert/strict';
import { fromJalali, parseTime, toJalali } from '../../server/i18n/jalali.ts';

describe('Jalali dates', () => {
  it('are those of the official calendar', () => {
    assert.deepEqual(toJalali(new Date('2020-08-21T10:00:00Z')), { year: 1399, month: 5, day: 31 });
    assert.deepEqual(toJalali(new Date('2024-03-19T20:30:00Z')), { year: 1403, month: 1, day: 1 });
    assert.deepEqual(toJalali(new Date('2024-03-19T20:29:59Z')), { year: 1402, month: 12, day: 29 });
  });

  it('become the instant at which the day begins in Iran, with the summer time of the past', () => {
    assert.equal(fromJalali({ year: 1403, month: 1, day: 1 })?.toISOString(), '2024-03-19T20:30:00.000Z');
    assert.equal(fromJalali({ year: 1399, month: 5, day: 31 })?.toISOString(), '2020-08-20T19:30:00.000Z');
    const afternoon = fromJalali({ year: 1399, month: 5, day: 31 }, { hour: 14, minute: 30 });
    assert.equal(afternoon?.toISOString(), '2020-08-21T10:00:00.000Z');
  });

  it('go there and back for every third day of 160 years', () => {
    for (let day = Date.UTC(1930, 0, 1, 9); day < Date.UTC(2090, 0, 1); day += 3 * 86_400_000) {
      const date = toJalali(new Date(day));
      assert.deepEqual(toJalali(fromJalali(date, { hour: 12, minute: 0 })!), date);
    }
  });

  it('have leap years as published', () => {
    const isLeap = (year: number) => fromJalali({ year, month: 12, day: 30 }) !== null;
    const years = Array.from({ length: 18 }, (_, index) => 1395 + index);
    assert.deepEqual(years.filter(isLeap), [1395, 1399, 1403, 1408, 1412]);
    assert.equal(fromJalali({ year: 1399, month: 7, day: 31 }), null);
    assert.equal(fromJalali({ year: 1399, month: 13, day: 1 }), null);
  });
});

describe('parseTime', () => {
  it('reads hours and minutes in any digits and refuses the rest', () => {
    assert.deepEqual(parseTime(' ۱۴:۳۰ '), { hour: 14, minute: 30 });
    assert.deepEqual(parseTime('9:05'), { hour: 9, minute: 5 });
    for (const typed of ['24:00', '12:60', '12', '۱۲:۵']) assert.equal(parseTime(typed), null);
  });
});
