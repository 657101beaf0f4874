/** Reads XML in pieces: calls back at each tag and each text. Names come without their prefix; only what workbooks use is read. */

import { UnreadableFile } from '../unreadable.ts';
import { type FindEnd, markupAt } from './xmlMarkup.ts';
import type { ZipParts } from './zipParts.ts';

export interface XmlEvents {
  /** @param tag the whole tag, for `attributeOf` */
  open?(name: string, tag: string): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** No text of a cell is longer. */
const maxPending = 4_000_000;
const nameOfTag = /^<\/?(?:[\w.-]+:)?([\w.-]+)/;
/** A tag that is there whole, as nearly all are: its name, and the rest of it. */
const wholeTag = /<(\/?)(?:[\w.-]+:)?([\w.-]+)(?=[\s/>])(?:[^"'>]|"[^"]*"|'[^']*')*>/y;

/** @returns a function that takes the next piece of the text. @throws UnreadableFile for what is no XML */
export function xmlReader({ open, close, text }: XmlEvents): (piece: string) => void {
  const parts: string[] = [];
  let length = 0;
  let opening = '';
  /** Of the markup that is being read; null within a text. */
  let findEnd: FindEnd | null = null;

  return (given) => {
    const piece = opening + given;
    opening = '';
    let at = 0;
    while (at < piece.length) {
      if (findEnd) {
        const end = findEnd(piece, at);
        if (end < 0) return keep(piece.slice(at));
        findEnd = null;
        readTag(whole(piece.slice(at, end)));
        at = end;
        continue;
      }
      const tagAt = piece.indexOf('<', at);
      if (tagAt < 0) return keep(piece.slice(at));
      if (tagAt > at || parts.length > 0) {
        const before = whole(piece.slice(at, tagAt));
        if (before) text?.(decodeEntities(before));
      }
      wholeTag.lastIndex = tagAt;
      const tag = wholeTag.exec(piece);
      if (tag) {
        at = wholeTag.lastIndex;
        tell(tag[1] !== '', tag[2]!, tag[0]);
        continue;
      }
      const markup = markupAt(piece, tagAt);
      if (!markup) {
        opening = piece.slice(tagAt);
        return;
      }
      at = tagAt + markup.length;
      findEnd = markup.findEnd;
      keep(piece.slice(tagAt, at));
    }
  };

  /** What is not complete yet; it is put together once, when its end is there. */
  function keep(part: string): void {
    parts.push(part);
    length += part.length;
    if (length > maxPending) throw new UnreadableFile('damagedWorkbook');
  }

  function whole(last: string): string {
    const all = parts.length ? parts.join('') + last : last;
    parts.length = 0;
    length = 0;
    return all;
  }

  function readTag(tag: string): void {
    const name = nameOfTag.exec(tag)?.[1];
    if (tag.startsWith('<![CDATA[')) text?.(tag.slice(9, -3));
    else if (name) tell(tag[1] === '/', name, tag);
  }

  function tell(isEnd: boolean, name: string, tag: string): void {
    if (!isEnd) open?.(name, tag);
    if (isEnd || tag[tag.length - 2] === '/') close?.(name);
  }
}

/** Feeds a part of a workbook to a reader. Once `isEnough`, the rest is left unread. */
export async function readXmlPart(
  parts: ZipParts,
  name: string,
  events: XmlEvents,
  afterPiece: () => boolean | Promise<boolean> = () => false,
): Promise<void> {
  const decoder = new TextDecoder('utf-8');
  const read = xmlReader(events);
  for await (const piece of parts.read(name)) {
    read(decoder.decode(piece, { stream: true }));
    if (await afterPiece()) return;
  }
}

const patterns = new Map<string, RegExp>();

/** An attribute by its name, with any prefix, or null. */
export function attributeOf(tag: string, name: string): string | null {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const match = pattern.exec(tag);
  return match ? decodeEntities(match[1] ?? match[2] ?? '') : null;
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name) return named[name] ?? whole;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0x10_ffff ? whole : String.fromCodePoint(code);
  });
}
