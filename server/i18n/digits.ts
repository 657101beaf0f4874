/** Digits, numbers and codes as people type them. JavaScript's `Number` and `\d` only know ASCII: `Number('۱۲')` is NaN. */
import { hyphens, invisible, joiners } from './alikeLetters.ts';

const digitOfAnyScript = /\p{Nd}/u;

/** Unicode keeps the ten digits of a script in one unbroken run that starts at zero, so the run's length so far is the value. */
function digitValue(character: string): number {
  const code = character.codePointAt(0)!;
  let start = code;
  while (digitOfAnyScript.test(String.fromCodePoint(start - 1))) start -= 1;
  return (code - start) % 10;
}

/** The text with the digits of every script (۱۲, ١٢, १२ …) as 0–9; all else untouched. */
export function toAsciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (character) => String(digitValue(character)));
}

/**
 * Normalises what was typed for a number, a day, a code or an address: digits 0–9, `-` for every hyphen and minus, nothing invisible,
 * no space at the ends. Never use it for text that is stored as text: it removes half-spaces from words.
 */
export function normaliseTyped(text: string): string {
  return toAsciiDigits(text).replace(invisible, '').replace(joiners, '').replace(hyphens, '-').trim();
}

const plainNumber = /^([+-]?)(\d+|\d{1,3}(?:[٬,،' \u00a0\u202f]\d{3})+)(?:[.٫/](\d+))?$/;

/**
 * A number as typed, or null when the text is not one number. Accepts digits of any script, a leading sign, the decimal
 * signs `٫` `.` `/` (people write ۳/۷۲) and thousands in threes with `٬` `,` `،` or a space. Does not guess: `1,5` is null.
 */
export function parseNumber(text: string): number | null {
  const match = plainNumber.exec(normaliseTyped(text));
  if (!match) return null;
  const [, sign, whole, fraction] = match;
  const value = Number(`${whole!.replace(/\D/g, '')}.${fraction ?? '0'}`);
  return sign === '-' && value !== 0 ? -value : value;
}
