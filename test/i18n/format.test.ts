import assert from 'node:assert/strict';
import { formatter } from '../../server/i18n/format.ts';

const fa = formatter('fa');
const en = formatter('en');
const noon = new Date('2020-08-21T10:00:00Z');

describe('the Persian formatter', () => {
  it('writes numbers with Persian digits and signs', () => {
    assert.equal(fa.number(1234567.891), '۱٬۲۳۴٬۵۶۷٫۸۹');
    assert.equal(fa.number(3, { digits: 1 }), '۳٫۰');
    assert.equal(fa.number(-4.5), '\u200e−۴٫۵');
    assert.equal(fa.number(-0.04, { digits: 1 }), '۰٫۰');
  });

  it('marks a percentage so that the sign stays on one side', () => {
    assert.equal(fa.percent(0.563), '\u061c۵۶٪');
    assert.equal(fa.percent(0.563, { digits: 1 }), '\u061c۵۶٫۳٪');
  });

  it('signs differences, except those that round to nothing', () => {
    assert.equal(fa.signed(3.2, { digits: 1 }), '\u200e+۳٫۲');
    assert.equal(fa.signed(-3.2, { digits: 1 }), '\u200e−۳٫۲');
    assert.equal(fa.signed(0.04, { digits: 1 }), '۰٫۰');
  });

  it('writes ranges and lists in words', () => {
    assert.equal(fa.range(5, 10), '۵ تا ۱۰');
    assert.equal(fa.list(['الف', 'ب']), 'الف و ب');
    assert.equal(fa.list([2, 3, 4, 5].map((one) => fa.number(one))), '۲، ۳، ۴ و ۵');
    assert.equal(en.list(['a', 'b', 'c']), 'a, b and c');
    assert.deepEqual([fa.list(['الف']), fa.list([])], ['الف', '']);
  });

  it('writes dates in the Persian order', () => {
    assert.equal(fa.dateLong(noon), '۳۱ مرداد ۱۳۹۹');
    assert.equal(fa.dateFull(noon), 'جمعه ۳۱ مرداد ۱۳۹۹');
    assert.match(fa.dayAndTime(noon), /^جمعه ۳۱ مرداد ۱۳۹۹ ساعت [۰-۹]{2}:[۰-۹]{2}$/);
    assert.doesNotMatch(formatter('en').dayAndTime(noon), /[\u0600-\u06ff]/);
    assert.equal(fa.dateNumeric(noon), '۱۳۹۹/۰۵/۳۱');
    assert.equal(fa.dateTime(noon), '۱۳۹۹/۰۵/۳۱ ساعت ۱۴:۳۰');
    assert.equal(fa.time(noon), '۱۴:۳۰');
    assert.equal(fa.monthYear(noon), 'مرداد ۱۳۹۹');
  });

  it('sorts by the Persian alphabet, either form of a letter, numbers by value', () => {
    const names = ['منطقهٔ ۱۰', 'هریس', 'ورزقان', 'منطقهٔ ۲', 'گوگان', '\u0643ليبر', 'پارس‌آباد', 'تبریز'];
    const sorted = ['پارس‌آباد', 'تبریز', '\u0643ليبر', 'گوگان', 'منطقهٔ ۲', 'منطقهٔ ۱۰', 'ورزقان', 'هریس'];
    assert.deepEqual(names.sort(fa.compare), sorted);
  });

  it('writes codes and telephone numbers digit by digit, zeros in front included', () => {
    assert.equal(fa.digits('0321'), '۰۳۲۱');
    assert.equal(fa.digits('0912 345 6789'), '۰۹۱۲ ۳۴۵ ۶۷۸۹');
    assert.equal(en.digits('0321'), '0321');
  });

  it('serves Azerbaijani, for which ICU has no data', () => {
    assert.equal(formatter('azb').dateLong(noon), fa.dateLong(noon));
    assert.equal(formatter('azb').number(12.5), '۱۲٫۵');
  });
});

describe('the English formatter', () => {
  it('uses the Gregorian calendar and the time of Iran', () => {
    assert.equal(en.dateLong(noon), '21 August 2020');
    assert.equal(en.dateNumeric(noon), '21 Aug 2020');
    assert.equal(en.dateTime(noon), '21 Aug 2020, 14:30');
    assert.deepEqual([en.dateTyped(noon), fa.dateTyped(noon)], ['2020-08-21', '۱۳۹۹/۰۵/۳۱']);
    assert.equal(en.monthYear(noon), 'August 2020');
    assert.equal(en.monthYear(noon, 'short'), 'Aug 2020');
  });

  it('writes a real minus and no marks of direction', () => {
    assert.equal(en.signed(-3.25, { digits: 1 }), '−3.3');
    assert.equal(en.signed(2, { digits: 1 }), '+2.0');
    assert.equal(en.percent(0.5), '50%');
    assert.equal(en.range(-3, 5), '−3 to 5');
  });
});
