/**
 * One row of the caterpillar plot: the office's own mean (a tick) with its 95 % interval, and the index shrunken towards the
 * province (the rhombus). The two are apart exactly where few people answered; a rounded score is a hollow rhombus alone.
 */
import { gridLines } from './dotInterval.ts';
import type { HorizontalScale } from './horizontalScale.ts';
import { drawing, element, placeAt, rhombus } from './svg.ts';

export interface ShrunkenValues {
  own: number;
  shrunken: number;
  interval: readonly [number, number] | null;
  rounded: boolean;
}

const height = 30;
const middle = height / 2;

export function shrunkenInterval(
  values: ShrunkenValues,
  scale: HorizontalScale,
  frame: { edges: readonly number[]; ideal: number | null },
): string {
  const tick = (value: number, reach: number) =>
    element('line', { x1: scale.x(value), x2: scale.x(value), y1: middle - reach, y2: middle + reach });
  const [low, high] = values.interval ?? [values.own, values.own];
  const stem = element('line', { x1: scale.x(low), x2: scale.x(high), y1: middle, y2: middle });
  return drawing(
    height,
    'dot-interval',
    undefined,
    ...gridLines(scale, frame, height),
    values.interval ? element('g', { class: 'interval', 'stroke-width': 2 }, stem, tick(values.own, 6)) : '',
    placeAt(scale.x(values.shrunken), middle, rhombus(12, values.rounded ? 'previous-mark' : 'office-mark')),
  );
}
