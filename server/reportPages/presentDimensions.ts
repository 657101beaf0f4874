/** The profile of dimensions: one row for each dimension with its chart, words and comparisons, and a title that states the finding. */

import { axisLabels } from '../charts/axisLabels.ts';
import { dotInterval } from '../charts/dotInterval.ts';
import { axisFor, type HorizontalScale } from '../charts/horizontalScale.ts';
import type { Reader } from '../i18n/reader.ts';
import { marginOf } from '../instruments/bands.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { ComparedScore } from '../reports/making/comparison/compareOffices.ts';
import { type InstrumentReport, isShown, type ShownDimension } from '../reports/published/reportObject.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import { drawnDifference, type WhiskerFrame, whiskerFrame } from './drawnDifference.ts';
import { intervalOf, otherSide, scoreCell, suppressedCell } from './presentScore.ts';
import { type SpokenWord, wordOf } from './spokenDifference.ts';

/** Which comparisons make sense for the office; a column that would say the same in every row is left out. */
export interface Columns {
  province: boolean;
  parent: boolean;
  previous: boolean;
}

export function presentDimensions(
  report: InstrumentReport,
  instrument: Instrument,
  columns: Columns,
  reader: Reader,
) {
  const { f } = reader;
  const shown = report.dimensions.filter((one): one is ShownDimension => isShown(one) && one.mean !== null);
  // The weakest first: what needs work is what is read.
  const ordered = [...shown].sort((a, b) => (a.mean ?? 0) - (b.mean ?? 0));
  const scale = axisFor(shown.flatMap(drawnValues), reader.dir);
  const whisker = whiskerFrame(shown, marginOf(instrument), reader);
  const edges = instrument.bands.map(({ from }) => from);
  const labels = edges.slice(1).map((value) => ({ value, text: f.number(value, { digits: 0 }) }));
  return {
    title: finding(shown, columns, reader),
    columns,
    axis: axisLabels(scale, labels),
    note: note(scale, instrument, hasNoPrevious(shown), reader),
    rows: ordered.map((dimension) =>
      dimensionRow(dimension, { instrument, scale, columns, whisker }, reader),
    ),
    hidden: report.dimensions
      .filter((one) => !isShown(one))
      .map((one) => ({
        title: dimensionTitle(one.id, instrument, reader),
        ...suppressedCell(one as never, reader),
      })),
    missing: report.dimensions
      .filter((one): one is ShownDimension => isShown(one) && one.mean === null)
      .map(({ id }) => dimensionTitle(id, instrument, reader)),
  };
}

/** Every value that a profile row draws, so that the axis holds them all. */
export function drawnValues(score: ComparedScore): (number | null)[] {
  const interval = intervalOf(score) ?? [null, null];
  return [
    score.mean,
    ...interval,
    otherSide(score, score.versus.province),
    otherSide(score, score.versus.previous),
  ];
}

const hasNoPrevious = (dimensions: readonly ShownDimension[]) =>
  dimensions.some(
    ({ versus: { previous } }) => 'unavailable' in previous && previous.unavailable === 'noPrevious',
  );

function note(scale: HorizontalScale, instrument: Instrument, noPrevious: boolean, { t, f }: Reader): string {
  const { ideal } = instrument;
  return [
    t('reports:dimensions.note', { from: scale.from, to: scale.to, margin: f.number(marginOf(instrument)) }),
    ideal === null ? '' : t('reports:dimensions.noteIdeal', { ideal: f.number(ideal) }),
    noPrevious ? t('reports:dimensions.noPrevious') : '',
  ]
    .filter(Boolean)
    .join(' ');
}

interface RowFrame {
  instrument: Instrument;
  scale: HorizontalScale;
  columns: Columns;
  whisker: WhiskerFrame;
}

function dimensionRow(
  dimension: ShownDimension,
  { instrument, scale, columns, whisker }: RowFrame,
  reader: Reader,
) {
  const { f } = reader;
  const { versus } = dimension;
  const digits = { digits: 1 };
  const interval = intervalOf(dimension);
  return {
    id: dimension.id,
    title: dimensionTitle(dimension.id, instrument, reader),
    ...scoreCell(dimension, instrument, reader),
    chart: dotInterval(
      {
        mean: dimension.mean ?? 0,
        interval,
        province: otherSide(dimension, versus.province),
        parent: columns.parent ? otherSide(dimension, versus.parent) : null,
        previous: otherSide(dimension, versus.previous),
      },
      scale,
      { edges: instrument.bands.slice(1).map(({ from }) => from), ideal: instrument.ideal },
    ),
    province: drawnDifference(versus.province, whisker, reader),
    previous: drawnDifference(versus.previous, whisker, reader),
    parent: columns.parent ? drawnDifference(versus.parent, whisker, reader) : undefined,
    n: f.number(dimension.n),
    sd: typeof dimension.sd === 'number' ? f.number(dimension.sd, digits) : '–',
    low: interval ? f.number(interval[0], digits) : '–',
    high: interval ? f.number(interval[1], digits) : '–',
    favourable: typeof dimension.favourable === 'number' ? f.percent(dimension.favourable) : '–',
  };
}

/** The finding of the profile in one line: against the rest of the province, or for the province itself against the previous wave. */
function finding(dimensions: readonly ShownDimension[], columns: Columns, { t }: Reader): string {
  const side = columns.province ? 'province' : 'previous';
  const key = columns.province ? 'finding' : 'change';
  const told = (word: SpokenWord) => dimensions.filter(({ versus }) => wordOf(versus[side]) === word).length;
  const [lower, higher, same, unclear] = [told('lower'), told('higher'), told('same'), told('unclear')];
  if (lower > 0 && higher > 0) return t(`reports:dimensions.${key}Both`, { lower, higher });
  if (lower > 0) return t(`reports:dimensions.${key}Lower`, { count: lower });
  if (higher > 0) return t(`reports:dimensions.${key}Higher`, { count: higher });
  if (same > 0 && unclear > 0) return t(`reports:dimensions.${key}SameAndUnclear`, { same, unclear });
  if (same > 0) return t(`reports:dimensions.${key}Same`, { count: same });
  return unclear > 0
    ? t(`reports:dimensions.${key}Unclear`, { count: unclear })
    : t('reports:dimensions.title');
}
