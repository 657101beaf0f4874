/**
 * The tracking code of a suggestion: eight words of 1,024, 80 random bits. Words are copied by hand with fewer mistakes than letters, and
 * every one is typed on the keyboard that a Persian office has; whoever has none types their four-digit numbers. Browsers use this file too.
 */
import { key } from '../../i18n/text.ts';
import { codeWords } from './codeWords.ts';

export const codeLength = 8;
const maxTyped = 600;
/** So that every number has four digits and none is taken for the place of a word. */
const firstNumber = 1000;

/** Positions in the list of words. */
export type TrackingCode = readonly number[];

export function newTrackingCode(): TrackingCode {
  return [...crypto.getRandomValues(new Uint16Array(codeLength))].map((value) => value % codeWords.length);
}

export const wordsOf = (code: TrackingCode): string[] => code.map((at) => codeWords[at]!);
/** The same code for a keyboard without Persian letters. */
export const numbersOf = (code: TrackingCode): string[] => code.map((at) => String(at + firstNumber));
export const writeTrackingCode = (code: TrackingCode): string => wordsOf(code).join(' ');

let positions: Map<string, number> | undefined;

/** The code in what was typed, or null. Places before the words (۱، ۲ …), signs between them and spellings of one letter do not matter. */
export function readTrackingCode(typed: string): TrackingCode | null {
  positions ??= new Map(codeWords.map((word, at) => [key(word), at]));
  const parts = typed
    .slice(0, maxTyped)
    .split(/[\s،,;.:/|()\-–—_]+/)
    .map(key)
    .filter((part) => part !== '' && !/^\d{1,2}$/.test(part));
  if (parts.length !== codeLength) return null;
  const code = parts.map((part) => positions?.get(part) ?? numberAt(part));
  return code.some((at) => at < 0) ? null : code;
}

function numberAt(part: string): number {
  const at = /^\d{4}$/.test(part) ? Number(part) - firstNumber : -1;
  return at < codeWords.length ? at : -1;
}
