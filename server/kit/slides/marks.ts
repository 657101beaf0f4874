/** The marks of a score on an axis: a rhombus with its interval, a ring for the rest of the province, a hollow rhombus for the wave before. */
import type { Drawn } from '../drawn.ts';
import type { KitPartShown } from '../kitPart.ts';
import { colors, type Paragraph, type Shape } from './slide.ts';

/** What the marks of a slide mean, with signs of their shapes; with the scores where no table has them. */
export function keyOfMarks(
  { office, against, idealLabel }: KitPartShown['index'],
  withScores: boolean,
): Paragraph {
  const signs = { province: '○', previous: '◇' };
  const others = against.map(
    ({ side, name, score }) => `${signs[side]} ${name}${withScores ? ` ${score}` : ''}`,
  );
  const text = [`◆ ${office}`, ...others, ...(idealLabel ? [`┊ ${idealLabel}`] : [])].join('\u2003');
  return [{ text, color: colors.soft }];
}

/** Where a value lies; values rise in the direction of reading. */
export function placeOn(line: { x: number; width: number }, from: number, to: number, isRtl: boolean) {
  return (value: number) => {
    const share = Math.min(1, Math.max(0, (value - from) / (to - from)));
    return line.x + line.width * (isRtl ? 1 - share : share);
  };
}

export function rowMarks(drawn: Drawn, place: (value: number) => number, y: number, radius: number): Shape[] {
  const { mean, low, high, province, previous } = drawn;
  const around = (x: number, r: number, dy = 0) => ({ x: x - r, y: y + dy - r, width: 2 * r, height: 2 * r });
  const shapes: Shape[] = [];
  if (low !== null && high !== null) {
    const [a, b] = [place(low), place(high)].sort((one, other) => one - other) as [number, number];
    const line = { kind: 'line', stroke: colors.lapis, thickness: 2 } as const;
    shapes.push({ ...line, box: { x: a, y, width: b - a, height: 0 } });
    for (const x of [a, b])
      shapes.push({ ...line, box: { x, y: y - radius * 0.7, width: 0, height: radius * 1.4 } });
  }
  if (mean !== null) shapes.push({ kind: 'rhombus', box: around(place(mean), radius), fill: colors.lapis });
  if (province !== null)
    shapes.push({
      kind: 'circle',
      box: around(place(province), radius * 0.6, -radius * 1.5),
      fill: 'FFFFFF',
      stroke: colors.ink,
      thickness: 1.5,
    });
  if (previous !== null)
    shapes.push({
      kind: 'rhombus',
      box: around(place(previous), radius * 0.65, radius * 1.5),
      fill: 'FFFFFF',
      stroke: colors.ink,
      thickness: 1.25,
    });
  return shapes;
}
