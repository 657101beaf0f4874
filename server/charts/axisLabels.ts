/** The numbers above or below a column of charts: band edges, or both ends where no edge is near. */
import type { HorizontalScale } from './horizontalScale.ts';
import { drawing, element, escapeText } from './svg.ts';

export interface AxisLabel {
  value: number;
  text: string;
  className?: string;
}

/** One line of labels centred on their values, 22 pixels high. */
export function axisLabels(scale: HorizontalScale, labels: readonly AxisLabel[]): string {
  const texts = labels
    .filter(({ value }) => value >= scale.from && value <= scale.to)
    .map(({ value, text, className }) =>
      element(
        'text',
        { x: scale.x(value), y: 16, class: className ?? 'axis-label', 'text-anchor': anchorOf(value, scale) },
        escapeText(text),
      ),
    );
  return drawing(22, 'axis', undefined, ...texts);
}

/**
 * Labels at the ends are drawn inwards, or they would be cut off. Text of Persian pages has `direction: rtl`, in which
 * `start` is the right side.
 */
function anchorOf(value: number, scale: HorizontalScale): string {
  if (value !== scale.from && value !== scale.to) return 'middle';
  return value === scale.from ? 'start' : 'end';
}
