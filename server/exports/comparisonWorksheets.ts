/** The comparison of offices as worksheets, one for each instrument: index, rank interval and dimensions of each office's own staff. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import type { ComparedRow, OfficeComparison } from '../reports/making/comparison/compareOffices.ts';
import { isShown, type Score, type Suppressed } from '../reports/published/reportObject.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import type { XlsxCell, XlsxColumn, XlsxWorksheet } from './xlsx/worksheet.ts';

export function comparisonWorksheets(
  wave: Wave,
  comparisons: readonly OfficeComparison[],
  reader: Reader,
): XlsxWorksheet[] {
  return comparisons.map(({ id, rows }) => {
    const instrument = wave.instruments.find((one) => one.id === id)!;
    return {
      name: localise(instrument.title, reader.lang).text,
      columns: columnsFor(instrument, reader),
      rows: inTreeOrder(wave, rows).map((row) => rowOf(wave, row, reader)),
    };
  });
}

function columnsFor({ dimensions }: Instrument, { t, lang }: Reader): XlsxColumn[] {
  const tenth = (title: string): XlsxColumn => ({ title, width: 16, format: 'tenth' });
  return [
    { title: t('exports:column.office'), width: 30 },
    { title: t('exports:column.code'), width: 18 },
    { title: t('exports:column.level'), width: 14 },
    { title: t('exports:column.n'), width: 12, format: 'whole' },
    tenth(t('exports:column.mean')),
    tenth(t('exports:column.shrunken')),
    { title: t('exports:column.rankLow'), width: 14, format: 'whole' },
    { title: t('exports:column.rankHigh'), width: 14, format: 'whole' },
    { title: t('exports:column.provinceMark'), width: 18 },
    ...dimensions.map(({ title }) => tenth(localise(title, lang).text)),
  ];
}

/** Reporting groups, which have no place in the tree, come last. */
function inTreeOrder({ offices }: Wave, rows: readonly ComparedRow[]): ComparedRow[] {
  const places = new Map(offices.map(({ code }, place) => [code, place]));
  const placeOf = ({ office }: ComparedRow) => places.get(office) ?? offices.length;
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b));
}

function rowOf(wave: Wave, row: ComparedRow, reader: Reader): XlsxCell[] {
  const { t } = reader;
  const { office, level, index, rank, dimensions, rolledUpTo } = row;
  const head = [
    nameInWave(wave, office, reader),
    office,
    level ? t(`offices:level.${level}`) : t('exports:cell.group'),
  ];
  if (rolledUpTo) {
    const joined = t('reports:suppressed.rolledUpShort', { group: nameInWave(wave, rolledUpTo, reader) });
    return [...head, ...Array.from({ length: 6 + dimensions.length }, () => joined)];
  }
  const unranked = t('exports:cell.unranked');
  const ranks = [rank?.low ?? unranked, rank?.high ?? unranked];
  const cells = dimensions.map((dimension) => meanCell(dimension, reader));
  if (!isShown(index)) {
    const word = hidden(index, reader);
    return [...head, word, word, word, ...ranks, word, ...cells];
  }
  const mark = 'mark' in index.versus.province ? index.versus.province.mark : null;
  return [
    ...head,
    index.n,
    meanCell(index, reader),
    index.shrunken ?? t('exports:cell.none'),
    ...ranks,
    mark ? t(`reports:legend.${mark}`) : t('exports:cell.none'),
    ...cells,
  ];
}

const hidden = ({ suppressed }: Suppressed, { t }: Reader) => t(`reports:suppressed.${suppressed}`);

function meanCell(score: Pick<Score, 'mean'> | Suppressed, reader: Reader): XlsxCell {
  if (!isShown(score)) return hidden(score, reader);
  if (score.mean === null) return reader.t('exports:cell.bounded');
  return Number.isInteger(score.mean) ? { whole: score.mean } : score.mean;
}
