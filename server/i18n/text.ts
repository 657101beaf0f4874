/**
 * Persian text has several spellings of one word. `clean` makes what we store uniform and changes no meaning; `key` is for
 * search, uniqueness and ties, and loses much. Letters of Azerbaijani (ؤ ئ ۆ ۇ ؽ ە, sukun) stay in stored text.
 */
import { toAsciiDigits } from './digits.ts';
import {
  foldedLetters,
  hyphens,
  joiners,
  presentationForms,
  tatweel,
  unseen,
  vowelSigns,
} from './letters.ts';

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
    .replace(unseen, '')
    .replace(tatweel, '');
  return oneLetterForm(visible)
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\u200c+/g, '\u200c')
    .replace(strayHalfSpaces, '')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ *\n */g, '\n')
    .trim();
}

const plainLetters = Object.entries(foldedLetters).map(
  ([letter, alike]) => [new RegExp(`[${alike}]`, 'g'), letter] as const,
);

/**
 * What two spellings of the same words have in common: عجب‌شیر, عجب شیر and عجبشير have one key. Not for display. Pages filter their
 * lists by this function too, so that a search finds the same everywhere.
 */
export function key(text: string): string {
  const composed = text.normalize('NFKC');
  const folded = plainLetters.reduce((done, [alike, letter]) => done.replace(alike, letter), composed);
  return toAsciiDigits(folded)
    .replace(vowelSigns, '')
    .replace(tatweel, '')
    .replace(unseen, '')
    .replace(joiners, '')
    .replace(/\s/g, '')
    .replace(hyphens, '-')
    .toLowerCase();
}
