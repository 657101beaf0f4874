/** The words of a comment in their order, each with its stem; null where a sentence or clause ends, so that no phrase reaches across. */
import { clean } from '../../i18n/text.ts';
import { stem } from './stem.ts';
import { isStopStem } from './stopWords.ts';

export interface Word {
  /** As it was written, cleaned. */
  written: string;
  stem: string;
  /** Says nothing by itself; a phrase does not reach across it either. */
  isStop: boolean;
}

const segmenter = new Intl.Segmenter('fa', { granularity: 'word' });
const clauseEnd = /[.!?؟،؛,;:\n…()«»"]/u;

export function wordsOf(text: string): (Word | null)[] {
  const words: (Word | null)[] = [];
  for (const { segment, isWordLike } of segmenter.segment(clean(text))) {
    if (isWordLike) {
      const stemmed = stem(segment);
      words.push({ written: segment, stem: stemmed, isStop: isStopStem(stemmed) });
    } else if (clauseEnd.test(segment) && words.at(-1) !== null) words.push(null);
  }
  return words;
}
