import assert from 'node:assert/strict';
import { listColumns } from '../../../server/participation/peopleList/listColumns.ts';
import { cellsOf, officeFinder, readListRow } from '../../../server/participation/peopleList/readListRow.ts';
import { findHeader } from '../../../server/tables/reading/findHeader.ts';
import { readMailAddress } from '../../../server/tables/reading/readMailAddress.ts';
import { readMobile, writeMobile } from '../../../server/tables/reading/readMobile.ts';

const headerOf = (...rows: string[][]) =>
  findHeader(
    rows.map((cells, at) => ({ row: at + 1, cells })),
    listColumns,
  );

describe('a row of a people list', () => {
  const find = officeFinder([
    { code: 'ea-ajabshir', nameFa: 'فرمانداری عجب‌شیر', nameEn: 'Ajab Shir' },
    { code: 'ea-kaleybar', nameFa: 'فرمانداری کلیبر', nameEn: 'Kaleybar' },
  ]);
  const read = (row: Record<string, string>) => {
    const header = headerOf(Object.keys(row)) ?? assert.fail('no header');
    return readListRow(cellsOf(Object.values(row), header), find);
  };

  it('finds offices by code or name, in any spelling', () => {
    for (const office of ['ea-ajabshir', 'فرمانداري عجب شير', 'فرمانداری عجب‌شیر', 'AJAB SHIR'])
      assert.deepEqual(read({ واحد: office }), { office: 'ea-ajabshir', channel: 'slip', address: '' });
    assert.deepEqual(read({ واحد: 'فرمانداري كليبر' }), {
      office: 'ea-kaleybar',
      channel: 'slip',
      address: '',
    });
  });

  it('takes a name that two offices bear for neither, and one that an office bears in both languages for its own', () => {
    const findAmong = officeFinder([
      { code: 'north', nameFa: 'بخشداری مرکزی', nameEn: 'Central' },
      { code: 'south', nameFa: 'بخشداری مرکزی', nameEn: 'Central South' },
      { code: 'jolfa', nameFa: 'Jolfa', nameEn: 'Jolfa' },
    ]);
    assert.equal(findAmong('بخشداري مركزي'), null);
    assert.deepEqual(['Central', 'central south', 'JOLFA'].map(findAmong), ['north', 'south', 'jolfa']);
  });

  it('takes the channel as named, or as the address shows', () => {
    const office = 'ea-ajabshir';
    const channelOf = (row: Record<string, string>) => read({ office, ...row });
    assert.deepEqual(channelOf({ channel: 'پیامک', address: '۰۹۱۴ ۱۲۳ ۴۵۶۷' }), {
      office,
      channel: 'sms',
      address: '+989141234567',
    });
    assert.deepEqual(channelOf({ نشانی: 'Ali@Example.ir' }), {
      office,
      channel: 'email',
      address: 'Ali@Example.ir',
    });
    assert.deepEqual(channelOf({ رایانامه: '', 'تلفن همراه': '٠٩١٤١٢٣٤٥٦٧' }), {
      office,
      channel: 'sms',
      address: '+989141234567',
    });
  });

  it('names what is wrong', () => {
    const office = 'ea-ajabshir';
    const cases: [Record<string, string>, string][] = [
      [{ office: '', address: 'a@example.ir' }, 'officeMissing'],
      [{ office: 'تهران', address: 'a@example.ir' }, 'unknownOffice'],
      [{ office, channel: 'کبوتر', address: 'a@example.ir' }, 'unknownChannel'],
      [{ office, channel: 'email', address: '' }, 'addressMissing'],
      [{ office, channel: 'email', address: 'a@example' }, 'malformedEmail'],
      [{ office, channel: 'sms', address: '041-35291000' }, 'malformedMobile'],
      [{ office, channel: 'sms', address: '2025-12-09' }, 'malformedMobile'],
    ];
    for (const [row, problem] of cases) assert.deepEqual(read(row), { problem });
  });

  it('lets a title stand above the header and does not take columns it does not know', () => {
    assert.equal(headerOf(['فهرست همکاران', '', '']), null);
    assert.deepEqual(headerOf(['نام', 'واحد:', 'ایمیل'])?.fields, [null, 'office', 'email']);
  });

  it('reads mobile numbers of every usual form and refuses the rest', () => {
    for (const text of [
      '09123456789',
      '9123456789',
      '+98 912 345 6789',
      '00989123456789',
      '۰۹۱۲-۳۴۵-۶۷۸۹',
      '98(912)3456789',
      '+98 (0)912 345 6789',
      '+98-(0)-912-345-6789',
      '(+98) 0912 345 6789',
      '＋98 ９12 345 6789',
      'tel:+989123456789',
      '+98\u00a0(0)912\u2011345\u20116789',
      '[0]912 345 6789',
      '۹۸+۹۱۲۳۴۵۶۷۸۹',
      '0912*345*6789',
      '09123456789؛',
      '09123456789 (شخصی)',
      '09123456789.0',
      '9123456789.0',
      '9.123456789E9',
      '9.123456789E+09',
      '\u202a+98 912 345 6789\u202c',
      '09123456789 / 09351112233',
      '09123456789 - 09351112233',
      '09123456789، ۰۹۳۵۱۱۱۲۲۳۳',
    ])
      assert.equal(readMobile(text), '+989123456789', text);
    for (const text of [
      '0912345678',
      '04135291000',
      '+1 912 345 6789',
      'ندارد',
      '',
      '9.12E+09',
      '0912345678, 09123456789',
    ])
      assert.equal(readMobile(text), null, text);
    assert.equal(writeMobile('+989123456789'), '0912 345 6789');
  });

  it('reads addresses without their invisible characters', () => {
    assert.equal(readMailAddress('\u200fali۱۲@example.ir\u200c '), 'ali12@example.ir');
    for (const text of [
      'a@example.ir; b@example.ir',
      'a@example.ir b@example.ir',
      'a@example.ir / b@example.ir',
      'a@example.ir،',
      'علی محمدی <a@example.ir>',
      '"Ali" (mailto:a@example.ir)',
    ])
      assert.equal(readMailAddress(text), 'a@example.ir', text);
    for (const text of ['a@example.ir; b@', 'ali@', '@example.ir', 'علی', 'a@b@c.ir'])
      assert.equal(readMailAddress(text), null, text);
  });
});
