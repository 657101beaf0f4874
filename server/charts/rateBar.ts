/** A response rate as a bar from the start edge, with a tick at the target. */
import { type Direction, horizontalScale } from './horizontalScale.ts';
import { drawing, element } from './svg.ts';

/** `rate` and `target` are shares of 0..1. */
export function rateBar(rate: number, target: number | null, dir: Direction): string {
  const scale = horizontalScale(0, 1, dir);
  return drawing(
    18,
    'rate-bar',
    undefined,
    element('line', { class: 'track', x1: 0, x2: '100%', y1: 9, y2: 9 }),
    element('rect', { class: 'rate', ...scale.span(0, rate), y: 4, height: 10 }),
    target === null
      ? ''
      : element('line', { class: 'target', x1: scale.x(target), x2: scale.x(target), y1: 0, y2: 18 }),
  );
}
