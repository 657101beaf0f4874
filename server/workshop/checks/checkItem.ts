/** What is hard to answer or to compare in one item. Words are judged in the language in which they are written. */
import type { Instrument, Item, Scale } from '../../instruments/instrument.ts';
import { familiesOf, familyOf, type ScaleName } from '../knownScales.ts';
import type { Note } from './note.ts';
import { spellingNotes } from './spelling.ts';
import { absoluteWords, hasVerb, isNegated, joiningWord } from './wordLists.ts';

/** More words than this are lost on the way to the end of a sentence. */
export const maxWords = 20;

export interface CheckedItem {
  item: Pick<Item, 'text' | 'reverse'>;
  scale: Scale;
  /** Other languages in which the instrument has texts. */
  languages: readonly ('en' | 'azb')[];
}

export function checkItem({ item, scale, languages }: CheckedItem): Note[] {
  const { text, reverse } = item;
  const written = [text.fa, text.en, text.azb].filter((one) => one !== undefined);
  return [
    ...doubleQuestion(text.fa),
    ...(reverse && written.some(isNegated) ? [{ name: 'negatedReverse', values: {} }] : []),
    ...tooLong(text.fa),
    ...absolute(text.fa),
    ...otherScale(text.fa, scale),
    ...languages
      .filter((language) => !text[language])
      .map((language) => ({ name: 'untranslated', values: { language } })),
    ...spellingNotes(text.fa),
  ];
}

export function wordCount(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Two statements, where there is a verb on both sides; otherwise two things that an answer may hold for singly. */
function doubleQuestion(text: string): Note[] {
  const found = [...text.matchAll(joiningWord)];
  const whole = found.find(({ index, 0: word }) => {
    const [before, after] = [text.slice(0, index), text.slice(index + word.length)];
    return hasVerb(before) && hasVerb(after);
  });
  const [first] = found;
  if (whole) return [{ name: 'twoQuestions', values: { around: around(text, whole) } }];
  return first ? [{ name: 'twoThings', values: { around: around(text, first) } }] : [];
}

/** «… می‌دهند و در کار …»: two words on either side. */
function around(text: string, { index, 0: word }: RegExpMatchArray): string {
  const at = index ?? 0;
  const before = text.slice(0, at).split(/\s+/).slice(-2).join(' ');
  const after = text
    .slice(at + word.length)
    .split(/\s+/)
    .slice(0, 2)
    .join(' ');
  return `${before} ${word.trim()} ${after}`.replace(/(?<![.،؛])[.،؛]+$/, '');
}

function tooLong(text: string): Note[] {
  const count = wordCount(text);
  return count > maxWords ? [{ name: 'tooLong', values: { count, most: maxWords } }] : [];
}

function absolute(text: string): Note[] {
  const [word] = absoluteWords(text);
  return word ? [{ name: 'absolute', values: { word } }] : [];
}

/** A statement to agree with that itself says how often, or a question that no label answers. */
function otherScale(text: string, scale: Scale): Note[] {
  const family = familyOf(scale);
  if (!family) return [];
  const isQuestion = /[؟?]\s*$|(?<!\p{L})(آیا|چقدر|چه[ \u200c]?قدر|تا چه)(?!\p{L})/u.test(text);
  if (isQuestion && family === 'agreement') return [{ name: 'question', values: {} }];
  const [other] = familiesOf(text).filter((name) => name !== family && isMisfit(family, name));
  return other ? [{ name: 'otherScale', values: { other, family } }] : [];
}

/** Amounts occur in every statement («وقت کم»); only how often something happens is a scale of its own within a sentence. */
const isMisfit = (family: ScaleName, found: ScaleName) => found === 'frequency' && family !== 'frequency';

/** Labels of more than one family on one scale: the steps between them cannot be equal. */
export function checkScale(scale: Scale): Note[] {
  const found = [...new Set(scale.labels.flatMap(({ fa }) => familiesOf(fa)))];
  const counts = scale.labels.filter(({ fa }) => familiesOf(fa).length > 0).length;
  if (found.length > 1 && counts > 1) {
    const [one = '', other = ''] = found;
    return [{ name: 'mixedScale', values: { one, other } }];
  }
  return [];
}

/** The languages besides Persian in which any statement or title is written. */
export function languagesIn({ title, dimensions }: Instrument): ('en' | 'azb')[] {
  const texts = [title, ...dimensions.flatMap((one) => [one.title, ...one.items.map(({ text }) => text)])];
  return (['en', 'azb'] as const).filter((language) => texts.some((text) => text[language]));
}
