/**
 * A light stemmer for Persian: spellings, plurals, possessives and comparatives of one noun get one stem. It rather leaves two forms apart than
 * takes two words for one, so an ending goes only where what is left can be a word; verbs, and a final ی that makes an adjective, stay.
 */
import { key } from '../../i18n/text.ts';
import { brokenPlurals, wholeWords } from './wordForms.ts';

/** Parts that stand alone after a half-space; as `key` writes them. */
const apartEndings = new Set(
  'ها های هایی هایم هایت هایش هایمان هایتان هایشان ای ایی ام ات اش مان تان شان تر تری ترین ترها ترین‌ها یی ی یم یت یش'.split(
    ' ',
  ),
);
const apartBeginnings = new Set(['می', 'نمی', 'همی']);

/** What is left must have so many letters. */
const endings: readonly [ending: string, leastLeft: number, put?: string][] = [
  ['هایمان', 2],
  ['هایتان', 2],
  ['هایشان', 2],
  ['هایم', 2],
  ['هایت', 2],
  ['هایش', 2],
  ['هایی', 2],
  ['های', 2],
  ['ها', 2],
  ['ترین', 2],
  ['تری', 3],
  ['تر', 3],
  ['مان', 3],
  ['تان', 3],
  ['شان', 3],
  ['ندگان', 2, 'نده'],
  ['یندگان', 2, 'ینده'],
];

/** Persons are many with ان only after what makes a person. */
const personal =
  /(?:مند|وند|کار|دار|یر|گر|بر|شناس|جو|جوی|ور|کن|یس|زشک|اون|اظر|اجع|رباز|اورز|وان|یند|سول|یگر|قاضی|زن|مرد)$/;
const adjective = /(?:مند|وند|ش|ت)ی$/;

const stems = new Map<string, string>();
const limit = 50_000;

/** The stem of one word in any spelling, as `key` writes it. The same for words that a dictionary lists and for those people write. */
export function stem(word: string): string {
  const known = stems.get(word);
  if (known !== undefined) return known;
  const found = stemOf(word);
  if (stems.size >= limit) stems.clear();
  stems.set(word, found);
  return found;
}

function stemOf(word: string): string {
  const parts = word.split('\u200c').map(key).filter(Boolean);
  if (parts.length > 1 && apartBeginnings.has(parts[0] ?? '')) parts.shift();
  while (parts.length > 1 && apartEndings.has(parts.at(-1) ?? '')) parts.pop();
  const joined = withoutEndings(parts.join(''));
  return brokenPlurals.get(joined) ?? joined;
}

/** At most three endings follow one another (ات‌هایمان). */
function withoutEndings(word: string): string {
  let left = word;
  for (let step = 0; step < 3; step += 1) {
    if (wholeWords.has(left) || brokenPlurals.has(left)) return left;
    const shorter = withoutOne(left);
    if (shorter === left) return left;
    left = shorter;
  }
  return left;
}

function withoutOne(word: string): string {
  for (const [ending, leastLeft, put = ''] of endings)
    if (word.endsWith(ending) && word.length - ending.length >= leastLeft)
      return word.slice(0, -ending.length) + put;
  // An indefinite ی after a plural of persons.
  if (word.endsWith('گانی') || (word.endsWith('انی') && personal.test(word.slice(0, -3))))
    return word.slice(0, -1);
  if (word.endsWith('ان') && word.length >= 5 && personal.test(word.slice(0, -2))) return word.slice(0, -2);
  if (word.endsWith('ات') && word.length >= 6) return word.slice(0, -2);
  if (/[او]ی$/.test(word) && word.length >= 5) return word.slice(0, -1);
  return adjective.test(word) && word.length >= 5 ? word.slice(0, -1) : word;
}
