/**
 * The comparison of offices: one row an office with its shrunken index, the interval of its rank and a heat map of
 * dimensions. Governorates are ranked beside districts only with their own staff; unscored offices stand last.
 */
import type { Instrument } from '../../instruments/instrument.ts';
import { officeTree } from '../../offices/officeTree.ts';
import type { Wave } from '../../waves/wave.ts';
import { axisLabels } from '../charts/axisLabels.ts';
import { dotInterval } from '../charts/dotInterval.ts';
import { axisFor, type HorizontalScale } from '../charts/horizontalScale.ts';
import { mark } from '../charts/marks.ts';
import { rankBar } from '../charts/rankBar.ts';
import { type DimensionReport, isShown, type Report, type Score } from '../report.ts';
import { officeName } from './presentReport.ts';
import { intervalOf, suppressedCell } from './presentScore.ts';
import type { Reader } from './reader.ts';
import { dimensionTitle } from './summarySentences.ts';

export type ComparisonOrder = 'index' | 'tree' | 'name';

export interface ComparedOffice {
  report: Report;
  /** 95 % interval of the rank among ranked offices, or null where not ranked. */
  rank: readonly [number, number] | null;
}

export function presentComparison(
  compared: readonly ComparedOffice[],
  wave: Wave,
  part: { instrument: Instrument; order: ComparisonOrder },
  reader: Reader,
) {
  const { instrument, order } = part;
  const rows = compared.map((office) => ({ ...office, score: indexOf(office.report, instrument.id) }));
  const scored = rows.filter(({ score }) => score?.mean != null);
  const scale = axisFor(
    scored.flatMap(({ score }) => [score?.mean ?? null, ...((score && intervalOf(score)) ?? [])]),
    reader.dir,
  );
  const ranked = compared.filter(({ rank }) => rank !== null).length;
  const edges = instrument.bands.slice(1).map(({ from }) => from);
  return {
    columns: instrument.dimensions.map(({ id }) => dimensionTitle(id, instrument, reader)),
    axis: axisLabels(
      scale,
      edges.map((value) => ({ value, text: reader.f.number(value, { digits: 0 }) })),
    ),
    ranked,
    sentences: sentences(
      scored.map(({ report }) => report),
      instrument,
      reader,
    ),
    bands: instrument.bands.map(({ title }, band) => ({ band: heatBand(band, instrument), title })),
    rows: sorted(scored, wave, order, reader).map((row) => ({
      ...rowHead(row.report, wave, reader),
      mean: reader.f.number(shownIndex(row.score as Score), { digits: row.score?.sd === null ? 0 : 1 }),
      chart: chartOf(row.score as Score, instrument, scale),
      rank: row.rank ? reader.t('reports:comparison.rankRange', { low: row.rank[0], high: row.rank[1] }) : '',
      rankBar: row.rank ? rankBar(row.rank, ranked, reader.dir) : '',
      cells: heatCells(row.report, instrument, reader),
    })),
    unscored: rows
      .filter(({ score }) => score?.mean == null)
      .map(({ report }) => ({
        ...rowHead(report, wave, reader),
        ...hiddenWord(report, instrument, wave, reader),
      })),
  };
}

function partOf(report: Report, instrument: string) {
  return report.instruments.find(({ id }) => id === instrument);
}

function indexOf(report: Report, instrument: string): Score | undefined {
  const index = partOf(report, instrument)?.index;
  return index && isShown(index) && !report.rolledUpTo ? index : undefined;
}

/** Ranking uses the shrunken mean; where it cannot be given, the office's own. */
const shownIndex = (score: Score) => score.shrunken ?? score.mean ?? 0;

function rowHead(report: Report, wave: Wave, reader: Reader) {
  const office = wave.offices.find(({ code }) => code === report.office);
  return {
    code: report.office,
    level: office?.level ?? 'group',
    name: officeName(wave, report.office, reader),
  };
}

function sorted<T extends { report: Report; score: Score | undefined }>(
  rows: T[],
  wave: Wave,
  order: ComparisonOrder,
  reader: Reader,
): T[] {
  if (order === 'index')
    return [...rows].sort((a, b) => shownIndex(b.score as Score) - shownIndex(a.score as Score));
  if (order === 'name') {
    return [...rows].sort((a, b) =>
      reader.f.compare(officeName(wave, a.report.office, reader), officeName(wave, b.report.office, reader)),
    );
  }
  const place = new Map(
    officeTree(wave.offices)
      .inOrder()
      .map(({ office }, position) => [office.code, position]),
  );
  return [...rows].sort((a, b) => (place.get(a.report.office) ?? 1e6) - (place.get(b.report.office) ?? 1e6));
}

