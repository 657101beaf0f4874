/**
 * The one list of characters that people type in place of each other: invisible characters, hyphens that look alike, letters that a
 * search treats as the same. text.ts and digits.ts use it, on the server and in the browser.
 */

/**
 * What Unicode says to be drawn as nothing, which people paste without seeing it: soft hyphen, zero-width characters, direction controls,
 * invisible operators, fillers, variation selectors. All but the two joiners.
 */
export const invisible = /(?![\u200c\u200d])\p{Default_Ignorable_Code_Point}/gu;

/** The half-space of Persian and its opposite: part of a word, and never of a number or a code. */
export const joiners = /[\u200c\u200d]/g;

/** Hyphens, dashes and minus signs that look like `-`. */
export const hyphens = /[\u2010-\u2015\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g;

export const tatweel = /\u0640/g;

/** Vowel signs, hamza above and below, the small alef. */
export const vowelSigns = /[\u064b-\u065f\u0670]/g;

/** Positional letter forms, and whole words as one character, as text copied from PDFs has them. */
export const presentationForms = /[\ufb50-\ufdff\ufe70-\ufefc]/g;

/** Letters that a search treats as the same: for each Persian letter those of Arabic, Azerbaijani and Kurdish. */
export const foldedLetters: Readonly<Record<string, string>> = {
  ا: 'أإآٱ',
  ه: 'ۀةەہۂۃ',
  و: 'ؤۆۇ',
  ی: 'يىئؽێې',
  ک: 'ك',
};
