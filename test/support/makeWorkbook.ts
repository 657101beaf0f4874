/** Small xlsx workbooks for tests: cells of every kind that spreadsheets write, merged ranges, packed as stored zip entries. */
import { crc32 } from 'node:zlib';

/** Text, a number as the spreadsheet writes it, a date as its serial number, an empty cell, or what stands inside `<c …>` with attributes. */
export type Cell =
  | string
  | { number: string }
  | { date: number }
  | { attributes: string; xml: string }
  | null;

export interface Worksheet {
  name: string;
  rows: readonly (readonly Cell[])[];
  merged?: readonly string[];
  isHidden?: boolean;
  /** From 1. */
  hiddenRows?: readonly number[];
  hiddenColumns?: readonly number[];
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const letter = (column: number) => String.fromCharCode(65 + column);

function cellXml(cell: Cell, at: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return `<c r="${at}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  if ('xml' in cell) return `<c r="${at}" ${cell.attributes}>${cell.xml}</c>`;
  return 'number' in cell
    ? `<c r="${at}"><v>${cell.number}</v></c>`
    : `<c r="${at}" s="1"><v>${cell.date}</v></c>`;
}

function worksheetXml({ rows, merged = [], hiddenRows = [], hiddenColumns = [] }: Worksheet): string {
  const body = rows.map((row, y) => {
    const cells = row.map((cell, x) => cellXml(cell, `${letter(x)}${y + 1}`)).join('');
    return `<row r="${y + 1}"${hiddenRows.includes(y + 1) ? ' hidden="1"' : ''}>${cells}</row>`;
  });
  const ranges = merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('');
  const merge = ranges && `<mergeCells count="${merged.length}">${ranges}</mergeCells>`;
  const columns = hiddenColumns.map((at) => `<col min="${at}" max="${at}" hidden="1"/>`).join('');
  const cols = columns && `<cols>${columns}</cols>`;
  return `<worksheet xmlns="${main}">${cols}<sheetData>${body.join('')}</sheetData>${merge}</worksheet>`;
}

export const workbook = (rows: Worksheet['rows'], merged: readonly string[] = []): Buffer =>
  workbookOf([{ name: 'برگه', rows, merged }]);

/** @param more parts beside or in place of those of a plain workbook */
export function workbookOf(worksheets: readonly Worksheet[], more: Record<string, string> = {}): Buffer {
  const related = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
  const relations = (inner: string) =>
    `<Relationships xmlns="${packages}/relationships">${inner}</Relationships>`;
  const sheets = worksheets.map(
    ({ name, isHidden }, at) =>
      `<sheet name="${escaped(name)}" sheetId="${at + 1}"${isHidden ? ' state="hidden"' : ''} r:id="r${at + 1}"/>`,
  );
  const targets = worksheets.map((_, at) =>
    related(`r${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`),
  );
  return zip({
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': relations(related('r1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(targets.join('') + related('styles', 'styles', 'styles.xml')),
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      worksheets.map((one, at) => [`xl/worksheets/sheet${at + 1}.xml`, worksheetXml(one)]),
    ),
    ...more,
  });
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

export function zip(files: Record<string, string>): Buffer {
  const parts: Buffer[] = [];
  const index: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(0x0800, 2);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(path.length, 22);
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), facts, path, data);
    const entry = Buffer.alloc(14);
    entry.writeUInt32LE(offset, 10);
    index.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, entry, path);
    offset += 30 + path.length + data.length;
  }
  const directory = Buffer.concat(index);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Object.keys(files).length, 8);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, directory, end]);
}
