/** The value axis of all horizontal charts: it grows in reading direction, so from right to left in Persian. */
export type Direction = 'rtl' | 'ltr';

export interface HorizontalScale {
  from: number;
  to: number;
  dir: Direction;
  /** Position of a value as a percentage of the width, such as `37.5%`; values outside are drawn at the end. */
  x(value: number): string;
  /** Left edge and width of the span between two values. */
  span(low: number, high: number): { x: string; width: string };
}

export function horizontalScale(from: number, to: number, dir: Direction): HorizontalScale {
  const position = (value: number) => {
    const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
    return 100 * (dir === 'rtl' ? 1 - share : share);
  };
  const percent = (value: number) => `${Math.round(value * 100) / 100}%`;
  return {
    from,
    to,
    dir,
    x: (value) => percent(position(value)),
    span: (low, high) => {
      const [a, b] = [position(low), position(high)];
      return { x: percent(Math.min(a, b)), width: percent(Math.abs(a - b)) };
    },
  };
}

/** The middle of each of `count` columns of equal width, such as waves from the oldest on. */
export function evenColumns(count: number, dir: Direction): (place: number) => string {
  return horizontalScale(-0.5, count - 0.5, dir).x;
}

/** The axis of a set of charts: 30 to 90 where everything fits, otherwise 0 to 100. */
export function axisFor(values: readonly (number | null | undefined)[], dir: Direction): HorizontalScale {
  const fits = values.every((value) => value == null || (value >= 30 && value <= 90));
  return fits ? horizontalScale(30, 90, dir) : horizontalScale(0, 100, dir);
}
