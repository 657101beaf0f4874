/**
 * The one list of characters that people type for one another: what is invisible, which hyphens look alike, which letters a search
 * takes for the same. text.ts and digits.ts are made from it, on the server and in the browser alike.
 */

/** Soft hyphen, characters without width and the controls of direction, which are pasted along unseen. */
export const unseen = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

/** The half-space of Persian and its opposite: part of a word, and never of a number or a code. */
export const joiners = /[\u200c\u200d]/g;

/** Hyphens, dashes and minus signs that look like `-`. */
export const hyphens = /[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g;

export const tatweel = /\u0640/g;

/** Vowel signs, hamza above and below, the small alef. */
export const vowelSigns = /[\u064b-\u065f\u0670]/g;

/** Letters by their place in a word and whole words as one character, as PDFs give them. */
export const presentationForms = /[\ufb50-\ufdff\ufe70-\ufefc]/g;

/** What a search takes for one letter: under the Persian one that every keyboard has, those of Arabic, Azerbaijani and Kurdish. */
export const foldedLetters: Readonly<Record<string, string>> = {
  ا: 'أإآٱ',
  ه: 'ۀةەہۂۃ',
  و: 'ؤۆۇ',
  ی: 'يىئؽێې',
  ک: 'ك',
};
