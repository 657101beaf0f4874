/**
 * How long answering takes, from the words to be read and the marks to be made. Silent reading of Persian prose is about 180 words a
 * minute; choosing a point takes about five seconds, so does a background question, and most people leave open ones out or write a sentence. With twelve
 * words an item this is the nine seconds an item that files without `minutes` are given.
 */
import type { Instrument } from '../../instruments/instrument.ts';
import { wordCount } from './checkItem.ts';

const wordsPerMinute = 180;
const secondsPerChoice = 5;
const secondsPerBackground = 5;
const secondsPerOpen = 20;

/** In minutes. */
export function readingTime({ dimensions, controls, demographics, openQuestions }: Instrument): number {
  const statements = [...dimensions.flatMap(({ items }) => items), ...controls];
  const titles = [
    ...dimensions.map(({ topic, title }) => topic ?? title),
    ...demographics.map(({ title }) => title),
    ...openQuestions.map(({ title }) => title),
  ];
  const words = [...statements.map(({ text }) => text), ...titles].reduce(
    (sum, { fa }) => sum + wordCount(fa),
    0,
  );
  const seconds =
    statements.length * secondsPerChoice +
    demographics.length * secondsPerBackground +
    openQuestions.length * secondsPerOpen;
  return words / wordsPerMinute + seconds / 60;
}

export type Promised = 'kept' | 'tooShort' | 'tooLong';

/** The estimate is worth a quarter of itself. The first page promises a time: less than is needed breaks a word, twice as much keeps people from beginning. */
export function promisedTime(instrument: Instrument): {
  needed: number;
  promised: number;
  verdict: Promised;
} {
  const needed = readingTime(instrument);
  const { minutes: promised } = instrument;
  const verdict =
    needed > promised * 1.25 + 0.5 ? 'tooShort' : promised > 2 * needed + 1 ? 'tooLong' : 'kept';
  return { needed, promised, verdict };
}
