/** The ruler of the index: the bands as zones with the office's own one tinted, the office with its interval, references and the ideal. */
import { type DotIntervalValues, gridLines, intervalLine } from './dotInterval.ts';
import type { HorizontalScale } from './horizontalScale.ts';
import { drawing, element, placeAt, rhombus } from './svg.ts';

/** `edges` are the lower edges of all bands, the first one 0; `own` is the office's band. */
export function bandRuler(
  values: DotIntervalValues,
  scale: HorizontalScale,
  bands: { edges: readonly number[]; own: number | null; ideal: number | null },
): string {
  const height = 64;
  const zone =
    bands.own === null
      ? undefined
      : scale.span(bands.edges[bands.own] ?? 0, bands.edges[bands.own + 1] ?? 100);
  return drawing(
    height,
    'band-ruler',
    undefined,
    zone ? element('rect', { class: 'own-zone', ...zone, y: 0, height }) : '',
    ...gridLines(scale, { edges: bands.edges.slice(1), ideal: bands.ideal }, height),
    element('rect', { class: 'frame', x: 0, y: 0, width: '100%', height }),
    values.interval ? intervalLine(values.interval, scale, height / 2, { width: 3, cap: 6 }) : '',
    placeAt(scale.x(values.mean), height / 2, rhombus(20, 'office-mark')),
    values.province != null
      ? placeAt(scale.x(values.province), 10, element('circle', { class: 'province-mark', r: 5 }))
      : '',
    values.previous != null
      ? placeAt(scale.x(values.previous), height - 10, rhombus(11, 'previous-mark'))
      : '',
  );
}
