/** A small line over waves for one row of a table: one point for each wave, the line broken where two waves may not be compared. */
import { type Direction, evenColumns } from './horizontalScale.ts';
import { drawing, element, placeAt, rhombus } from './svg.ts';

export interface SparkPoint {
  value: number;
  joined: boolean;
}

const height = 44;

/** A null point is a wave without a shown score. `from` and `to` are the ends of the vertical axis, the same in every row. */
export function trendSpark(
  points: readonly (SparkPoint | null)[],
  [from, to]: readonly [number, number],
  dir: Direction,
): string {
  const x = evenColumns(points.length, dir);
  const y = (value: number) => height - 8 - ((value - from) / (to - from || 1)) * (height - 16);
  const lines = points.map((point, i) => {
    const before = points[i - 1];
    if (!point?.joined || !before) return '';
    return element('line', {
      class: 'trend',
      x1: x(i - 1),
      x2: x(i),
      y1: y(before.value),
      y2: y(point.value),
    });
  });
  const marks = points.map((point, i) =>
    point ? placeAt(x(i), y(point.value), rhombus(i === points.length - 1 ? 10 : 7, 'office-mark')) : '',
  );
  return drawing(height, 'trend-spark', undefined, ...lines, ...marks);
}
