/**
 * One row of a profile: the office as a rhombus with its 95 % interval in the middle lane, the references (province a
 * ring, parent a square) above, each in its own lane, the previous wave (hollow rhombus) below, band edges and the ideal as lines.
 */
import type { HorizontalScale } from './horizontalScale.ts';
import { drawing, element, placeAt, rhombus } from './svg.ts';

export interface DotIntervalValues {
  mean: number;
  interval?: readonly [number, number] | null;
  province?: number | null;
  parent?: number | null;
  previous?: number | null;
}

export interface DotIntervalFrame {
  /** Edges between bands, without 0. */
  edges: readonly number[];
  ideal?: number | null;
  /** `row`: three lanes, 58 high (70 with a lane for each of two references); `slim`: the middle lane only, 30 high. */
  size?: 'row' | 'slim';
}

export function dotInterval(
  values: DotIntervalValues,
  scale: HorizontalScale,
  frame: DotIntervalFrame,
): string {
  const slim = frame.size === 'slim';
  const extra = values.parent != null && values.province != null ? 12 : 0;
  const height = slim ? 30 : 58 + extra;
  const middle = slim ? 15 : 29 + extra;
  const marks = [
    ...gridLines(scale, frame, height),
    values.interval ? intervalLine(values.interval, scale, middle, { width: slim ? 2 : 3, cap: 5 }) : '',
    placeAt(scale.x(values.mean), middle, rhombus(slim ? 12 : 20, 'office-mark')),
  ];
  if (!slim) marks.push(...references(values, scale, height));
  return drawing(height, 'dot-interval', undefined, ...marks);
}

export function gridLines(scale: HorizontalScale, frame: DotIntervalFrame, height: number): string[] {
  const line = (value: number, className: string) =>
    element('line', { class: className, x1: scale.x(value), x2: scale.x(value), y1: 0, y2: height });
  const within = (value: number) => value > scale.from && value < scale.to;
  const edges = frame.edges.filter(within).map((edge) => line(edge, 'edge-line'));
  return frame.ideal != null && within(frame.ideal) ? [...edges, line(frame.ideal, 'ideal-line')] : edges;
}

/** A 95 % interval as a line with a cap at both ends that reaches `cap` pixels to each side. */
export function intervalLine(
  ends: readonly [number, number],
  scale: HorizontalScale,
  y: number,
  { width, cap }: { width: number; cap: number },
): string {
  const capAt = (value: number) =>
    element('line', { x1: scale.x(value), x2: scale.x(value), y1: y - cap, y2: y + cap });
  const stem = element('line', { x1: scale.x(ends[0]), x2: scale.x(ends[1]), y1: y, y2: y });
  return element('g', { class: 'interval', 'stroke-width': width }, stem, capAt(ends[0]), capAt(ends[1]));
}

function references(values: DotIntervalValues, scale: HorizontalScale, height: number): string[] {
  const upper = 9;
  const second = values.parent != null ? upper + 12 : upper;
  const lower = height - 9;
  return [
    values.parent != null
      ? placeAt(
          scale.x(values.parent),
          upper,
          element('rect', { class: 'parent-mark', x: -5, y: -5, width: 10, height: 10 }),
        )
      : '',
    values.province != null
      ? placeAt(scale.x(values.province), second, element('circle', { class: 'province-mark', r: 5 }))
      : '',
    values.previous != null ? placeAt(scale.x(values.previous), lower, rhombus(11, 'previous-mark')) : '',
  ];
}