function chartOf(score: Score, instrument: Instrument, scale: HorizontalScale): string {
  const frame = {
    edges: instrument.bands.slice(1).map(({ from }) => from),
    ideal: instrument.ideal,
    size: 'slim' as const,
  };
  return dotInterval({ mean: shownIndex(score), interval: intervalOf(score) }, scale, frame);
}

/** Colour 0..4 of a band, whatever number of bands the instrument has. */
export function heatBand(band: number, instrument: Instrument): number {
  const last = instrument.bands.length - 1;
  return last <= 0 ? 2 : Math.round((4 * band) / last);
}

function heatCells(report: Report, instrument: Instrument, reader: Reader) {
  const part = partOf(report, instrument.id);
  return instrument.dimensions.map(({ id }) =>
    heatCell(
      part?.dimensions.find((one) => one.id === id),
      instrument,
      reader,
    ),
  );
}

function heatCell(dimension: DimensionReport | undefined, instrument: Instrument, reader: Reader) {
  if (!dimension || !isShown(dimension)) {
    return {
      className: 'heat',
      text: '',
      mark: '',
      hidden: dimension ? suppressedCell(dimension, reader) : undefined,
    };
  }
  if (dimension.mean === null) {
    const word = reader.t(dimension.bounded ? 'reports:items.bounded' : 'reports:quality.notEnough');
    return { className: 'heat', text: '–', mark: '', word, hidden: undefined };
  }
  const { province } = dimension.versus;
  const told = 'mark' in province ? province.mark : 'notTested';
  const different = told === 'higher' || told === 'lower';
  return {
    className: `heat heat-${heatBand(dimension.band ?? 0, instrument)} ${different ? 'different' : 'same'}`,
    text: reader.f.number(dimension.mean, { digits: 0 }),
    mark: different ? mark(told) : '',
    word: different ? reader.t(`reports:legend.${told}`) : '',
    hidden: undefined,
  };
}

function hiddenWord(report: Report, instrument: Instrument, wave: Wave, reader: Reader) {
  if (report.rolledUpTo) {
    return {
      mark: '',
      word: reader.t('reports:suppressed.rolledUp', { group: officeName(wave, report.rolledUpTo, reader) }),
    };
  }
  const index = partOf(report, instrument.id)?.index;
  return index && !isShown(index)
    ? suppressedCell(index, reader)
    : { mark: '', word: reader.t('reports:quality.notEnough') };
}

function sentences(reports: readonly Report[], instrument: Instrument, reader: Reader): string[] {
  const { t, f } = reader;
  const marks = reports.map((report) => {
    const province = indexOf(report, instrument.id)?.versus.province;
    return province && 'mark' in province ? province.mark : 'notTested';
  });
  const count = (name: string) => marks.filter((one) => one === name).length;
  const found = t('reports:comparison.finding', {
    higher: f.number(count('higher')),
    lower: f.number(count('lower')),
    same: f.number(count('notDifferent')),
  });
  const extremes = extremeDimensions(reports, instrument, reader);
  return extremes ? [found, t('reports:comparison.lowest', extremes)] : [found];
}

/** Lowest and highest dimension by the unweighted mean of the offices shown. */
function extremeDimensions(reports: readonly Report[], instrument: Instrument, reader: Reader) {
  const means = instrument.dimensions.flatMap(({ id }) => {
    const values = reports.flatMap((report) => {
      const dimension = partOf(report, instrument.id)?.dimensions.find((one) => one.id === id);
      return dimension && isShown(dimension) && dimension.mean !== null ? [dimension.mean] : [];
    });
    return values.length > 0
      ? [{ id, mean: values.reduce((sum, value) => sum + value, 0) / values.length }]
      : [];
  });
  const ordered = means.sort((a, b) => a.mean - b.mean);
  const [lowest, highest] = [ordered[0], ordered.at(-1)];
  if (!lowest || !highest || lowest === highest) return undefined;
  return {
    lowest: dimensionTitle(lowest.id, instrument, reader),
    highest: dimensionTitle(highest.id, instrument, reader),
  };
}
