/**
 * A score over waves: oldest at the start, newest at the end, so from right to left in Persian. A gap in the line says
 * that two waves may not be compared.
 */
import { type Direction, evenColumns } from './horizontalScale.ts';
import { drawing, element, escapeText, placeAt, rhombus } from './svg.ts';

export interface TrendPoint {
  value: number;
  interval: readonly [number, number] | null;
  /** Written beside the point. */
  text: string;
  /** Below the point, on the time axis. */
  label: string;
  /** Whether it may be compared with the point before it. */
  joined: boolean;
}

export interface TrendFrame {
  from: number;
  to: number;
  /** Edges between bands, written at the start of their lines. */
  edges: readonly { value: number; text: string }[];
  ideal: number | null;
}

const height = 220;
const floor = height - 52;
/** At most this many labels fit side by side on a phone. */
const maxLabels = 6;

/** A null point is a wave without a shown score: its place stays empty. */
export function trendChart(
  points: readonly (TrendPoint | null)[],
  frame: TrendFrame,
  dir: Direction,
): string {
  const x = evenColumns(points.length, dir);
  const y = (value: number) => {
    const share = Math.min(1, Math.max(0, (value - frame.from) / (frame.to - frame.from)));
    return floor - share * (floor - 12);
  };
  const across = (value: number, className: string) =>
    element('line', { class: className, x1: 0, x2: '100%', y1: y(value), y2: y(value) });
  const inside = (value: number) => value > frame.from && value < frame.to;
  return drawing(
    height,
    'trend-line',
    undefined,
    ...frame.edges
      .filter(({ value }) => inside(value))
      .map(({ value, text }) => across(value, 'edge-line') + edgeLabel(text, y(value), dir)),
    frame.ideal !== null && inside(frame.ideal) ? across(frame.ideal, 'ideal-line') : '',
    ...points.map((point, i) => segment(points[i - 1], point, [x(i - 1), x(i)], y)),
    ...points.map((point, i) => (point ? pointMark(point, x(i), y) : '')),
    ...points.map((point, i) => (point && isLabelled(i, points.length) ? timeLabel(point.label, x(i)) : '')),
  );
}

/** The newest point always, and where there are many every second, third … before it. */
function isLabelled(i: number, count: number): boolean {
  return (count - 1 - i) % Math.ceil(count / maxLabels) === 0;
}

/** Two short lines rather than a long one: the month over its year. */
function timeLabel(label: string, x: string): string {
  const space = label.lastIndexOf(' ');
  const lines = space < 0 ? [label] : [label.slice(0, space), label.slice(space + 1)];
  return lines
    .map((line, i) => {
      const place = { x, y: height - 28 + 20 * i, 'text-anchor': 'middle' };
      return element('text', { class: 'axis-label', ...place }, escapeText(line));
    })
    .join('');
}

/** `start` of a Persian text is its right end. */
function edgeLabel(text: string, y: number, dir: Direction): string {
  const place = { x: dir === 'rtl' ? '100%' : 0, y: y - 4 };
  return element('text', { class: 'axis-label', ...place, 'text-anchor': 'start' }, escapeText(text));
}

function segment(
  before: TrendPoint | null | undefined,
  point: TrendPoint | null,
  [x1, x2]: [string, string],
  y: (value: number) => number,
): string {
  if (!before || !point?.joined) return '';
  return element('line', { class: 'trend', x1, x2, y1: y(before.value), y2: y(point.value) });
}

function pointMark(point: TrendPoint, x: string, y: (value: number) => number): string {
  const stem = point.interval
    ? element(
        'g',
        { class: 'interval', 'stroke-width': 2 },
        element('line', { x1: x, x2: x, y1: y(point.interval[0]), y2: y(point.interval[1]) }),
      )
    : '';
  const top = (point.interval ? y(point.interval[1]) : y(point.value)) - 8;
  const text = (content: string, place: number, className: string) =>
    element('text', { class: className, x, y: place, 'text-anchor': 'middle' }, escapeText(content));
  return [
    stem,
    placeAt(x, y(point.value), rhombus(14, 'office-mark')),
    text(point.text, Math.max(12, top), 'point-label'),
  ].join('');
}
