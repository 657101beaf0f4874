/**
 * The tables of a LimeSurvey file (.lss, .lsg, .lsq): rows of fields, each with the line on which it ends. The file is read once from end
 * to end; it may declare no entities of its own, and what would fill the memory is refused.
 */
import { UnreadableFile } from '../../tables/reading/unreadable.ts';
import { xmlReader } from '../../tables/reading/workbook/readXml.ts';

export interface XmlRow {
  line: number;
  fields: Map<string, string>;
}
export type XmlTables = Map<string, XmlRow[]>;

const maxRows = 50_000;
/** Parts of a document that are no tables. */
const apart = new Set(['languages', 'LimeSurveyDocType', 'DBVersion']);

/** Null where the text is no file of LimeSurvey. @throws UnreadableFile */
export function xmlTables(text: string): XmlTables | null {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new UnreadableFile('damagedWorkbook');
  const tables: XmlTables = new Map();
  const path: string[] = [];
  let line = 0;
  let rows = 0;
  let row: XmlRow | null = null;
  let value = '';
  let isLime = false;
  const read = xmlReader({
    open(name) {
      path.push(name);
      value = '';
      if (path.length === 4 && name === 'row') row = { line, fields: new Map() };
    },
    text(piece) {
      if (path.length === 5 || path[1] === 'LimeSurveyDocType') value += piece;
    },
    close(name) {
      if (path.at(-1) !== name) throw new UnreadableFile('damagedWorkbook');
      if (path.length === 2 && name === 'LimeSurveyDocType') isLime = true;
      if (path.length === 5 && row) row.fields.set(name, value);
      if (path.length === 4 && row) {
        rows += 1;
        if (rows > maxRows) throw new UnreadableFile('tooLarge');
        const table = path[1]!;
        const known = tables.get(table);
        if (known) known.push(row);
        else if (!apart.has(table)) tables.set(table, [row]);
        row = null;
      }
      path.pop();
    },
  });
  for (const piece of text.split('\n')) {
    line += 1;
    read(`${piece}\n`);
  }
  if (path.length > 0) throw new UnreadableFile('damagedWorkbook');
  return isLime ? tables : null;
}
