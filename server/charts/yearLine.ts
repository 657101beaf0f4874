/** One wave on the line of a year: open for answers, counted, released; each month as wide as the next, today as a line. */
import { type Direction, horizontalScale } from './horizontalScale.ts';
import { drawing, element, placeAt, rhombus } from './svg.ts';

/** Positions are shares of the year, 0 at its first day and 1 at its end. */
export interface YearLine {
  today: number;
  open: { from: number; to: number } | null;
  isDraft: boolean;
  /** When the results were released; null when they are not. */
  released: number | null;
}

const height = 34;
const middle = height / 2;
const months = 12;

export function yearLine({ today, open, isDraft, released }: YearLine, dir: Direction): string {
  const scale = horizontalScale(0, 1, dir);
  const bar = (kind: string, from: number, to: number) =>
    to > from ? element('rect', { class: kind, ...scale.span(from, to), y: middle - 7, height: 14 }) : '';
  const upright = (kind: string, at: number) =>
    element('line', { class: kind, x1: scale.x(at), x2: scale.x(at), y1: 0, y2: height });
  const passed = open ? Math.min(Math.max(today, open.from), open.to) : 0;
  return drawing(
    height,
    'year-line',
    undefined,
    ...Array.from({ length: months - 1 }, (_, at) => upright('month', (at + 1) / months)),
    open && isDraft ? bar('draft', open.from, open.to) : '',
    open && !isDraft ? bar('left', open.from, open.to) + bar('passed', open.from, passed) : '',
    open && released !== null
      ? element('line', {
          class: 'counting',
          x1: scale.x(open.to),
          x2: scale.x(released),
          y1: middle,
          y2: middle,
        })
      : '',
    released === null ? '' : placeAt(scale.x(released), middle, rhombus(12, 'released')),
    upright('today', today),
  );
}
