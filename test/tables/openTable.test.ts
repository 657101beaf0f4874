/** Tables as people save them: whatever the encoding, the mark between cells and what stands around the table, the same rows come out. */
import assert from 'node:assert/strict';
import { deflateRawSync } from 'node:zlib';
import { columnsNamed } from '../../server/tables/reading/findHeader.ts';
import { openTable } from '../../server/tables/reading/openTable.ts';
import { UnreadableFile } from '../../server/tables/reading/unreadable.ts';
import { type Cell, workbook, workbookOf, zip } from '../support/makeWorkbook.ts';
import { encodedAs, windows1256 } from './encodedAs.ts';

const columns = columnsNamed({ code: ['کد'], name: ['نام'], mobile: ['تلفن همراه'], mail: ['رایانامه'] }, [
  'code',
]);

async function read(file: Buffer | string) {
  const table = await openTable(Buffer.from(file), columns);
  const rows: { row: number; cells: string[]; bad: unknown[] }[] = [];
  try {
    for await (const { row, cells, bad } of table.rows()) rows.push({ row, cells, bad });
  } finally {
    await table.close();
  }
  const passed = table.reading.passedOver.map(({ what, count, names }): [string, number, ...string[]] => [
    what,
    count,
    ...names,
  ]);
  return {
    rows,
    cells: rows.map(({ cells }) => cells),
    reading: table.reading,
    passed,
    header: table.header,
  };
}

const refused = (file: Buffer | string, reason: string, line = 0) =>
  assert.rejects(read(file), (error) => {
    assert.ok(error instanceof UnreadableFile, String(error));
    assert.deepEqual([error.reason, error.line], [reason, line]);
    return true;
  });

const simple = [['ea', 'تبریز و «اهر»']];

