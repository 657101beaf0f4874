/**
 * Drivers against scores: each dimension by its score (across) and its share in explaining the outcome (up). What is
 * low and matters a lot lies in the upper corner at the start, which is tinted. Points carry numbers; the table holds the names.
 */
import { type Direction, horizontalScale } from './horizontalScale.ts';
import { drawing, element, escapeText, placeAt, rhombus } from './svg.ts';

export interface QuadrantPoint {
  /** The number that the table gives the dimension, in the reader's digits. */
  label: string;
  /** 0..100 */
  mean: number;
  /** Share of the explained variance, 0..1. */
  share: number;
}

const height = 280;

export function driverQuadrant(
  points: readonly QuadrantPoint[],
  middle: { mean: number; share: number },
  dir: Direction,
  label: string,
): string {
  const means = points.map(({ mean }) => mean);
  const [from, to] = [Math.min(...means, middle.mean) - 4, Math.max(...means, middle.mean) + 4];
  const scale = horizontalScale(from, to, dir);
  const top = Math.max(...points.map(({ share }) => share), middle.share) * 1.15 || 1;
  const y = (share: number) => height - 16 - (share / top) * (height - 32);
  const cross = { x: scale.x(middle.mean), y: y(middle.share) };
  return drawing(
    height,
    'driver-quadrant',
    label,
    element('rect', { class: 'own-zone', ...scale.span(from, middle.mean), y: 0, height: cross.y }),
    element('rect', { class: 'frame', x: 0, y: 0, width: '100%', height }),
    element('line', { class: 'edge-line', x1: cross.x, x2: cross.x, y1: 0, y2: height }),
    element('line', { class: 'edge-line', x1: 0, x2: '100%', y1: cross.y, y2: cross.y }),
    ...points.map((point) => dot(point, scale.x(point.mean), y(point.share), isAboveFree(point, points))),
  );
}

/** A number stands above its point unless another point lies close above it. */
function isAboveFree(point: QuadrantPoint, points: readonly QuadrantPoint[]): boolean {
  return !points.some(
    (other) =>
      other !== point &&
      other.share >= point.share &&
      other.share - point.share < 0.05 &&
      Math.abs(other.mean - point.mean) < 3,
  );
}

function dot(point: QuadrantPoint, x: string, y: number, above: boolean): string {
  const text = element(
    'text',
    { class: 'point-label', y: above ? -12 : 22, 'text-anchor': 'middle' },
    escapeText(point.label),
  );
  return placeAt(x, y, rhombus(14, 'office-mark') + text);
}
