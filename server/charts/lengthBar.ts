/** A length as a bar from the start edge of a table cell; `kind` marks the row that the page advises. Its number stands beside it. */
import { type Direction, horizontalScale } from './horizontalScale.ts';
import { drawing, element } from './svg.ts';

export type BarKind = 'plain' | 'outlined' | 'chosen' | 'chosenGap';

/** `length` out of `longest`, the end of the cell. */
export function lengthBar(length: number, longest: number, kind: BarKind, dir: Direction): string {
  const scale = horizontalScale(0, longest > 0 ? longest : 1, dir);
  return drawing(
    18,
    'length-bar',
    undefined,
    element('rect', { class: `bar-${kind}`, ...scale.span(0, Math.max(0, length)), y: 2, height: 14 }),
  );
}
