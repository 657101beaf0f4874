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

/** The code in the form that is hashed, or null when it cannot be a code (wrong length, letter or check letter). */
export function readCode(typed: string): string | null {
  const letters = normaliseTyped(typed.slice(0, 200))
    .toUpperCase()
    .replace(/[\s_.·/\\-]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/U/g, 'V');
  if (letters.length !== randomLetters + 1) return null;
  if ([...letters].some((letter) => !codeAlphabet.includes(letter))) return null;
  return checkLetter(letters.slice(0, -1)) === letters.slice(-1) ? letters : null;
}

/** `7KQ2-M9XD-…`: in groups, for reading aloud and typing. */
export function writeCode(code: string): string {
  return code.match(new RegExp(`.{1,${groupSize}}`, 'g'))!.join('-');
}
