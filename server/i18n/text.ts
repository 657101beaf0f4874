/**
 * In Persian one word can be encoded in several ways. `clean` normalises what is stored without changing its meaning; `key` is for
 * search, uniqueness and ties, and drops much more. Letters of Azerbaijani (ؤ ئ ۆ ۇ ؽ ە, sukun) stay in stored text.
 */

import {
  foldedLetters,
  hyphens,
  invisible,
  joiners,
  presentationForms,
  tatweel,
  vowelSigns,
} from './alikeLetters.ts';
import { toAsciiDigits } from './digits.ts';

const strayHalfSpaces = /(?<![\p{L}\p{M}\p{N}])\u200c+|\u200c+(?![\p{L}\p{M}\p{N}\u200c])/gu;

/** Presentation forms of vowel signs decompose into a space and the sign; the space is not part of the text. */
function fromPresentationForm(character: string): string {
  return character.normalize('NFKC').replace(/^ (?=\p{M})/u, '');
}

/** Composes before and after: U+06C0 is only found in composed form, and its parts must be in canonical order. */
function oneLetterForm(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u064a\u0649]/g, 'ی')
    .replace(/\u0643/g, 'ک')
    .replace(/\u06c0/g, '\u0647\u0654')
    .normalize('NFC');
}

/** Line breaks of Windows and of old Macs as those of everybody else. */
export function unixLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** The text as it is stored: one form of ی ک هٔ, half-spaces only inside words, single spaces, no tatweel or bidi marks; lines stay. */
export function clean(text: string): string {
  const visible = text
    .replace(presentationForms, fromPresentationForm)
    .replace(invisible, '')
    .replace(tatweel, '');
  return (
    unixLines(oneLetterForm(visible))
      .replace(/[\u2028\u2029]/g, '\n')
      .replace(/\u200c+/g, '\u200c')
      .replace(strayHalfSpaces, '')
      .replace(/[^\S\n]+/g, ' ')
      // There is one space at most: more of them on either side would be tried in each other's place.
      .replace(/ ?\n ?/g, '\n')
      .trim()
  );
}

const plainLetters = Object.entries(foldedLetters).map(
  ([letter, alike]) => [new RegExp(`[${alike}]`, 'g'), letter] as const,
);

/**
 * A key that all spellings of the same words share: عجب‌شیر, عجب شیر and عجبشير have one key. Not for display. Pages filter their lists
 * with this function too, so that a search finds the same everywhere.
 */
export function key(text: string): string {
  const composed = text.normalize('NFKC');
  const folded = plainLetters.reduce((done, [alike, letter]) => done.replace(alike, letter), composed);
  return toAsciiDigits(folded)
    .replace(vowelSigns, '')
    .replace(tatweel, '')
    .replace(invisible, '')
    .replace(joiners, '')
    .replace(/\s/g, '')
    .replace(hyphens, '-')
    .toLowerCase();
}

const isolate = '\u2068';
const endIsolate = '\u2069';

/** Text of unknown direction inside a plain sentence, where no `<bdi>` can stand: it does not turn what is around it. */
export function isolated(text: string): string {
  return `${isolate}${text}${endIsolate}`;
}

/** A number in groups, such as a telephone's; each match begins where digits begin. */
const grouped = /(?<![\p{Nd}+])\+?\p{Nd}+(?:[- ]\p{Nd}+)+/gu;

/** Groups of digits stay in their order: among letters that are read from the right ۰۴۱-۳۳۳۳۴۴۴۴ would show its last group first. */
export function groupsInOrder(text: string): string {
  return /\p{Script=Arabic}/u.test(text) ? text.replace(grouped, '\u2066$&\u2069') : text;
}

/** Text as it stands in HTML. Templates escape by themselves; this is for what is put together outside of them. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
