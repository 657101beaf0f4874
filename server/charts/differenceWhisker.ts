/**
 * A difference with its interval on a scale that all rows of a page share: zero as a line, what would not matter as a zone, and the mark of the
 * verdict at its place. Lines that cross zero and lines that stay in the zone explain the words beside them; cut ends get an arrow.
 */
import { type Direction, horizontalScale } from './horizontalScale.ts';
import { drawing, element, placeAt } from './svg.ts';

export interface Whisker {
  difference: number;
  interval: readonly [number, number];
  word: 'higher' | 'lower' | 'same' | 'unclear' | 'notTested';
}

const height = 26;
const middle = height / 2;

const marks: Record<Whisker['word'], string> = {
  higher: element('path', { class: 'mark-higher', d: 'M0 -6L6 5H-6Z' }),
  lower: element('path', { class: 'mark-lower', d: 'M0 6L-6 -5H6Z' }),
  same: element('rect', { class: 'whisker-same', x: -5, y: -5, width: 10, height: 10 }),
  unclear: element('circle', { class: 'whisker-unclear', r: 5 }),
  notTested: element('circle', { class: 'whisker-unclear', r: 4 }),
};

/** `reach`: the ends of the scale on both sides of zero. */
export function differenceWhisker(
  { difference, interval, word }: Whisker,
  { reach, margin, dir }: { reach: number; margin: number; dir: Direction },
): string {
  const scale = horizontalScale(-reach, reach, dir);
  const [low, high] = interval;
  const line = (x1: string, x2: string, y1: number, y2: number, className: string) =>
    element('line', { class: className, x1, x2, y1, y2 });
  const end = (value: number) =>
    Math.abs(value) > reach
      ? placeAt(scale.x(value), middle, arrow(value < 0 === (dir === 'ltr')))
      : line(scale.x(value), scale.x(value), middle - 5, middle + 5, `whisker whisker-${word}-line`);
  return drawing(
    height,
    'difference-whisker',
    undefined,
    element('rect', { class: 'same-zone', ...scale.span(-margin, margin), y: 0, height }),
    line('0%', '100%', middle, middle, 'whisker-axis'),
    line(scale.x(0), scale.x(0), 0, height, 'whisker-zero'),
    line(scale.x(low), scale.x(high), middle, middle, `whisker whisker-${word}-line`),
    end(low),
    end(high),
    placeAt(scale.x(difference), middle, marks[word]),
  );
}

const arrow = (toLeft: boolean) =>
  element('path', { class: 'whisker-arrow', d: toLeft ? 'M0 -4L-6 0L0 4Z' : 'M0 -4L6 0L0 4Z' });

/** The reach that holds nearly all intervals: the largest end, at least three margins, at most 30 points. */
export function whiskerReach(ends: readonly number[], margin: number): number {
  const largest = Math.max(3 * margin, ...ends.map(Math.abs));
  return Math.min(Math.max(30, 3 * margin), largest * 1.05);
}
