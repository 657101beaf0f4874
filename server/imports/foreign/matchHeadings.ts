/**
 * Which question a heading of another program stands for. Programs write the code, the text, both, or the path to it; one question is
 * found by its code or by its words, never by likeness: a heading that could be two questions is none.
 */
import { key } from '../../i18n/text.ts';
import { trimInvisible } from '../../tables/reading/tidyCell.ts';
import { type Known, officeTarget } from './known.ts';

/** Letters and digits alone, as `key` folds them: signs at the end of a sentence make no difference. */
export const wordsKey = (text: string): string => key(text).replace(/[^\p{L}\p{N}]/gu, '');

const officeHeadings = [
  'office',
  'office code',
  'office name',
  'واحد',
  'کد واحد',
  'نام واحد',
  'واحد سازمانی',
  'محل خدمت',
];

/** Beginnings of a number or a code before a text: «۱۲. …», «Q3) …», «G01Q02 - …». */
const leadingCode = /^[\p{L}\p{N}_]{1,24}\s?[.:)\-–،]\s/u;
const minCutLength = 15;

/** The whole heading and the parts of it that may be a code or a text, the likeliest first. */
export function partsOfHeading(heading: string): string[] {
  const plain = trimInvisible(heading.replace(/<[^<>]*>/g, ' ').replaceAll('&nbsp;', ' '));
  const [before, inner] = bracketsOf(plain);
  const parts = [plain, ...(inner ? [inner, `${before}_${inner}`] : [])];
  const path = plain.lastIndexOf('/');
  if (path > 0) parts.push(plain.slice(path + 1));
  for (const part of [...parts]) {
    const code = leadingCode.exec(part)?.[0];
    if (code) parts.push(part.slice(code.length), code.replace(/[^\p{L}\p{N}_]+$/u, ''));
  }
  if (before) parts.push(before);
  return [...new Set(parts.map(trimInvisible))].filter((part) => part !== '');
}

/** «Question [row]»: what stands before the last bracket, and in it. */
function bracketsOf(text: string): [before: string, inner: string] {
  const close = text.lastIndexOf(']');
  const open = text.lastIndexOf('[', close);
  return close > open && open > 0 && trimInvisible(text.slice(close + 1)) === ''
    ? [text.slice(0, open), text.slice(open + 1, close)]
    : ['', ''];
}

export type MatchHeading = (heading: string) => string | null;

/** @param remembered targets by `wordsKey` of a heading that a person has mapped before; an empty one was left out */
export function headingMatcher({ targets }: Known, remembered: ReadonlyMap<string, string>): MatchHeading {
  const ids = new Set(targets.map(({ id }) => id));
  const byWords = new Map<string, string | null>();
  const name = (words: string, id: string) => {
    if (words) byWords.set(words, byWords.has(words) && byWords.get(words) !== id ? null : id);
  };
  for (const heading of officeHeadings) name(wordsKey(heading), officeTarget);
  for (const { id, text } of targets)
    for (const words of [id, ...Object.values(text ?? {})]) name(wordsKey(words), id);
  const texts = [...byWords].filter((entry): entry is [string, string] => entry[1] !== null);
  return (heading) => {
    const known = remembered.get(wordsKey(heading));
    if (known !== undefined) return ids.has(known) ? known : null;
    for (const part of partsOfHeading(heading)) {
      const id = ids.has(part) ? part : (byWords.get(wordsKey(part)) ?? cutText(part, texts));
      if (id) return id;
    }
    return null;
  };
}

/** A text that a program has cut off with three dots. */
function cutText(part: string, texts: readonly (readonly [string, string])[]): string | null {
  if (!/(?:\.{2,3}|…)$/.test(part)) return null;
  const beginning = wordsKey(part);
  if (beginning.length < minCutLength) return null;
  const found = new Set(texts.filter(([words]) => words.startsWith(beginning)).map(([, id]) => id));
  return found.size === 1 ? [...found][0]! : null;
}
