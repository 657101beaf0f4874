/** The page before sending: how many statements are answered, and which are blank, by topic and page. */
import { fieldsOf } from './forms.ts';
import type { ItemsPart, Part } from './presentAnswering.ts';
import { runsOf } from './runsOf.ts';

export interface Review {
  answered: number;
  items: number;
  /** The topic is null for statements about answering itself. Each run of blank statements is on one page. */
  blanks: { topic: ItemsPart['topic']; runs: [number, number][] }[];
}

export function reviewAnswers(parts: readonly Part[], values: Record<string, string>): Review {
  const pages = parts.filter((part) => part.kind === 'items');
  const blanks: Review['blanks'] = [];
  let blank = 0;
  for (const part of pages) {
    const names = fieldsOf(part);
    const numbers = part.items.flatMap(({ number }, at) => (values[names[at] ?? ''] ? [] : [number]));
    blank += numbers.length;
    const last = blanks[blanks.length - 1];
    if (last && part.continues && last.topic?.text === part.topic?.text) last.runs.push(...runsOf(numbers));
    else if (numbers.length > 0) blanks.push({ topic: part.topic, runs: runsOf(numbers) });
  }
  const items = pages.flatMap(fieldsOf).length;
  return { answered: items - blank, items, blanks };
}

/** The page that a statement is on; null when no statement has that number. */
export function stepOfItem(parts: readonly Part[], number: number): number | null {
  const step = parts.findIndex(
    (part) => part.kind === 'items' && part.items.some((item) => item.number === number),
  );
  return step < 0 ? null : step;
}
