/**
 * What the program suggests a changed wording to be. It knows words and no meaning, so a person decides: it says «identical» only where
 * nothing but spelling differs, and «minor» only where most words stayed and neither negation nor reach changed.
 */
import { key } from '../../i18n/text.ts';
import type { ItemChange } from '../../instruments/instrument.ts';
import { absoluteWords, isNegated } from '../checks/wordLists.ts';
import { wordsOf } from './wordDifference.ts';

export interface Worded {
  text: string;
  reverse: boolean;
}

/** At least this share of both wordings' words is the same. */
const minorShare = 0.7;

const contentWords = (text: string) =>
  wordsOf(text)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
    .map(key);

/** Twice the words that both have, over all words of both. */
function sharedWords(before: readonly string[], after: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of before) left.set(word, (left.get(word) ?? 0) + 1);
  const shared = after.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  });
  return (2 * shared.length) / Math.max(1, before.length + after.length);
}

const sentenceKey = (text: string) => contentWords(text).join('');

export function suggestChange(before: Worded, after: Worded): ItemChange {
  if (before.reverse !== after.reverse) return 'changed';
  if (sentenceKey(before.text) === sentenceKey(after.text)) return 'identical';
  if (isNegated(before.text) !== isNegated(after.text)) return 'changed';
  if (absoluteWords(before.text).join() !== absoluteWords(after.text).join()) return 'changed';
  const share = sharedWords(contentWords(before.text), contentWords(after.text));
  return share >= minorShare ? 'minor' : 'changed';
}
