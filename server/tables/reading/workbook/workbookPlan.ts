/** What a workbook holds besides its cells: its worksheets with their names, the texts that cells share, and which formats are dates. */

import { UnreadableFile } from '../unreadable.ts';
import { attributeOf, readXmlPart } from './readXml.ts';
import type { ZipParts } from './zipParts.ts';

export interface WorksheetPart {
  name: string;
  path: string;
  isHidden: boolean;
}

/** How numbers of a format are shown, as far as it changes what they are. */
export type NumberFormat = { kind: 'number' } | { kind: 'date' } | { kind: 'digits'; width: number };

export interface WorkbookPlan {
  worksheets: WorksheetPart[];
  /** Days are counted from 1904 in files of old Macs. */
  from1904: boolean;
  formats: NumberFormat[];
  texts: string[];
}

/** @throws UnreadableFile when it is no workbook */
export async function workbookPlan(parts: ZipParts): Promise<WorkbookPlan> {
  const path = await workbookPath(parts);
  const targets = await relationsOf(parts, path);
  const worksheets: WorksheetPart[] = [];
  let from1904 = false;
  await readXmlPart(parts, path, {
    open(name, tag) {
      if (name === 'workbookPr') from1904 = /^(1|true|on)$/.test(attributeOf(tag, 'date1904') ?? '');
      const target = name === 'sheet' ? targets.get(idOf(tag)) : undefined;
      if (!target?.type.endsWith('/worksheet')) return;
      const isHidden = /hidden/i.test(attributeOf(tag, 'state') ?? '');
      worksheets.push({ name: attributeOf(tag, 'name') ?? '', path: target.path, isHidden });
    },
  });
  if (worksheets.length === 0) throw new UnreadableFile('otherArchive');
  const partOf = (type: string) => [...targets.values()].find((one) => one.type.endsWith(`/${type}`))?.path;
  return {
    worksheets: worksheets.filter(({ path: worksheet }) => parts.has(worksheet)),
    from1904,
    formats: await formatsOf(parts, partOf('styles')),
    texts: await sharedTexts(parts, partOf('sharedStrings')),
  };
}

/** `r:id` beside `sheetId`. */
const idOf = (tag: string) => /\s[\w.-]+:id\s*=\s*["']([^"']*)["']/.exec(tag)?.[1] ?? '';

async function workbookPath(parts: ZipParts): Promise<string> {
  if (!parts.has('_rels/.rels'))
    throw new UnreadableFile(parts.has('mimetype') ? 'otherArchive' : 'damagedWorkbook');
  const relations = await relationsOf(parts, '');
  const path = [...relations.values()].find(({ type }) => type.endsWith('/officeDocument'))?.path ?? '';
  if (path.endsWith('.bin')) throw new UnreadableFile('otherArchive');
  if (!parts.has(path)) throw new UnreadableFile('damagedWorkbook');
  return path;
}

interface Relation {
  type: string;
  path: string;
}

/** What a part refers to, by id. */
async function relationsOf(parts: ZipParts, path: string): Promise<Map<string, Relation>> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const file = `${folder}_rels/${path.slice(folder.length)}.rels`;
  const relations = new Map<string, Relation>();
  if (!parts.has(file)) return relations;
  await readXmlPart(parts, file, {
    open(name, tag) {
      if (name !== 'Relationship') return;
      const target = attributeOf(tag, 'Target') ?? '';
      const from = target.startsWith('/') ? '' : folder;
      const { pathname } = new URL(`${from}${target.replace(/^\//, '')}`, 'file:///');
      const relation = { type: attributeOf(tag, 'Type') ?? '', path: decodeURI(pathname).slice(1) };
      relations.set(attributeOf(tag, 'Id') ?? '', relation);
    },
  });
  return relations;
}

/** Of the formats that every workbook has, those of days and times. */
const isBuiltInDate = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

function formatOf(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return isBuiltInDate(id) ? { kind: 'date' } : { kind: 'number' };
  if (/^0{2,20}$/.test(code)) return { kind: 'digits', width: code.length };
  // Colours, conditions, currencies and texts are no letters of a date.
  const letters = code.replace(/"[^"]*"|\\.|_.|\[(?!h|m|s)[^\][]*\]/gi, '').replace(/general/gi, '');
  return /[dmyhs]/i.test(letters) ? { kind: 'date' } : { kind: 'number' };
}

async function formatsOf(parts: ZipParts, path: string | undefined): Promise<NumberFormat[]> {
  const formats: NumberFormat[] = [];
  if (!path || !parts.has(path)) return formats;
  const codes = new Map<number, string>();
  let isInCells = false;
  await readXmlPart(parts, path, {
    open(name, tag) {
      if (name === 'numFmt')
        codes.set(Number(attributeOf(tag, 'numFmtId')), attributeOf(tag, 'formatCode') ?? '');
      if (name === 'cellXfs') isInCells = true;
      if (name !== 'xf' || !isInCells) return;
      const id = Number(attributeOf(tag, 'numFmtId') ?? 0);
      formats.push(formatOf(id, codes.get(id)));
    },
    close(name) {
      if (name === 'cellXfs') isInCells = false;
    },
  });
  return formats;
}

async function sharedTexts(parts: ZipParts, path: string | undefined): Promise<string[]> {
  const texts: string[] = [];
  if (!path || !parts.has(path)) return texts;
  const collect = textCollector();
  await readXmlPart(parts, path, {
    open: collect.open,
    text: collect.text,
    close(name) {
      collect.close(name);
      if (name === 'si') texts.push(collect.take());
    },
  });
  return texts;
}

/** Joins the runs of a formatted text; how an Asian word is pronounced is no part of it. */
export function textCollector() {
  let text = '';
  let isText = false;
  let isPhonetic = false;
  return {
    open(name: string) {
      if (name === 'rPh') isPhonetic = true;
      if (name === 't' && !isPhonetic) isText = true;
    },
    close(name: string) {
      if (name === 'rPh') isPhonetic = false;
      if (name === 't') isText = false;
    },
    text(piece: string) {
      if (isText) text += piece;
    },
    take(): string {
      const taken = text;
      text = '';
      return unescaped(taken);
    },
  };
}

/** Excel writes characters that XML has no way to write as `_x000D_`. */
export const unescaped = (text: string) =>
  text.includes('_x')
    ? text.replace(/_x([\dA-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
