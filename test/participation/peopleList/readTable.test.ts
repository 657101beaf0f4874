import assert from 'node:assert/strict';
import { readColumns } from '../../../server/participation/peopleList/listColumns.ts';
import { cellsOf, officeFinder, readListRow } from '../../../server/participation/peopleList/readListRow.ts';
import { readMailAddress } from '../../../server/participation/peopleList/readMailAddress.ts';
import { readMobile, writeMobile } from '../../../server/participation/peopleList/readMobile.ts';
import { NotATable, readTable } from '../../../server/participation/peopleList/readTable.ts';
import { workbook } from '../../support/makeWorkbook.ts';

async function cells(bytes: Buffer): Promise<string[][]> {
  const rows: string[][] = [];
  for await (const row of readTable(bytes)) rows.push(row.cells);
  return rows;
}
const simple = [
  ['واحد', 'راه'],
  ['تبریز', 'برگه'],
];

describe('reading the file of a people list', () => {
  it('takes commas, semicolons and tabs, with and without a mark at the start', async () => {
    for (const separator of [',', ';', '\t']) {
      const text = simple.map((row) => row.join(separator)).join('\r\n');
      assert.deepEqual(await cells(Buffer.from(text)), simple);
      assert.deepEqual(await cells(Buffer.from(`\ufeff${text}`)), simple);
      const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
      assert.deepEqual(await cells(utf16), simple);
      assert.deepEqual(await cells(utf16.swap16()), simple);
    }
  });

  it('takes the Arabic code page that Persian Windows saves CSV in', async () => {
    const windows1256 = Buffer.from([0xe6, 0xc7, 0xcd, 0xcf, 0x2c, 0xd1, 0xc7, 0xe5, 0x0a]);
    assert.deepEqual(await cells(windows1256), [['واحد', 'راه']]);
  });

  it('reads workbooks: numbers keep their digits, dates show as days, merged cells are empty but the first', async () => {
    const rows = [
      ['واحد', 'نشانی'],
      ['تبريز', { number: '9141234567' }],
      [null, { number: '9.141234568E9' }],
      ['اهر', { date: 46000 }],
    ];
    assert.deepEqual(await cells(workbook(rows, ['A2:A3'])), [
      ['واحد', 'نشانی'],
      ['تبريز', '9141234567'],
      ['', '9141234568'],
      ['اهر', '2025-12-09'],
    ]);
  });

  it('says what a file is that holds no table', async () => {
    const cases: [Buffer, string][] = [
      [Buffer.alloc(0), 'empty'],
      [Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'oldExcel'],
      [Buffer.from('%PDF-1.7 …'), 'notAList'],
      [Buffer.from('\r\n<html xmlns:x="urn:x"><table><tr><td>office'), 'notAList'],
      [Buffer.from('\ufeff<table><tr><td>office,address'), 'notAList'],
      [Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2]), 'notAList'],
      [Buffer.from('PK\u0003\u0004 no zip'), 'damagedWorkbook'],
    ];
    for (const [bytes, reason] of cases) {
      await assert.rejects(cells(bytes), (error) => error instanceof NotATable && error.reason === reason);
    }
  });
});

describe('a row of a people list', () => {
  const find = officeFinder([
    { code: 'ea-ajabshir', nameFa: 'فرمانداری عجب‌شیر', nameEn: 'Ajab Shir' },
    { code: 'ea-kaleybar', nameFa: 'فرمانداری کلیبر', nameEn: 'Kaleybar' },
  ]);
  const read = (row: Record<string, string>) => {
    const header = readColumns(Object.keys(row)) ?? assert.fail('no header');
    return readListRow(cellsOf(Object.values(row), header.columns), find);
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
    assert.equal(readColumns(['فهرست همکاران', '', '']), null);
    assert.deepEqual(readColumns(['نام', 'واحد:', 'ایمیل'])?.unknown, ['نام']);
  });

  it('reads mobile numbers of every usual form and refuses the rest', () => {
    for (const text of [
      '09123456789',
      '9123456789',
      '+98 912 345 6789',
      '00989123456789',
      '۰۹۱۲-۳۴۵-۶۷۸۹',
      '98(912)3456789',
    ])
      assert.equal(readMobile(text), '+989123456789', text);
    for (const text of ['0912345678', '04135291000', '+1 912 345 6789', 'ندارد', ''])
      assert.equal(readMobile(text), null, text);
    assert.equal(writeMobile('+989123456789'), '0912 345 6789');
  });

  it('reads addresses without their invisible characters', () => {
    assert.equal(readMailAddress('\u200fali۱۲@example.ir\u200c '), 'ali12@example.ir');
    for (const text of ['ali@', '@example.ir', 'علی', 'a@b@c.ir'])
      assert.equal(readMailAddress(text), null, text);
  });
});
