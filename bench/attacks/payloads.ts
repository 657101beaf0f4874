/** Files and bodies that are meant to hurt: long lines, archives that unpack to a hundred times their size, forms of many parts. */
import { constants, crc32, deflateRawSync } from 'node:zlib';

const mega = 1024 * 1024;
const bigFile = 19 * mega;

/** What is uploaded to each route; made once. */
export function hostileFiles(): Record<string, { name: string; bytes: Buffer }> {
  return {
    'one line of 19 MB': { name: 'people.csv', bytes: Buffer.alloc(bigFile, 'a') },
    'one line of 19 MB of separators': { name: 'people.csv', bytes: Buffer.alloc(bigFile, ',') },
    'one quote and 19 MB of lines': {
      name: 'people.csv',
      bytes: Buffer.from(`"${'a,b\n'.repeat(bigFile / 4)}`),
    },
    'a table of 19 MB and 300,000 rows': { name: 'people.csv', bytes: longTable() },
    'JSON of 19 MB with a million empty objects': {
      name: 'offices.json',
      bytes: Buffer.from(`{"offices":[${Array(1_000_000).fill('{"code": "a" }').join(',')}]}`),
    },
    'nested JSON of 19 MB': { name: 'offices.json', bytes: Buffer.alloc(bigFile, '[') },
    'a workbook that says it unpacks to 2 GB': { name: 'people.xlsx', bytes: bomb(2048 * mega) },
    'a workbook that unpacks to 2 GB and says 1 MB': { name: 'people.xlsx', bytes: bomb(mega) },
    'a workbook with a shared string used a million times': { name: 'people.xlsx', bytes: repeatedString() },
  };
}

/** With the headings of every list that there is, so that each reader goes on to its rows. */
function longTable(): Buffer {
  const head = 'office,code,name,email,mobile,level,nameFa,nameEn,parent,headcount,username,displayName,role';
  const row = (at: number) =>
    `o0,c${at},n${at},a${at}@example.ir,,district,f${at},e${at},o0,1,u${at},d${at},manager`;
  return Buffer.from(
    [head, ...Array.from({ length: 300_000 }, (_, at) => row(at))].join('\n').slice(0, bigFile),
  );
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';

interface Entry {
  path: string;
  deflated: Buffer;
  /** As the directory says it. */
  size: number;
  crc: number;
}

function entry(path: string, text: string): Entry {
  const plain = Buffer.from(text);
  return { path, deflated: deflateRawSync(plain), size: plain.length, crc: crc32(plain) };
}

function partsAround(sheet: Entry, more: Entry[] = []): Entry[] {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = (inner: string) =>
    `<Relationships xmlns="${packages}/relationships">${inner}</Relationships>`;
  return [
    entry('[Content_Types].xml', `<Types xmlns="${packages}/content-types"/>`),
    entry('_rels/.rels', relations(relation('r1', 'officeDocument', 'xl/workbook.xml'))),
    entry(
      'xl/workbook.xml',
      `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    entry(
      'xl/_rels/workbook.xml.rels',
      relations(
        relation('r1', 'worksheet', 'worksheets/sheet1.xml') +
          relation('r2', 'sharedStrings', 'sharedStrings.xml'),
      ),
    ),
    sheet,
    ...more,
  ];
}

/** Rows without an end: one packed piece, repeated until 2 GB come out of it. @param said the size that its directory gives */
function bomb(said: number): Buffer {
  const head = Buffer.from(`<worksheet xmlns="${main}"><sheetData>`);
  const row = '<row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row>';
  const piece = Buffer.from(row.repeat(Math.floor((8 * mega) / row.length)));
  const flush = { finishFlush: constants.Z_FULL_FLUSH };
  const [first, again] = [deflateRawSync(head, flush), deflateRawSync(piece, flush)];
  const deflated = Buffer.concat([first, ...Array<Buffer>(256).fill(again), deflateRawSync(Buffer.alloc(0))]);
  return zip(partsAround({ path: 'xl/worksheets/sheet1.xml', deflated, size: said, crc: 0 }));
}

function repeatedString(): Buffer {
  const rows = '<row><c t="s"><v>0</v></c></row>'.repeat(1_000_000);
  const sheet = entry(
    'xl/worksheets/sheet1.xml',
    `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
  );
  const text = `<sst xmlns="${main}"><si><t>${'a'.repeat(30_000)}</t></si></sst>`;
  return zip(partsAround(sheet, [entry('xl/sharedStrings.xml', text)]));
}

function zip(entries: readonly Entry[]): Buffer {
  const [files, directory]: Buffer[][] = [[], []];
  let offset = 0;
  for (const { path, deflated, size, crc } of entries) {
    const name = Buffer.from(path);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc, 10);
    fields.writeUInt32LE(deflated.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, name, deflated]);
    directory!.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, place, name]));
    files!.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory!);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files!, central, end]);
}

const boundary = 'x';
export const multipartType = `multipart/form-data; boundary=${boundary}`;

const field = (name: string, value: string | Buffer): Buffer[] => [
  Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n`),
  Buffer.from(value),
  Buffer.from('\r\n'),
];

const closing = Buffer.from(`--${boundary}--\r\n`);

/** A form with the token and a file. */
export function upload(
  csrf: string,
  { name, bytes }: { name: string; bytes: Buffer },
  fields: Record<string, string>,
): Buffer {
  const given = Object.entries({ _csrf: csrf, ...fields }).flatMap(([key, value]) => field(key, value));
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
  return Buffer.concat([...given, Buffer.from(head), bytes, Buffer.from('\r\n'), closing]);
}

/** As many fields of one size, without a token. */
export function manyFields(count: number, bytes: number, nameOf: (at: number) => string): Buffer {
  const value = Buffer.alloc(bytes, 'a');
  const all = Array.from({ length: count }, (_, at) => field(nameOf(at), value)).flat();
  return Buffer.concat([...all, closing]);
}
