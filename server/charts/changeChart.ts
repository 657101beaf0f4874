/**
 * The level that all offices have in common over the waves, the line through them, and where it goes with an interval that widens. Time runs
 * as everywhere from the right in Persian; distances between waves are those of the calendar.
 */
import { type Direction, type HorizontalScale, horizontalScale } from './horizontalScale.ts';
import { drawing, element, escapeText, placeAt, rhombus } from './svg.ts';

export interface ChangePoint {
  time: number;
  value: number;
  interval: readonly [number, number];
  text: string;
  /** On the time axis; '' where there is no room. */
  label: string;
}

export interface ChangeLine {
  time: number;
  value: number;
  interval: readonly [number, number];
}

export interface ChangeFrame {
  from: number;
  to: number;
  /** The ideal is drawn where it lies inside. */
  ideal: { value: number; text: string } | null;
  /** At the end of the time axis. */
  endLabel: string;
}

const height = 240;
const floor = height - 52;

/** `ahead` begins at the last wave. */
export function changeChart(
  points: readonly ChangePoint[],
  line: readonly ChangeLine[],
  ahead: readonly ChangeLine[],
  frame: ChangeFrame,
  dir: Direction,
): string {
  const [first, last] = [points[0]!.time, ahead.at(-1)!.time];
  const margin = (last - first) / 14;
  const scale = horizontalScale(first - margin, last + margin, dir);
  const y = (value: number) => {
    const share = Math.min(1, Math.max(0, (value - frame.from) / (frame.to - frame.from)));
    return floor - share * (floor - 12);
  };
  const place = (one: ChangeLine) => ({ x: Number.parseFloat(scale.x(one.time)), y: y(one.value) });
  return drawing(
    height,
    'change-chart',
    undefined,
    band(ahead, scale, y),
    frame.ideal ? idealLine(frame.ideal, y, dir) : '',
    path(line.map(place), 'trend'),
    path(ahead.map(place), 'trend ahead-line'),
    ...points.map((point) => mark(point, scale.x(point.time), y)),
    ...points.map(({ label, time }) => timeLabel(label, scale.x(time))),
    timeLabel(frame.endLabel, scale.x(last)),
  );
}

/** Widths are percentages, so what has corners is drawn in a box of a hundred units that stretches. */
const stretched = (content: string) =>
  element(
    'svg',
    { x: 0, y: 0, width: '100%', height, viewBox: `0 0 100 ${height}`, preserveAspectRatio: 'none' },
    content,
  );

function band(ahead: readonly ChangeLine[], scale: HorizontalScale, y: (value: number) => number): string {
  const corner = (one: ChangeLine, end: 0 | 1) =>
    `${Number.parseFloat(scale.x(one.time))},${Math.round(y(one.interval[end]) * 10) / 10}`;
  const corners = [...ahead.map((one) => corner(one, 1)), ...ahead.toReversed().map((one) => corner(one, 0))];
  return stretched(element('polygon', { class: 'ahead-band', points: corners.join(' ') }));
}

function path(places: readonly { x: number; y: number }[], className: string): string {
  const [from, to] = [places[0], places.at(-1)];
  if (!from || !to) return '';
  return element('line', { class: className, x1: `${from.x}%`, x2: `${to.x}%`, y1: from.y, y2: to.y });
}

function idealLine(
  { value, text }: { value: number; text: string },
  y: (value: number) => number,
  dir: Direction,
) {
  const line = element('line', { class: 'ideal-line', x1: 0, x2: '100%', y1: y(value), y2: y(value) });
  const place = { x: dir === 'rtl' ? '100%' : 0, y: y(value) - 6, 'text-anchor': 'start' };
  return line + element('text', { class: 'axis-label', ...place }, escapeText(text));
}

function mark({ value, interval, text }: ChangePoint, x: string, y: (value: number) => number): string {
  const stem = element('line', { x1: x, x2: x, y1: y(interval[0]), y2: y(interval[1]) });
  const top = Math.max(12, y(interval[1]) - 8);
  return [
    element('g', { class: 'interval', 'stroke-width': 2 }, stem),
    placeAt(x, y(value), rhombus(14, 'office-mark')),
    element('text', { class: 'point-label', x, y: top, 'text-anchor': 'middle' }, escapeText(text)),
  ].join('');
}

/** The month over its year. */
function timeLabel(label: string, x: string): string {
  if (label === '') return '';
  const space = label.lastIndexOf(' ');
  const lines = space < 0 ? [label] : [label.slice(0, space), label.slice(space + 1)];
  return lines
    .map((words, i) => {
      const place = { x, y: height - 28 + 20 * i, 'text-anchor': 'middle' };
      return element('text', { class: 'axis-label', ...place }, escapeText(words));
    })
    .join('');
}
