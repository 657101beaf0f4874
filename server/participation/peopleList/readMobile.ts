/** Reads a mobile number as people type it, in any script and with or without the country code; it is stored as +989…, shown as 0912 …. */
import { normaliseTyped } from '../../i18n/digits.ts';

const pattern = /^(?:(?:\+98|0098|98)0?|0)?(9\d{9})$/;

/** `+989123456789`, or null when the text is no mobile number of Iran. */
export function readMobile(text: string): string | null {
  const typed = normaliseTyped(text).replace(/[\s()._/-]/g, '');
  const match = pattern.exec(typed);
  return match ? `+98${match[1]}` : null;
}

/** `0912 345 6789`, to be put into a left-to-right isolate. */
export function writeMobile(stored: string): string {
  const national = `0${stored.replace(/^\+98/, '')}`;
  return `${national.slice(0, 4)} ${national.slice(4, 7)} ${national.slice(7)}`;
}
