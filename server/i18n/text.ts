/**
 * Persian text has several spellings of one word. `clean` makes what we store uniform and changes no meaning; `key` is for
 * search, uniqueness and ties, and loses much. Letters of Azerbaijani (ؤ ئ ۆ ۇ ؽ ە, sukun) stay in stored text.
 */
import { toAsciiDigits } from './digits.ts';

const presentationForms = /[\ufb50-\ufdff\ufe70-\ufefc]/g;
const bidiMarks = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
const withoutWidth = /[\u200b\u2060\ufeff\u00ad]/g;
const tatweel = /\u0640/g;
const harakat = /[\u064b-\u065f\u0670]/g;
const strayHalfSpaces = /(?<![\p{L}\p{M}\p{N}])\u200c+|\u200c+(?![\p{L}\p{M}\p{N}\u200c])/gu;

/** Presentation forms of vowel signs stand on a space of their own, which is not part of the text. */
function fromPresentationForm(character: string): string {
  return character.normalize('NFKC').replace(/^ (?=\p{M})/u, '');
}

/** Composes before and after: U+06C0 is only found composed, and its parts must stand in canonical order. */
function oneLetterForm(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u064a\u0649]/g, 'ی')
    .replace(/\u0643/g, 'ک')
    .replace(/\u06c0/g, '\u0647\u0654')
    .normalize('NFC');
}

/** The text as we store it: one form of ی ک هٔ, half-spaces only inside words, single spaces, no tatweel or bidi marks; lines stay. */
export function clean(text: string): string {
  const visible = text
    .replace(presentationForms, fromPresentationForm)
    .replace(bidiMarks, '')
    .replace(withoutWidth, '')
    .replace(tatweel, '');
  return oneLetterForm(visible)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\u200c+/g, '\u200c')
    .replace(strayHalfSpaces, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .trim();
}

const foldedLetters: Record<string, string> = {
  ۀ: 'ه',
  ة: 'ه',
  ە: 'ه',
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ؤ: 'و',
  ۆ: 'و',
  ۇ: 'و',
  ئ: 'ی',
  ؽ: 'ی',
  ێ: 'ی',
  ې: 'ی',
  ى: 'ی',
  ي: 'ی',
  ك: 'ک',
};
const foldable = new RegExp(`[${Object.keys(foldedLetters).join('')}]`, 'g');

/** What two spellings of the same words have in common: عجب‌شیر, عجب شیر and عجبشير have one key. Not for display. */
export function key(text: string): string {
  const composed = text.replace(presentationForms, fromPresentationForm).normalize('NFKC');
  return toAsciiDigits(composed)
    .replace(foldable, (letter) => foldedLetters[letter]!)
    .replace(harakat, '')
    .replace(tatweel, '')
    .replace(/[\s\u200b-\u200d]/g, '')
    .replace(bidiMarks, '')
    .replace(withoutWidth, '')
    .toLowerCase();
}
