/**
 * How an invitation code is written and read: nineteen random letters (95 bits) and one check letter, in groups of
 * four. There is no I, L, O or U; a letter that looks like one of ours is read as ours. The browser uses this file too: the check
 * letter detects a typing error without asking the server, so nothing hints at which codes exist.
 */
import { normaliseTyped } from '../i18n/digits.ts';

export const codeAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const randomLetters = 19;
const groupSize = 4;

/** Luhn's checksum in base 32: finds every single wrong letter and nearly every swap of neighbours. */
export function checkLetter(letters: string): string {
  let double = true;
  let sum = 0;
  for (const letter of [...letters].reverse()) {
    const value = codeAlphabet.indexOf(letter) * (double ? 2 : 1);
    sum += Math.floor(value / 32) + (value % 32);
    double = !double;
  }
  return codeAlphabet[(32 - (sum % 32)) % 32]!;
}

/** What people and programs put between the groups of a code. */
const betweenLetters = /[\s_.·•:،,+~|ـ/\\-]/;
const maxTyped = 2000;
/** Capitals of other scripts that are drawn like ours: keyboards change scripts, and text recognition takes one for the other. */
const drawnAlike = new Map(
  [
    ['ABCEHIJKMNOPSTXYZ', 'АВСЕНІЈКМНОРЅТХУZ'],
    ['ABEZHIKMNOPTYXV', 'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧѴ'],
    ['I', 'İ'],
  ].flatMap(([ours = '', others = '']) => [...others].map((letter, at) => [letter, ours.charAt(at)])),
);

/**
 * The code in the form that is hashed, or null when there is none (wrong length, letter or check letter). It is found in whatever it was
 * pasted with: a whole link, a sentence, punctuation, what other programs hang on to a link, the breaks and signs of a mail's source.
 */
export function readCode(typed: string): string | null {
  const pasted = typed.slice(0, maxTyped);
  return codeIn(pasted) ?? codeIn(withoutWrapping(pasted));
}

function codeIn(pasted: string): string | null {
  const plain = normaliseTyped(withoutEscapes(pasted).normalize('NFKC')).toUpperCase();
  const text = [...plain].map((letter) => drawnAlike.get(letter) ?? letter).join('');
  return codeOf([...text].filter((letter) => !betweenLetters.test(letter)).join('')) ?? codeWithin(text);
}

function codeOf(letters: string): string | null {
  const code = letters.replace(/O/g, '0').replace(/[IL]/g, '1').replace(/U/g, 'V');
  if (code.length !== randomLetters + 1) return null;
  if ([...code].some((letter) => !codeAlphabet.includes(letter))) return null;
  return checkLetter(code.slice(0, -1)) === code.slice(-1) ? code : null;
}

/** The last code that begins where a word begins and ends where one ends. */
function codeWithin(text: string): string | null {
  const isLetter = (at: number) => /[0-9A-Z]/.test(text.charAt(at));
  for (let start = text.length - randomLetters - 1; start >= 0; start -= 1) {
    if (!isLetter(start) || isLetter(start - 1)) continue;
    let letters = '';
    let end = start;
    for (; end < text.length && letters.length <= randomLetters; end += 1) {
      if (isLetter(end)) letters += text.charAt(end);
      else if (!betweenLetters.test(text.charAt(end))) break;
    }
    const found = isLetter(end) ? null : codeOf(letters);
    if (found) return found;
  }
  return null;
}

/** Lines of an answered mail and of quoted-printable as one, with the `#` of its link. */
const withoutWrapping = (text: string): string =>
  text
    .replace(/=\r?\n/g, '')
    .replace(/=23/g, '#')
    .replace(/\n[>\s]{1,99}/g, ' ');

/** `%23`, `%2523`, `&#45;` and `&#x2d;` as the characters they stand for; what is no escape stays, `%` alone too, and half a character is a space. */
function withoutEscapes(text: string): string {
  const once = text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return ' ';
    }
  });
  if (once !== text) return withoutEscapes(once);
  return once.replace(/&#(x?)([\da-f]{1,5});/gi, (_, hex: string, code: string) =>
    String.fromCharCode(Number.parseInt(code, hex ? 16 : 10)),
  );
}

/** `7KQ2-M9XD-…`: in groups, for reading aloud and typing. */
export function writeCode(code: string): string {
  return code.match(new RegExp(`.{1,${groupSize}}`, 'g'))!.join('-');
}
