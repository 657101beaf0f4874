/** A cell as people leave it: spaces and invisible characters around it, the apostrophe of a text cell, decimals of a whole number. */
import { normaliseTyped } from '../../i18n/digits.ts';
import { unguardText } from '../formulaGuard.ts';

const aroundCells = /[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;

/** Without what nobody sees at both ends. A pattern with `+$` would take quadratic time on a cell full of spaces. */
export function trimInvisible(text: string): string {
  let start = 0;
  let end = text.length;
  if (end === 0 || (isPlain(text, 0) && isPlain(text, end - 1))) return text;
  while (start < end && aroundCells.test(text[start]!)) start += 1;
  while (end > start && aroundCells.test(text[end - 1]!)) end -= 1;
  return text.slice(start, end);
}

/** Nearly every cell begins and ends with one of these; files have millions of cells. */
function isPlain(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code > 0x20 && code < 0x7f) || (code >= 0x620 && code <= 0x6ff);
}

export function tidyCell(text: string): string {
  const trimmed = trimInvisible(text);
  return trimmed.startsWith("'") ? trimInvisible(unguardText(trimmed)) : trimmed;
}

const wholeWithDecimals = /^(\d+)(?:[.٫]0+|,00?)$/;

/** A code or a whole number as typed; programs that keep numbers write 1 as `1.0`. */
export function typedWhole(text: string): string {
  const typed = normaliseTyped(text);
  return wholeWithDecimals.exec(typed)?.[1] ?? typed;
}

/** A text of which a program has kept only question marks. */
export const isLostText = (text: string) =>
  text.includes('\ufffd') || (text.includes('??') && /^[?\s]+$/.test(text));

const questionInWord = /\p{Script=Arabic}\?(?=\p{Script=Arabic})/u;

/** A name in which a program has put question marks because it could not write its letters: alone, or inside a Persian word. */
export const hasLostLetters = (text: string) => isLostText(text) || questionInWord.test(text);
