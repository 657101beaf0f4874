/**
 * What a clerk types for a question: the digit in the box that is crossed, 0 or - for one left blank, n (or 9, where no box has that
 * number) for «does not apply». The entry page reads it by the same function as the server.
 */
import { normaliseTyped } from '../i18n/digits.ts';

export const blank = 'blank';
export type Mark = number | 'notApplicable' | typeof blank;

interface Allowed {
  maxMark: number;
  allowsNotApplicable: boolean;
}

/** Null when the text is no mark. The letters are those that the key n gives on a Latin and on a Persian keyboard. */
export function readMark(typed: string, { maxMark, allowsNotApplicable }: Allowed): Mark | null {
  const text = normaliseTyped(typed).toLowerCase();
  if (text === '0' || text === '-') return blank;
  if (allowsNotApplicable && (text === 'n' || text === 'د' || (text === '9' && maxMark < 9))) {
    return 'notApplicable';
  }
  const digit = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return digit >= 1 && digit <= maxMark ? digit : null;
}

/** How a mark is shown again: the digit, `n`, or `0`. */
export function writeMark(mark: Mark): string {
  if (mark === blank) return '0';
  return mark === 'notApplicable' ? 'n' : String(mark);
}
