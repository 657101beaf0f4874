/**
 * Where a text leaves its language, told by the script alone: Persian words in an English sentence, and English phrases in a Persian one. A
 * single Latin word on a Persian page is a name or a term (WCAG 3.1.2 leaves it out); two and more are a phrase to be read in English.
 */
import { directionOf, type Language } from '../i18n/languages.ts';

/** Persian letters, their marks and half-spaces, digits of Persian, and what stands between words of one name or sentence. */
const word = '[\\p{Script=Arabic}\\p{M}\\u200c\\u06f0-\\u06f9٪٫٬]+';
const between = '(?: ?[–—/-] ?|[.!؟؛،] | [0-9]+ |[ \\u00a0])';
const phrase = `${word}(?:${between}${word})*`;
const persianRun = new RegExp(`${phrase}(?: ?(?:\\(${phrase}\\)|«${phrase}»)(?: ${phrase})?)*[؟،؛]?`, 'gu');
const latinWord = "[\\p{Script=Latin}][\\p{Script=Latin}'’-]*";
/** Not inside an address, a code or an entity of HTML. */
const latinRun = new RegExp(`(?<![&\\w@./:#_-])${latinWord}(?:,? ${latinWord})+(?![\\w@/:_-])`, 'gu');

const persianLetter = /\p{Script=Arabic}/gu;
const latinLetter = /\p{Script=Latin}/gu;
/** Text of Persian alone that is one name or sentence, and not several beside each other. */
const severalTexts = /[0-9·|]|, /;

const letterOf = { ltr: /\p{Script=Arabic}/u, rtl: /\p{Script=Latin}/u };

/** Whether it is worth looking for such parts: most of a long page is neither. */
export const mayBeForeign = (text: string, around: Language): boolean =>
  letterOf[directionOf(around)].test(text);

export interface Run {
  start: number;
  end: number;
  language: Language;
}

const textWithoutEntities = (text: string) => text.replace(/&#?\w+;/g, (entity) => ' '.repeat(entity.length));

/** The parts of an escaped text of HTML that are in another language than the one around it, from first to last. */
export function foreignRuns(text: string, around: Language): Run[] {
  const plain = textWithoutEntities(text);
  return directionOf(around) === 'ltr' ? persianRuns(plain) : latinRuns(plain);
}

function persianRuns(text: string): Run[] {
  if (text.search(persianLetter) < 0) return [];
  const inner = text.trim();
  const start = text.indexOf(inner);
  if (text.search(latinLetter) < 0 && !severalTexts.test(inner))
    return [{ start, end: start + inner.length, language: 'fa' }];
  return runsOf(text, persianRun, 'fa');
}

function latinRuns(text: string): Run[] {
  return runsOf(text, latinRun, 'en');
}

function runsOf(text: string, pattern: RegExp, language: Language): Run[] {
  return [...text.matchAll(pattern)]
    .map((found) => ({ start: found.index, end: found.index + found[0].length, language }))
    .filter(
      ({ start, end }) => text.slice(start, end).search(language === 'fa' ? persianLetter : latinLetter) >= 0,
    );
}

/** The language of most of a text where it is not the one around it: for places that can be marked only as a whole. */
export function mainlyForeign(text: string, around: Language): Language | null {
  const plain = textWithoutEntities(text);
  const persian = plain.match(persianLetter)?.length ?? 0;
  const latin = plain.match(latinLetter)?.length ?? 0;
  if (directionOf(around) === 'ltr') return persian > 0 && persian >= latin ? 'fa' : null;
  return persian === 0 && latinRuns(plain).length > 0 ? 'en' : null;
}
