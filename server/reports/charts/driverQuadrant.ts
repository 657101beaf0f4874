/**
 * Drivers against scores: each dimension by its score (across) and its share in explaining the outcome (up). What is
 * low and matters much lies in the upper corner at the start: begin there.
 */
import { type Direction, horizontalScale } from './horizontalScale.ts';
import { at, drawing, element, escapeText, rhombus } from './svg.ts';

export interface QuadrantPoint {
  label: string;
  /** 0..100 */
  mean: number;
  /** Share of the explained variance, 0..1. */
  share: number;
}

export function driverQuadrant(
  points: readonly QuadrantPoint[],
  middle: { mean: number; share: number },
  dir: Direction,
  label: string,
): string {
  const height = 320;
  const means = points.map(({ mean }) => mean);
  const scale = horizontalScale(
    Math.min(...means, middle.mean) - 8,
    Math.max(...means, middle.mean) + 8,
    dir,
  );
  const top = Math.max(...points.map(({ share }) => share), middle.share) * 1.2 || 1;
  const y = (share: number) => height - 16 - (share / top) * (height - 40);
  const dots = [...points]
    .sort((a, b) => b.share - a.share)
    .map((point, order) => dot(point, scale.x(point.mean), y(point.share), order));
  return drawing(
    height,
    'driver-quadrant',
    label,
    element('rect', { class: 'frame', x: 0, y: 0, width: '100%', height }),
    element('line', {
      class: 'edge-line',
      x1: scale.x(middle.mean),
      x2: scale.x(middle.mean),
      y1: 0,
      y2: height,
    }),
    element('line', { class: 'edge-line', x1: 0, x2: '100%', y1: y(middle.share), y2: y(middle.share) }),
    ...dots,
  );
}

function dot(point: QuadrantPoint, x: string, y: number, order: number): string {
  const below = order % 2 === 1;
  const text = element(
    'text',
    { class: 'point-label', y: below ? 24 : -14, 'text-anchor': 'middle' },
    escapeText(point.label),
  );
  return at(x, y, rhombus(14, 'office-mark') + text);
}
