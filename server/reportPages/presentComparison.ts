/**
 * The comparison of offices: one row for each office with its index, its difference from the rest of the province, its rank interval and a heat
 * map of dimensions. Offices are compared by their own staff alone; those with a rounded score or none are listed apart, without a rank.
 */

import { rankBar } from '../charts/rankBar.ts';
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import type { ComparedRow, ComparedScore } from '../reports/making/comparison/compareOffices.ts';
import { isShown } from '../reports/published/reportObject.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import type { Wave } from '../waves/wave.ts';
import { type ComparisonOrder, type OfficeSize, orderRows, sizeOf } from './comparisonOrder.ts';
import { comparisonSentences } from './comparisonSentences.ts';
import { dimensionTitle } from './dimensionTitle.ts';
import { type WhiskerFrame, whiskerOf } from './drawnDifference.ts';
import { heatBand, heatCells } from './heatCells.ts';
import { officesFinding } from './officesFinding.ts';
import { axisOf, mapWhisker } from './presentMap.ts';
import { intervalOf, isRounded } from './presentScore.ts';
import { rankWords } from './rankWords.ts';
import { rowsByGovernorate } from './rowsByGovernorate.ts';
import { shownState } from './shownState.ts';
import { wordOf } from './spokenDifference.ts';

interface Row {
  compared: ComparedRow;
  score: ComparedScore | undefined;
}

export function presentComparison(
  compared: readonly ComparedRow[],
  wave: Wave,
  part: { instrument: Instrument; order: ComparisonOrder; size: OfficeSize | null; level: string | null },
  reader: Reader,
) {
  const { instrument, order, size, level } = part;
  const all = compared.map((row): Row => ({ compared: row, score: indexOf(row) }));
  const rows = all
    .filter((row) => size === null || sizeOf(row.compared.headcount) === size)
    .filter((row) => level === null || row.compared.level === level);
  const scored = rows.filter(({ score }) => score?.mean != null);
  const whisker = mapWhisker(compared, instrument, reader);
  const ranked = compared.filter(({ rank }) => rank !== null).length;
  const present = (chosen: Row[]) =>
    orderRows(chosen, order, wave, reader).map((row) =>
      presentRow(row, { wave, instrument, whisker, ranked }, reader),
    );
  const ranking = present(scored.filter(({ score }) => score && !isRounded(score)));
  return {
    columns: instrument.dimensions.map(({ id }, position) => ({
      id,
      title: dimensionTitle(id, instrument, reader),
      number: reader.f.number(position + 1),
    })),
    axis: axisOf(whisker, reader),
    ranked,
    offices: rows.filter((row) => !row.compared.rolledUpTo).length,
    finding: findingOf(scored, wave, reader),
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
      ...shownState(row.compared, wave, reader),
    })),
  };
}

/** Which of the offices shown differ from the rest of the province; null where none was tested. */
function findingOf(rows: readonly Row[], wave: Wave, reader: Reader): string | null {
  const words = rows.map(({ compared: { office }, score }) => ({
    office,
    word: wordOf(score?.versus.province),
  }));
  return officesFinding(words, { wave, rest: rootOffice(wave) }, reader);
}

function indexOf({ index, rolledUpTo }: ComparedRow): ComparedScore | undefined {
  return isShown(index) && !rolledUpTo ? index : undefined;
}

/** An office that others stand below is told apart. */
function rowHead({ office }: ComparedRow, wave: Wave, reader: Reader) {
  const isAbove = wave.offices.some(({ parent }) => parent === office);
  return { code: office, kind: isAbove ? 'above' : 'office', name: nameInWave(wave, office, reader) };
}

interface Frame {
  wave: Wave;
  instrument: Instrument;
  whisker: WhiskerFrame;
  ranked: number;
}

function presentRow(
  { compared, score: given }: Row,
  { wave, instrument, whisker, ranked }: Frame,
  reader: Reader,
) {
  const { t, f } = reader;
  const score = given as ComparedScore;
  const rank = compared.rank && ([compared.rank.low, compared.rank.high] as const);
  const digits = { digits: isRounded(score) ? 0 : 1 };
  const ends = intervalOf(score);
  return {
    ...rowHead(compared, wave, reader),
    mean: f.number(score.mean ?? 0, digits),
    shrunken: score.shrunken === null ? '–' : f.number(score.shrunken, digits),
    interval: ends ? f.range(ends[0], ends[1], { digits: 1 }) : '–',
    n: f.number(score.n),
    chart: isRounded(score) ? '' : whiskerOf(score.versus.province, whisker),
    rank: rankWords(compared.rank, reader),
    unranked: rank ? '' : t('reports:comparison.unranked'),
    rankBar: rank ? rankBar(rank, ranked, reader.dir) : '',
    cells: heatCells(compared, instrument, reader),
  };
}
