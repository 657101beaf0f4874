/** The index of one report: its ruler of bands with all labels, and the same numbers as a list. */

import { axisLabels } from '../charts/axisLabels.ts';
import { bandRuler } from '../charts/bandRuler.ts';
import { type HorizontalScale, horizontalScale } from '../charts/horizontalScale.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import type { Score } from '../reports/published/reportObject.ts';
import { differenceCell, intervalOf, isRounded, otherSide, scoreCell } from './presentScore.ts';
import { boundsOf } from './silentBounds.ts';

/** `headcount` of the office, for what those who did not answer could change. */
export function presentIndex(
  index: Score,
  { instrument, headcount }: { instrument: Instrument; headcount: number | null },
  reader: Reader,
) {
  const { t, f } = reader;
  const cell = scoreCell(index, instrument, reader);
  const scale = horizontalScale(0, 100, reader.dir);
  const { bands, ideal } = instrument;
  const edges = bands.map(({ from }) => from);
  const values = {
    mean: index.mean ?? 0,
    interval: intervalOf(index),
    province: otherSide(index, index.versus.province),
    previous: otherSide(index, index.versus.previous),
  };
  const number = (value: number | null) =>
    value === null ? '' : f.number(value, { digits: isRounded(index) ? 0 : 1 });
  return {
    ...cell,
    /** The interval, or why there is none. */
    certainty: cell.rounded ? t('reports:rounded') : cell.interval || t('reports:noInterval'),
    ruler:
      index.mean === null
        ? ''
        : bandRuler(values, scale, {
            edges,
            own: index.band,
            ideal,
            names: bands.map(({ title }) => localise(title, reader.lang).text),
          }),
    bounds: boundsOf(index, headcount, reader),
    against: (['province', 'previous'] as const).flatMap((side) =>
      comparison(index, side, values[side], reader),
    ),
    edgeLabels: axisLabels(
      scale,
      [...edges, 100].map((value) => ({ value, text: f.number(value, { digits: 0 }) })),
    ),
    idealLabel: idealLabel(ideal, scale, reader),
    province: number(values.province),
    previous: number(values.previous),
    numbers: numbersOf(index, { ...values, ideal }, number, reader),
  };
}

/** Another side with its score and the verdict; nothing where it was not compared. */
function comparison(index: Score, side: 'province' | 'previous', other: number | null, reader: Reader) {
  const difference = index.versus[side];
  if (other === null || !('mark' in difference)) return [];
  const { t, f } = reader;
  const name = t(`reports:legend.${side}`);
  return [
    { side, name, score: f.number(other, { digits: 1 }), cell: differenceCell(difference, reader).html },
  ];
}

function idealLabel(ideal: number | null, scale: HorizontalScale, { t, f }: Reader): string {
  if (ideal === null) return '';
  const text = t('reports:ideal', { ideal: f.number(ideal) });
  return axisLabels(scale, [{ value: ideal, text, className: 'axis-label own' }]);
}

interface RulerValues {
  interval: readonly [number, number] | null;
  province: number | null;
  previous: number | null;
  ideal: number | null;
}

/** Names and numbers of everything that the ruler draws; unknown values are left out. */
function numbersOf(
  index: Score,
  values: RulerValues,
  number: (value: number | null) => string,
  { t, f }: Reader,
): [string, string][] {
  const numbers: [string, string][] = [
    [t('reports:index'), number(index.mean)],
    [t('reports:dimensions.n'), f.number(index.n)],
    [t('reports:dimensions.low'), number(values.interval?.[0] ?? null)],
    [t('reports:dimensions.high'), number(values.interval?.[1] ?? null)],
    [t('reports:legend.province'), number(values.province)],
    [t('reports:legend.previous'), number(values.previous)],
    [t('reports:idealWord'), number(values.ideal)],
    [
      t('reports:dimensions.favourable'),
      typeof index.favourable === 'number' ? f.percent(index.favourable) : '',
    ],
  ];
  return numbers.filter(([, value]) => value !== '');
}
