/**
 * The last step of each page and mail: words in another language than what is around them are marked with it (`<bdi lang="fa" dir="rtl">`),
 * so that screen readers change their voice and lines keep their order. Names inside sentences come out of the translator as plain text;
 * marked here, none can be forgotten. What a template has marked itself stays as it is.
 */
import { directionOf, isLanguage, type Language } from '../i18n/languages.ts';
import { attributes } from './attributes.ts';
import { foreignRuns, mainlyForeign, mayBeForeign } from './foreignRuns.ts';

interface OpenElement {
  name: string;
  /** null where nothing is to be marked: another language, or a code. */
  language: Language | null;
}

const voidElements = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const untouched = new Set(['script', 'style']);
/** Nothing but text may stand in these, so that the language is told of the element. */
const textAlone = new Set(['option', 'textarea', 'title', 'text', 'tspan', 'desc']);
const codes = new Set(['code', 'pre', 'kbd', 'samp']);
/** Their end may be left out before the next of their kind. */
const endsItself = new Set(['p', 'li', 'dt', 'dd', 'td', 'th', 'tr', 'option']);
const wholeTag = /<(?:[^"'>]|"[^"]*"|'[^']*')*>/y;
const elementName = /[a-z][\w:-]*/iy;
const ownLang = /\slang="([^"]*)"/;
const typedValue = /\svalue="([^"]*)"/;
const typedText = /\stype="(?:text|search)"/;
const otherwiseMarked = /\s(?:lang|translate="no")/;

/** @param reader the language of the page, where `html` is a part of one */
export function markLanguages(html: string, reader: Language): string {
  const open: OpenElement[] = [{ name: '', language: reader }];
  const written: string[] = [];
  let at = 0;
  while (at < html.length) {
    const tagAt = html.indexOf('<', at);
    const end = tagAt < 0 ? html.length : tagAt;
    if (end > at) written.push(markText(html.slice(at, end), open[open.length - 1]!));
    if (tagAt < 0) break;
    at = endOfTag(html, tagAt);
    const tag = html.slice(tagAt, at);
    written.push(markTag(tag, html, at, open));
  }
  return written.join('');
}

function markText(text: string, { name, language }: OpenElement): string {
  if (!language || textAlone.has(name) || !mayBeForeign(text, language)) return text;
  let done = 0;
  let marked = '';
  for (const { start, end, language: own } of foreignRuns(text, language)) {
    marked += `${text.slice(done, start)}<bdi${languageAttributes(own)}>${text.slice(start, end)}</bdi>`;
    done = end;
  }
  return done ? marked + text.slice(done) : text;
}

const languageAttributes = (language: Language) => attributes({ lang: language, dir: directionOf(language) });

/** Keeps account of the open elements; what cannot hold an element is marked in its own tag. */
function markTag(tag: string, html: string, textAt: number, open: OpenElement[]): string {
  const isEnd = tag[1] === '/';
  const name = nameOf(tag, isEnd ? 2 : 1);
  if (!name || untouched.has(name)) return tag;
  if (isEnd) {
    const opened = open.findLastIndex((one) => one.name === name);
    if (opened > 0) open.length = opened;
    return tag;
  }
  if (endsItself.has(name) && open[open.length - 1]!.name === name) open.pop();
  const around = open[open.length - 1]!.language;
  if (voidElements.has(name)) return name === 'input' ? markField(tag, around) : tag;
  const marked = textAlone.has(name) ? markWhole(tag, html, textAt, around) : tag;
  if (!tag.endsWith('/>')) open.push({ name, language: languageIn(name, marked, around) });
  return marked;
}

/** Empty where what begins with `<` is no element. */
function nameOf(tag: string, start: number): string {
  elementName.lastIndex = start;
  return elementName.exec(tag)?.[0].toLowerCase() ?? '';
}

function languageIn(name: string, tag: string, around: Language | null): Language | null {
  const own = ownLang.exec(tag)?.[1];
  if (own !== undefined) return isLanguage(own) ? own : null;
  // Codes are Latin on every page; a Persian word among them is still Persian.
  const isCode = codes.has(name) || tag.includes(' translate="no"');
  return isCode && around && directionOf(around) === 'rtl' ? null : around;
}

function markWhole(tag: string, html: string, textAt: number, around: Language | null): string {
  if (!around || otherwiseMarked.test(tag)) return tag;
  const next = html.indexOf('<', textAt);
  const text = html.slice(textAt, next < 0 ? html.length : next);
  // The name of the product ends each title.
  const judged = tag.startsWith('<title') ? text.replace(/ · [^·]*$/, '') : text;
  const language = mainlyForeign(judged, around);
  return language ? withAttributes(tag, language) : tag;
}

/** A field whose value is typed anew takes its direction from what is typed. */
function markField(tag: string, around: Language | null): string {
  const value = typedValue.exec(tag)?.[1];
  if (!around || !value || !mayBeForeign(value, around)) return tag;
  if (otherwiseMarked.test(tag) || !typedText.test(tag)) return tag;
  const language = mainlyForeign(value, around);
  return language === 'fa' ? withAttributes(tag, language) : tag;
}

function withAttributes(tag: string, language: Language): string {
  const hasDirection = /\sdir=/.test(tag);
  const isTyped = /^<(?:textarea|input)/i.test(tag);
  const dir = hasDirection ? undefined : isTyped ? 'auto' : directionOf(language);
  const isDrawn = /^<(?:text|tspan|desc)[\s>]/i.test(tag);
  const more = attributes({ lang: language, dir: isDrawn ? undefined : dir });
  return tag.endsWith('/>') ? `${tag.slice(0, -2)}${more}/>` : `${tag.slice(0, -1)}${more}>`;
}

/** Where a tag or comment ends, past quoted attributes; scripts and styles are one with their tag. */
function endOfTag(html: string, start: number): number {
  if (html.startsWith('<!--', start)) return after(html, '-->', start);
  if (html.startsWith('<script', start)) return after(html, '</script>', start);
  if (html.startsWith('<style', start)) return after(html, '</style>', start);
  wholeTag.lastIndex = start;
  return wholeTag.test(html) ? wholeTag.lastIndex : html.length;
}

function after(html: string, end: string, start: number): number {
  const found = html.indexOf(end, start);
  return found < 0 ? html.length : found + end.length;
}
