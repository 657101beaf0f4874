/** The ruler of the index: the bands as zones with the office's own one tinted, the office with its interval, references and the ideal. */
import { type DotIntervalValues, gridLines, intervalLine } from './dotInterval.ts';
import type { HorizontalScale } from './horizontalScale.ts';
import { drawing, element, escapeText, placeAt, rhombus } from './svg.ts';

/** Room for two lines of names at the top. */
const namesHeight = 44;

/** `edges` are the lower edges of all bands, the first one 0, with their `names`; `own` is the office's band. */
export function bandRuler(
  values: DotIntervalValues,
  scale: HorizontalScale,
  bands: { edges: readonly number[]; own: number | null; ideal: number | null; names: readonly string[] },
): string {
  const height = 104;
  const lane = (height + namesHeight) / 2;
  const zone =
    bands.own === null
      ? undefined
      : scale.span(bands.edges[bands.own] ?? 0, bands.edges[bands.own + 1] ?? 100);
  return drawing(
    height,
    'band-ruler',
    undefined,
    zone ? element('rect', { class: 'own-zone', ...zone, y: 0, height }) : '',
    zone ? element('rect', { class: 'own-zone-top', ...zone, y: 0, height: 5 }) : '',
    ...bands.names.flatMap((name, at) => zoneName(name, at, bands, scale)),
    ...gridLines(scale, { edges: bands.edges.slice(1), ideal: bands.ideal }, height),
    element('rect', { class: 'frame', x: 0, y: 0, width: '100%', height }),
    values.interval ? intervalLine(values.interval, scale, lane, { width: 3, cap: 6 }) : '',
    placeAt(scale.x(values.mean), lane, rhombus(20, 'office-mark')),
    values.province != null
      ? placeAt(
          scale.x(values.province),
          namesHeight + 9,
          element('circle', { class: 'province-mark', r: 5 }),
        )
      : '',
    values.previous != null
      ? placeAt(scale.x(values.previous), height - 10, rhombus(11, 'previous-mark'))
      : '',
  );
}

/** The name of a band inside its zone, in two lines where it has more than one word, broken where the lines come closest in length. */
function zoneName(
  name: string,
  at: number,
  { edges, own }: { edges: readonly number[]; own: number | null },
  scale: HorizontalScale,
): string[] {
  const x = scale.x(((edges[at] ?? 0) + (edges[at + 1] ?? 100)) / 2);
  const lines = twoLines(name);
  return lines.map((line, i) => {
    const y = lines.length === 1 ? 28 : 20 + 16 * i;
    const className = at === own ? 'zone-name own' : 'zone-name';
    return element('text', { x, y, class: className, 'text-anchor': 'middle' }, escapeText(line));
  });
}

function twoLines(name: string): string[] {
  const words = name.split(' ');
  if (words.length === 1) return [name];
  const breaks = words
    .slice(1)
    .map((_, i) => [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')]);
  const unevenness = ([a = '', b = '']: string[]) => Math.abs(a.length - b.length);
  return breaks.sort((a, b) => unevenness(a) - unevenness(b))[0] ?? [name];
}
