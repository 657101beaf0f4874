/**
 * The comparison of offices: one row for each office with its shrunken index, its rank interval and a heat map of
 * dimensions. Offices are compared by their own staff alone; those with a rounded score or none are listed apart, without a rank.
 */

import { axisLabels } from '../charts/axisLabels.ts';
import { axisFor, type HorizontalScale } from '../charts/horizontalScale.ts';
import { rankBar } from '../charts/rankBar.ts';
import { shrunkenInterval } from '../charts/shrunkenInterval.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { ComparedRow, ComparedScore } from '../reports/making/comparison/compareOffices.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { type ComparisonOrder, type OfficeSize, orderRows, shownIndex, sizeOf } from './comparisonOrder.ts';
import { comparisonSentences } from './comparisonSentences.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import { heatBand, heatCells } from './heatCells.ts';
import { intervalOf, isRounded, suppressedCell } from './presentScore.ts';
import { rowsByGovernorate } from './rowsByGovernorate.ts';

interface Row {
  compared: ComparedRow;
  score: ComparedScore | undefined;
}

export function presentComparison(
  compared: readonly ComparedRow[],
  wave: Wave,
  part: { instrument: Instrument; order: ComparisonOrder; size: OfficeSize | null },
  reader: Reader,
) {
  const { instrument, order, size } = part;
  const all = compared.map((row): Row => ({ compared: row, score: indexOf(row) }));
  const rows = size === null ? all : all.filter((row) => sizeOf(row.compared.headcount) === size);
  const scored = rows.filter(({ score }) => score?.mean != null);
  const scale = axisFor(
    scored.flatMap(({ score }) => [score?.mean, score?.shrunken, ...((score && intervalOf(score)) ?? [])]),
    reader.dir,
  );
  const ranked = compared.filter(({ rank }) => rank !== null).length;
  const edges = instrument.bands.slice(1).map(({ from }) => from);
  const present = (chosen: Row[]) =>
    orderRows(chosen, order, wave, reader).map((row) =>
      presentRow(row, { wave, instrument, scale, ranked }, reader),
    );
  const ranking = present(scored.filter(({ score }) => score && !isRounded(score)));
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
    offices: rows.filter((row) => !row.compared.rolledUpTo).length,
    sentences: comparisonSentences(
      scored.map((row) => row.compared),
      instrument,
      reader,
    ),
    bands: instrument.bands.map(({ title }, band) => ({ band: heatBand(band, instrument), title })),
    rows: ranking,
    branches: rowsByGovernorate(ranking, wave, reader),
    rounded: present(scored.filter(({ score }) => score && isRounded(score))),
    unscored: orderRows(
      rows.filter(({ score }) => score?.mean == null),
      order,
      wave,
      reader,
    ).map((row) => ({
      ...rowHead(row.compared, wave, reader),
      ...hiddenWord(row.compared, wave, reader),
    })),
  };
}

function indexOf({ index, rolledUpTo }: ComparedRow): ComparedScore | undefined {
  return isShown(index) && !rolledUpTo ? index : undefined;
}

function rowHead({ office, level }: ComparedRow, wave: Wave, reader: Reader) {
  return { code: office, level: level ?? 'group', name: nameInWave(wave, office, reader) };
}

interface Frame {
  wave: Wave;
  instrument: Instrument;
  scale: HorizontalScale;
  ranked: number;
}

function presentRow(
  { compared, score: given }: Row,
  { wave, instrument, scale, ranked }: Frame,
  reader: Reader,
) {
  const { t, f } = reader;
  const score = given as ComparedScore;
  const rank = compared.rank && ([compared.rank.low, compared.rank.high] as const);
  const digits = { digits: isRounded(score) ? 0 : 1 };
  const ends = intervalOf(score);
  const ideal = instrument.ideal;
  const edges = instrument.bands.slice(1).map(({ from }) => from);
  return {
    ...rowHead(compared, wave, reader),
    mean: f.number(shownIndex(score), digits),
    own: f.number(score.mean ?? 0, digits),
    interval: ends ? f.range(ends[0], ends[1], { digits: 1 }) : '–',
    n: f.number(score.n),
    chart: shrunkenInterval(
      { own: score.mean ?? 0, shrunken: shownIndex(score), interval: ends, rounded: isRounded(score) },
      scale,
      { edges, ideal },
    ),
    rank: rank ? t('reports:comparison.rankRange', { low: rank[0], high: rank[1] }) : '',
    rankBar: rank ? rankBar(rank, ranked, reader.dir) : '',
    cells: heatCells(compared, instrument, reader),
  };
}

function hiddenWord({ rolledUpTo, index }: ComparedRow, wave: Wave, reader: Reader) {
  const { t } = reader;
  if (rolledUpTo) {
    const group = nameInWave(wave, rolledUpTo, reader);
    return { mark: '', word: t('reports:suppressed.rolledUpShort', { group }), group: rolledUpTo };
  }
  const told = isShown(index) ? undefined : suppressedCell(index, reader);
  return { mark: told?.mark ?? '', word: told?.word ?? t('reports:quality.notEnough'), group: '' };
}
