/** Reads a mobile number as people type it, in any script and with or without the country code; it is stored as +989…, shown as 0912 …. */
import { normaliseTyped } from '../../i18n/digits.ts';
import { typedWhole } from './tidyCell.ts';

/** The country code may stand with a plus on either side, with zeros, in parentheses, or before the zero of the national number. */
const pattern = /^(?:(?:\+98|98\+|\+?0098|98)0?|\+?0)?(9\d{9})$/;

/** `tel:` of a link, and a word in parentheses behind the number such as (private). */
const around = /^tel:|\([\p{L}\s]*\)$/giu;
/** What people write between the groups of a number; a comma or a semicolon may stand behind it. */
const between = /[\p{P}\p{Z}\p{S}\s\u0640]/gu;

/** Between two numbers in one cell. */
const betweenNumbers = /[/,;،؛|\n]|\s[-–و]\s/;

/** `+989123456789`, or null when the text is no mobile number of Iran. Of several in one cell it is the first. */
export function readMobile(text: string): string | null {
  const whole = oneNumber(text);
  if (whole) return whole;
  const read = text
    .split(betweenNumbers)
    .filter((part) => /\p{Nd}/u.test(part))
    .map(oneNumber);
  return read.includes(null) ? null : (read[0] ?? null);
}

function oneNumber(text: string): string | null {
  const typed = normaliseTyped(text.normalize('NFKC')).replace(around, '');
  const digits = typedWhole(withoutExponent(typed)).replace(between, (mark) => (mark === '+' ? '+' : ''));
  const match = pattern.exec(digits);
  return match ? `+98${match[1]}` : null;
}

/** `9.123456789E9` is how spreadsheets may write a number of many digits; one with fewer digits has lost the others. */
function withoutExponent(typed: string): string {
  const [, whole = '', decimals = '', exponent] = /^(\d)[.٫](\d+)E\+?(\d+)$/i.exec(typed) ?? [];
  return Number(exponent) === decimals.length ? whole + decimals : typed;
}

/** `0912 345 6789`, to be put into a left-to-right isolate. */
export function writeMobile(stored: string): string {
  const national = `0${stored.replace(/^\+98/, '')}`;
  return `${national.slice(0, 4)} ${national.slice(4, 7)} ${national.slice(7)}`;
}