describe('reading a table', () => {
  it('reads UTF-8, UTF-16 and windows-1256, with each mark between cells', async () => {
    for (const mark of [',', ';', '\t', '؛', '|']) {
      const text = [['code', 'نام'], ...simple].map((row) => row.join(mark)).join('\r\n');
      for (const [name, bytes] of Object.entries(encodedAs(text))) {
        const { cells, reading } = await read(bytes);
        const isArabicPage = name === 'windows-1256';
        assert.deepEqual(cells, isArabicPage ? [['ea', 'تبريز و «اهر»']] : simple, `${name} ${mark}`);
        assert.deepEqual([reading.encoding, reading.delimiter], [name.replace(/ .*/, ''), mark]);
      }
    }
  });

  it('reads windows-1256 without any Persian letter where marks prove it, and else refuses it', async () => {
    for (const [text, cells] of [
      // Persian Windows divides cells by its own semicolon, and Persian digits have no place in its code page.
      ['code؛name\r\n12؛45\r\n13؛7\r\n؛؛\r\n', null],
      [
        'code؛name\r\n12؛45\r\n\r\n13؛7\r\n',
        [
          ['12', '45'],
          ['13', '7'],
        ],
      ],
      ['code,name\n\u200f12\u200e,45\n', [['12', '45']]],
      ['code,name\n12,4\u00a0500\n', [['12', '4\u00a0500']]],
      ['code,name\n12,“a – b”\n', [['12', '“a – b”']]],
    ] as const) {
      const bytes = windows1256(text);
      if (!cells) await refused(bytes, 'encoding', 1);
      else assert.deepEqual((await read(bytes)).cells, cells, text);
      if (cells) assert.equal((await read(bytes)).reading.encoding, 'windows-1256');
    }
    for (const western of [
      'code,name\nNº,2\n',
      'code,name\n1,¡Hola!\n',
      'code,name\nþorp,1\n',
      'code,name\na,ý\n1ý,b\nbý,1\n',
    ])
      await refused(Buffer.from(western, 'latin1'), 'encoding', 2);
  });

  it('never takes another encoding for Persian, and says how far it came', async () => {
    const lines = 'code,name\nea,';
    for (const bytes of [
      // Western accents, Cyrillic, the Arabic of Macs and of ISO, and UTF-8 with a byte lost.
      Buffer.from(`${lines}Universität Ångström déjà`, 'latin1'),
      Buffer.concat([Buffer.from(lines), Buffer.from('d2e0e1f0e8e720e820c0f5e0f0', 'hex')]),
      Buffer.concat([Buffer.from(lines), Buffer.from('cae6d3d9e520e5efeae9e4', 'hex')]),
      Buffer.concat([Buffer.from(`${lines}استانداری آذربایجان`).subarray(0, -1), Buffer.from('\n')]),
      Buffer.from([...Buffer.from(lines), 0x61, 0xff]),
    ])
      await refused(bytes, 'encoding', 2);
    await refused('code,name\nea,\ufffd\ufffd\n', 'lostLetters', 2);
    await refused(Buffer.from('\ufeffcode,name\n', 'utf16le').subarray(0, -1), 'encoding', 1);
  });

  it('finds the header below titles with commas, empty lines and a line sep=', async () => {
    const file = '\n\nsep=;\nفهرست, واحدها, ۱۴۰۵\n\nکد;نام;;\nea;تبریز;;\n;;;\n\n';
    const { rows, passed, reading } = await read(file);
    assert.deepEqual(rows, [{ row: 7, cells: ['ea', 'تبریز'], bad: [] }]);
    assert.deepEqual([reading.delimiter, reading.headerRow], [';', 6]);
    assert.deepEqual(passed, [
      ['separatorLine', 1],
      ['titleRows', 1, '4'],
      ['emptyRows', 5],
      ['emptyColumns', 2],
    ]);
  });

  it('reads headings on two rows, as merged cells leave them, and takes no row of the table for one', async () => {
    for (const head of [
      ['کد,تماس,', ',رایانامه,تلفن همراه'],
      ['کد,تلفن,پست', ',همراه,رایانامه'],
      ['فهرست,,', 'کد,تماس,', ',رایانامه,تلفن همراه'],
    ]) {
      const { rows, header, reading } = await read([...head, 'ea,a@example.ir,0912', ''].join('\n'));
      assert.equal(rows.length, 1, head.join('/'));
      assert.equal(reading.headerRow - reading.firstHeaderRow, 1);
      assert.deepEqual(new Set(header?.fields), new Set(['code', 'mail', 'mobile']));
    }
    assert.equal((await read('code,x,y\n,mobile,mail\n')).reading.firstHeaderRow, 1);
    assert.equal((await read('code,name\nea,mobile\n')).reading.headerRow, 1);
  });

  it('knows a heading with a remark behind it or an ezafe, and passes over sums and repeated headings, never over people', async () => {
    const { header, cells, passed } = await read(
      'کد:,نام (به فارسی),تلفن همراه *,رایانامه [اختیاری]:\nea,الف,0912,\nکد:,نام (به فارسی),تلفن همراه *,رایانامه [اختیاری]:\nجمع,جمشید,0913,\nجمع کل,,12,\n',
    );
    assert.deepEqual(header?.fields, ['code', 'name', 'mobile', 'mail']);
    assert.deepEqual(cells, [
      ['ea', 'الف', '0912'],
      ['جمع', 'جمشید', '0913'],
    ]);
    assert.deepEqual(passed, [
      ['headerRows', 1, '3'],
      ['totalRows', 1, '5'],
    ]);
    const pattern = columnsNamed({ mobile: ['شماره تلفن همراه'] }, ['mobile']);
    assert.equal(pattern.fieldOf('شماره\u200cی تلفن همراه (الزامی)'), 'mobile');
  });

  it('takes cells without what nobody sees, and without the apostrophe of text', async () => {
    const { cells } = await read(
      'code,name,mobile\n\u200f ea\u00a0,\'=1+1,\'09123456789\n \u200eq, "a, ""b""\nc" ,x "y" z\n',
    );
    assert.deepEqual(cells, [
      ['ea', '=1+1', '09123456789'],
      ['q', 'a, "b"\nc', 'x "y" z'],
    ]);
  });

  it('names the line of a quote that nothing closes, however much it swallows', async () => {
    await refused(`code,name\nea,"x\ny"\nahar,"y\n${'more,rows\n'.repeat(50)}`, 'quote', 4);
    await refused('code,name\nea,x\nahar,"y\n', 'quote', 3);
  });

  it('names the line that a row begins on, past line breaks in cells', async () => {
    const { rows } = await read('code,name\n"one","two\nlines"\n\n,\nlast,row\n');
    assert.deepEqual(
      rows.map(({ row }) => row),
      [2, 6],
    );
  });

  it('says what a file is that holds no table', async () => {
    await refused('', 'empty');
    await refused(' \n\n,,\n', 'empty');
    await refused(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'oldExcel');
    await refused(
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from('EncryptedPackage', 'utf16le')]),
      'password',
    );
    await refused('%PDF-1.7 …', 'notAList');
    await refused('\r\n<html xmlns:x="urn:x"><table><tr><td>code', 'notAList');
    await refused('\ufeff<table><tr><td>code,name', 'notAList');
    await refused(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2]), 'notAList');
    await refused('PK\u0003\u0004 no zip', 'damagedWorkbook');
    await refused(zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }), 'otherArchive');
  });
});

