/**
 * How much there is to guess in a password: it is taken apart into what people who guess begin with (listed words, keyboard rows, years,
 * repetitions), in the way that leaves the least. The result is in letters that nobody could have known.
 */
import { key } from '../../i18n/text.ts';
import { onLatinLayout, onPersianLayout, rows } from './keyboards.ts';

/** What each part counts. A listed word is one of some thousand, a letter one of thirty. */
const work = { letter: 1, digit: 0.5, sign: 0.5, word: 2, row: 1, year: 1, repeated: 0.5, own: 0.5 };

const minPartLength = 3;
const longestWord = 20;

export interface Known {
  /** Folded by `key`. */
  words: ReadonlySet<string>;
  /** Words about the person, folded: guessed first. */
  own: ReadonlySet<string>;
}

/** @param password as it was typed */
export function guessWork(password: string, known: Known): number {
  const text = key(password);
  const joined = text.replace(/[^\p{L}\p{M}\p{N}]/gu, '');
  return Math.min(leastWork(text, known), leastWork(joined, known));
}

/** The cheapest way from the beginning to the end of the text, part by part. */
function leastWork(text: string, known: Known): number {
  const letters = [...text];
  const forms = formsOf(letters.join('')).map((form) => [...form]);
  const least = [0, ...letters.map(() => Number.POSITIVE_INFINITY)];
  for (const [at, letter] of letters.entries()) {
    const reach = (length: number, cost: number) => {
      const total = (least[at] ?? 0) + cost;
      if (total < (least[at + length] ?? 0)) least[at + length] = total;
    };
    reach(1, workOf(letter));
    const repeated = repeatedFrom(letters, at);
    if (repeated >= minPartLength) reach(repeated, work.repeated);
    for (const form of forms) partsFrom(form, at, known, reach);
  }
  return least.at(-1) ?? 0;
}

/** Each keeps the number of letters, so that a part lies in the same place of all. */
function formsOf(text: string): string[] {
  const [plain, other] = [unmasked(text, 'i'), unmasked(text, 'l')];
  return [...new Set([text, plain, other, onLatinLayout(text), onPersianLayout(text)])];
}

const masks: Record<string, string> = { '0': 'o', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's' };

/** `p@ssw0rd` → `password`. */
const unmasked = (text: string, one: string) => text.replace(/[034571@$!]/g, (sign) => masks[sign] ?? one);

function partsFrom(
  form: readonly string[],
  at: number,
  { words, own }: Known,
  reach: (length: number, cost: number) => void,
): void {
  for (let length = minPartLength; length <= longestWord && at + length <= form.length; length += 1) {
    const part = form.slice(at, at + length);
    const [word, reversed] = [part.join(''), [...part].reverse().join('')];
    if (own.has(word) || own.has(reversed)) reach(length, work.own);
    else if (words.has(word) || words.has(reversed)) reach(length, work.word);
    if (length === 4 && /^(1[34]\d\d|19\d\d|20\d\d)$/.test(word)) reach(length, work.year);
    if (rows.some((row) => row.includes(word))) reach(length, work.row);
  }
}

/** How many letters from here on have stood before in the same order. */
function repeatedFrom(letters: readonly string[], at: number): number {
  let longest = 0;
  for (let before = 0; before < at; before += 1) {
    let length = 0;
    while (at + length < letters.length && letters[before + length] === letters[at + length]) length += 1;
    longest = Math.max(longest, length);
  }
  return longest;
}

function workOf(letter: string): number {
  if (/\p{N}/u.test(letter)) return work.digit;
  return /[\p{L}\p{M}]/u.test(letter) ? work.letter : work.sign;
}
