/**
 * The comparison of offices: one row an office with its shrunken index, the interval of its rank and a heat map of
 * dimensions. Offices are compared by their own staff alone; those with a rounded or no score stand apart, without a rank.
 */
import type { Instrument } from '../../instruments/instrument.ts';
import type { Wave } from '../../waves/wave.ts';
import { axisLabels } from '../charts/axisLabels.ts';
import { axisFor, type HorizontalScale } from '../charts/horizontalScale.ts';
import { rankBar } from '../charts/rankBar.ts';
import { shrunkenInterval } from '../charts/shrunkenInterval.ts';
import { isShown, type Report, type Score } from '../report.ts';
import { type ComparisonOrder, inOrder, type Size, shownIndex, sizeOf } from './compareOrder.ts';
import { comparisonSentences } from './comparisonSentences.ts';
import { heatBand, heatCells } from './heatCells.ts';
import { officeName } from './presentReport.ts';
import { intervalOf, isRounded, suppressedCell } from './presentScore.ts';
import type { Reader } from './reader.ts';
import { dimensionTitle } from './summarySentences.ts';

export interface ComparedOffice {
  report: Report;
  /** 95 % interval of the rank among ranked offices, or null where not ranked. */
  rank: readonly [number, number] | null;
}

interface Row extends ComparedOffice {
  score: Score | undefined;
}

export function presentComparison(
  compared: readonly ComparedOffice[],
  wave: Wave,
  part: { instrument: Instrument; order: ComparisonOrder; size: Size | null },
  reader: Reader,
) {
  const { instrument, order, size } = part;
  const all = compared.map((office): Row => ({ ...office, score: indexOf(office.report, instrument.id) }));
  const rows = size === null ? all : all.filter(({ report }) => sizeOf(report.headcount) === size);
  const scored = rows.filter(({ score }) => score?.mean != null);
  const scale = axisFor(
    scored.flatMap(({ score }) => [score?.mean, score?.shrunken, ...((score && intervalOf(score)) ?? [])]),
    reader.dir,
  );
  const ranked = compared.filter(({ rank }) => rank !== null).length;
  const edges = instrument.bands.slice(1).map(({ from }) => from);
  const present = (chosen: Row[]) =>
    inOrder(chosen, order, wave, instrument.id, reader).map((row) =>
      presentRow(row, { wave, instrument, scale, ranked }, reader),
    );
  return {
    columns: instrument.dimensions.map(({ id }, position) => ({
      id,
      title: dimensionTitle(id, instrument, reader),
      number: reader.f.number(position + 1),
    })),
    axis: axisLabels(
      scale,
      edges.map((value) => ({ value, text: reader.f.number(value, { digits: 0 }) })),
    ),
    ranked,
    offices: rows.filter(({ report }) => !report.rolledUpTo).length,
    sentences: comparisonSentences(
      scored.map(({ report }) => report),
      instrument,
      reader,
    ),
    bands: instrument.bands.map(({ title }, band) => ({ band: heatBand(band, instrument), title })),
    rows: present(scored.filter(({ score }) => score && !isRounded(score))),
    rounded: present(scored.filter(({ score }) => score && isRounded(score))),
    unscored: inOrder(
      rows.filter(({ score }) => score?.mean == null),
      order,
      wave,
      instrument.id,
      reader,
    ).map(({ report }) => ({
      ...rowHead(report, wave, reader),
      ...hiddenWord(report, instrument, wave, reader),
    })),
  };
}

function indexOf(report: Report, instrument: string): Score | undefined {
  const index = report.instruments.find(({ id }) => id === instrument)?.index;
  return index && isShown(index) && !report.rolledUpTo ? index : undefined;
}

function rowHead(report: Report, wave: Wave, reader: Reader) {
  const office = wave.offices.find(({ code }) => code === report.office);
  return {
    code: report.office,
    level: office?.level ?? 'group',
    name: officeName(wave, report.office, reader),
  };
}

interface Frame {
  wave: Wave;
  instrument: Instrument;
  scale: HorizontalScale;
  ranked: number;
}

function presentRow(row: Row, { wave, instrument, scale, ranked }: Frame, reader: Reader) {
  const { t, f } = reader;
  const score = row.score as Score;
  const digits = { digits: isRounded(score) ? 0 : 1 };
  const ends = intervalOf(score);
  const ideal = instrument.ideal;
  const edges = instrument.bands.slice(1).map(({ from }) => from);
  return {
    ...rowHead(row.report, wave, reader),
    mean: f.number(shownIndex(score), digits),
    own: f.number(score.mean ?? 0, digits),
    interval: ends ? f.range(ends[0], ends[1], { digits: 1 }) : '–',
    n: f.number(score.n),
    chart: shrunkenInterval(
      { own: score.mean ?? 0, shrunken: shownIndex(score), interval: ends, rounded: isRounded(score) },
      scale,
      { edges, ideal },
    ),
    rank: row.rank ? t('reports:comparison.rankRange', { low: row.rank[0], high: row.rank[1] }) : '',
    rankBar: row.rank ? rankBar(row.rank, ranked, reader.dir) : '',
    cells: heatCells(row.report, instrument, reader),
  };
}

function hiddenWord(report: Report, instrument: Instrument, wave: Wave, reader: Reader) {
  const { t } = reader;
  if (report.rolledUpTo) {
    const group = officeName(wave, report.rolledUpTo, reader);
    return {
      mark: '',
      word: t('reports:suppressed.rolledUpShort', { group }),
      group: report.rolledUpTo,
    };
  }
  const index = report.instruments.find(({ id }) => id === instrument.id)?.index;
  const told = index && !isShown(index) ? suppressedCell(index, reader) : undefined;
  return { mark: told?.mark ?? '', word: told?.word ?? t('reports:quality.notEnough'), group: '' };
}