describe('reading a workbook', () => {
  const raw = (attributes: string, xml: string): Cell => ({ attributes, xml });

  it('reads one that has macros, and none of the macros', async () => {
    const types = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"';
    const type = 'application/vnd.ms-excel.sheet.macroEnabled.main+xml';
    const bytes = workbookOf(
      [
        {
          name: 'S',
          rows: [
            ['code', 'name'],
            ['1', 'اهر'],
          ],
        },
      ],
      {
        '[Content_Types].xml': `<Types ${types}><Override PartName="/xl/workbook.xml" ContentType="${type}"/></Types>`,
        'xl/vbaProject.bin': 'Sub Auto_Open()',
      },
    );
    const { rows } = await read(bytes);
    assert.deepEqual(
      rows.map(({ cells }) => cells),
      [['1', 'اهر']],
    );
  });

  it('keeps the digits of numbers, shows dates as days, and leaves merged cells empty but the first', async () => {
    const { cells } = await read(
      workbook(
        [
          ['کد', 'نام', 'رایانامه'],
          [{ number: '9141234567' }, { number: '9.141234568E9' }, { date: 46000 }],
          [{ number: '1.0' }, { number: '0.30000000000000004' }, raw('t="str"', '<f>A1</f><v>x_x000D_y</v>')],
          [
            raw('t="b"', '<v>1</v>'),
            null,
            raw('t="inlineStr"', '<is><r><t>a&amp;</t></r><r><t xml:space="preserve"> b&#1740;</t></r></is>'),
          ],
        ],
        ['A1:A2'],
      ),
    );
    assert.deepEqual(cells, [
      ['9141234567', '9141234568', '2025-12-09'],
      ['1', '0.3', 'x\ry'],
      ['TRUE', '', 'a& bی'],
    ]);
  });

  it('takes a bad cell for a bad cell, by its row and column, and reads the others', async () => {
    const { rows } = await read(
      workbook([
        ['کد', 'نام', 'رایانامه'],
        ['ea', { date: 9141234567 }, 'a@example.ir'],
        ['eb', raw('t="e"', '<v>#REF!</v>')],
        ['ec', raw('', '<f>A1+1</f>'), '?? ???'],
        ['ed', 'الف'],
      ]),
    );
    assert.deepEqual(
      rows.map(({ row, cells }) => [row, ...cells]),
      [
        [2, 'ea', '', 'a@example.ir'],
        [3, 'eb'],
        [4, 'ec'],
        [5, 'ed', 'الف'],
      ],
    );
    assert.deepEqual(
      rows.flatMap(({ bad }) => bad),
      [
        { column: 1, kind: 'date', found: '9141234567' },
        { column: 1, kind: 'error', found: '#REF!' },
        { column: 1, kind: 'noValue', found: '' },
        { column: 2, kind: 'lost', found: '?? ???' },
      ],
    );
  });

  it('reads the sheet with the header, says which one, and leaves hidden ones aside', async () => {
    const table = (code: string) => [
      ['کد', 'نام'],
      [code, 'الف'],
    ];
    const { cells, reading, passed } = await read(
      workbookOf([
        { name: 'hidden', rows: table('no'), isHidden: true },
        { name: 'راهنما', rows: [['این فایل را پر کنید'], ['نام']] },
        { name: 'empty', rows: [[null]] },
        { name: 'واحدها', rows: table('ea') },
        { name: 'دیگر', rows: table('eb') },
      ]),
    );
    assert.deepEqual([reading.sheet, cells], ['واحدها', [['ea', 'الف']]]);
    assert.deepEqual(passed, [
      ['alikeSheets', 1, 'دیگر'],
      ['otherSheets', 1, 'راهنما'],
      ['hiddenSheets', 1, 'hidden'],
    ]);
  });

  it('refuses what unpacks to gigabytes before unpacking it, also where it lies about its size', async () => {
    const bytes = workbook([['کد'], ['ea']]);
    const before = process.memoryUsage().rss;
    const end = bytes.lastIndexOf(Buffer.from('PK\x01\x02'));
    const huge = Buffer.from(bytes);
    huge.writeUInt32LE(2_000_000_000, end + 24);
    await refused(huge, 'tooLarge');
    const packed = deflateRawSync(Buffer.alloc(100_000_000, '<c r="A1"/>'));
    await refused(packedWorksheet(bytes, packed, 1000), 'tooLarge');
    assert.ok(process.memoryUsage().rss - before < 250_000_000);
  });

  it('is refused where it is damaged', async () => {
    const bytes = workbook([['کد'], ['ea']]);
    await refused(bytes.subarray(0, bytes.length - 30), 'damagedWorkbook');
  });
});

/** The workbook with its last part, the worksheet, replaced by packed bytes that claim to unpack to `size`. */
function packedWorksheet(workbookBytes: Buffer, packed: Buffer, size: number): Buffer {
  const directoryAt = workbookBytes.indexOf(Buffer.from('PK\x01\x02'));
  const lastAt = workbookBytes.lastIndexOf(Buffer.from('PK\x01\x02'));
  const endAt = workbookBytes.lastIndexOf(Buffer.from('PK\x05\x06'));
  const local = workbookBytes.readUInt32LE(lastAt + 42);
  const dataAt = local + 30 + workbookBytes.readUInt16LE(local + 26);
  const directory = Buffer.from(workbookBytes.subarray(directoryAt, endAt));
  const last = lastAt - directoryAt;
  directory.writeUInt16LE(8, last + 10);
  directory.writeUInt32LE(packed.length, last + 20);
  directory.writeUInt32LE(size, last + 24);
  const end = Buffer.from(workbookBytes.subarray(endAt));
  end.writeUInt32LE(dataAt + packed.length, 16);
  return Buffer.concat([workbookBytes.subarray(0, dataAt), packed, directory, end]);
}
