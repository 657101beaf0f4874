/** Days as typed into wave forms: Jalali or Gregorian, digits of any script, until the end of the last day in Iran. */
import assert from 'node:assert/strict';
import { readDay } from '../../server/campaigns/readDay.ts';

const atOf = (text: string) => {
  const read = readDay(text, 'end');
  return 'value' in read ? read.value.toISOString() : read.problem;
};

describe('reading a day', () => {
  it('takes Jalali and Gregorian days in either order of their parts', () => {
    for (const text of ['۱۴۰۵/۰۹/۱۰', '1405-9-10', '١٤٠٥/٩/١٠', '10/09/1405', '2026/12/01', '01/12/2026']) {
      assert.equal(atOf(text), '2026-12-01T20:29:00.000Z', text);
    }
  });

  it('says what is wrong with anything else', () => {
    assert.equal(atOf('فردا'), 'campaigns:errors.date.malformed');
    assert.equal(atOf('05/09/10'), 'campaigns:errors.date.shortYear');
    assert.equal(atOf('1405/13/01'), 'campaigns:errors.date.noSuchDay');
    assert.equal(atOf('2026/02/30'), 'campaigns:errors.date.noSuchDay');
  });
});
