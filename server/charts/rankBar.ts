/** The interval of an office's rank among the ranked offices: a bar on a line, rank 1 at the start. */
import { type Direction, horizontalScale } from './horizontalScale.ts';
import { drawing, element } from './svg.ts';

export function rankBar(rank: readonly [number, number], offices: number, dir: Direction): string {
  const scale = horizontalScale(0.5, Math.max(1.5, offices + 0.5), dir);
  const span = scale.span(rank[0] - 0.5, rank[1] + 0.5);
  return drawing(
    30,
    'rank-bar',
    undefined,
    element('line', { class: 'track', x1: 0, x2: '100%', y1: 15, y2: 15 }),
    element('rect', { class: 'rank', ...span, y: 10, height: 10 }),
  );
}
