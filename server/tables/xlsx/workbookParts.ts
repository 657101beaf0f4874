/** The fixed parts of a workbook: its table of contents, and the few cell formats that its worksheets use. */
import { escapeXml } from './worksheet.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

export const worksheetPath = (position: number) => `xl/worksheets/sheet${position + 1}.xml`;

/** Every part of a workbook except its worksheets, by path. */
export function workbookParts(names: readonly string[]): Map<string, string> {
  const shown = worksheetNames(names);
  const sheets = shown.map(
    (name, at) => `<sheet name="${escapeXml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  const targets = shown.map((_, at) => relation(at + 1, 'worksheet', `worksheets/sheet${at + 1}.xml`));
  const overrides = shown.map((_, at) => override(`/${worksheetPath(at)}`, 'worksheet'));
  return new Map([
    [
      '[Content_Types].xml',
      `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/styles.xml', 'styles')}${overrides.join('')}</Types>`,
    ],
    ['_rels/.rels', relationships([relation(1, 'officeDocument', 'xl/workbook.xml')])],
    [
      'xl/workbook.xml',
      `${declaration}<workbook xmlns="${spreadsheet}" xmlns:r="${office}"><sheets>${sheets.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relationships([...targets, relation(shown.length + 1, 'styles', 'styles.xml')]),
    ],
    ['xl/styles.xml', stylesXml()],
  ]);
}

const relationships = (list: readonly string[]) =>
  `${declaration}<Relationships xmlns="${relations}">${list.join('')}</Relationships>`;
const relation = (id: number, type: string, target: string) =>
  `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`;
const override = (path: string, type: string) =>
  `<Override PartName="${path}" ContentType="${kind}.${type}+xml"/>`;

/** In the order of `styles` in worksheet.ts: plain, head, whole, tenth, percent, quoted. */
function stylesXml(): string {
  const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>';
  const head =
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>';
  const number = (format: number) =>
    `<xf numFmtId="${format}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`;
  const quoted = '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>';
  const formats = [plain, head, number(1), number(164), number(9), quoted];
  const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Vazirmatn"/></font>`;
  const noBorder = '<border><left/><right/><top/><bottom/><diagonal/></border>';
  const ruled =
    '<border><left/><right/><top/><bottom style="medium"><color rgb="FF14202B"/></bottom><diagonal/></border>';
  return [
    `${declaration}<styleSheet xmlns="${spreadsheet}">`,
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="0.0"/></numFmts>',
    `<fonts count="2">${font('')}${font('<b/>')}</fonts>`,
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
    `<borders count="2">${noBorder}${ruled}</borders><cellStyleXfs count="1">${plain}</cellStyleXfs>`,
    `<cellXfs count="${formats.length}">${formats.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
  ].join('');
}

const maxNameLength = 31;

/** Names without the characters that Excel refuses, cut to its maximum length, each used only once. */
function worksheetNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const allowed = name.replace(/[[\]:*?/\\']/g, ' ').trim() || '–';
    for (let copy = 1; ; copy += 1) {
      const end = copy === 1 ? '' : ` ${copy}`;
      const shown = allowed.slice(0, maxNameLength - end.length) + end;
      if (taken.has(shown.toLowerCase())) continue;
      taken.add(shown.toLowerCase());
      return shown;
    }
  });
}
