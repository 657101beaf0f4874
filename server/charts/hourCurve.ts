/** Cumulative rights used over the hours of a wave: a stepped line from the start edge, with the days below. The table beside it says the same. */
import { type Direction, horizontalScale } from './horizontalScale.ts';
import { drawing, element, escapeText } from './svg.ts';

export interface CurvePoint {
  /** Milliseconds. */
  at: number;
  /** Rights used in all, up to this hour. */
  total: number;
}

export interface CurveFrame {
  from: number;
  to: number;
  /** Top of the value axis. */
  max: number;
  days: readonly { at: number; text: string }[];
  topText: string;
  label: string;
}

const height = 200;
const floor = height - 32;

export function hourCurve(points: readonly CurvePoint[], frame: CurveFrame, dir: Direction): string {
  const scale = horizontalScale(frame.from, Math.max(frame.from + 1, frame.to), dir);
  const y = (total: number) => floor - (Math.min(total, frame.max) / Math.max(1, frame.max)) * (floor - 20);
  const steps = points.flatMap((point, i) => {
    const before = points[i - 1] ?? { at: frame.from, total: 0 };
    const [x1, x2] = [scale.x(before.at), scale.x(point.at)];
    return [
      element('line', { class: 'trend', x1, x2, y1: y(before.total), y2: y(before.total) }),
      element('line', { class: 'trend', x1: x2, x2, y1: y(before.total), y2: y(point.total) }),
    ];
  });
  const days = frame.days.map(
    ({ at, text }) =>
      element('line', { class: 'edge-line', x1: scale.x(at), x2: scale.x(at), y1: 20, y2: floor + 6 }) +
      element(
        'text',
        { class: 'axis-label', x: scale.x(at), y: floor + 24, 'text-anchor': 'middle' },
        escapeText(text),
      ),
  );
  const top = { class: 'axis-label', x: dir === 'rtl' ? '100%' : 0, y: 14, 'text-anchor': 'start' };
  return drawing(
    height,
    'hour-curve',
    frame.label,
    element('line', { class: 'edge-line', x1: 0, x2: '100%', y1: 20, y2: 20 }),
    element('text', top, escapeText(frame.topText)),
    ...days,
    element('line', { class: 'province-line', x1: 0, x2: '100%', y1: floor, y2: floor }),
    ...steps,
  );
}
