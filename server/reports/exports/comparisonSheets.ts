/** The comparison of offices as sheets, one an instrument: index, interval of the rank and dimensions of each office's own staff. */
import type { Instrument } from '../../instruments/instrument.ts';
import { localise } from '../../instruments/localised.ts';
import type { Wave } from '../../waves/wave.ts';
import type { ComparedRow, ComparedScore, Comparison } from '../comparison.ts';
import { officeName } from '../pages/presentReport.ts';
import type { Reader } from '../pages/reader.ts';
import { isShown, type Suppressed } from '../report.ts';
import type { XlsxCell, XlsxColumn, XlsxSheet } from './xlsx/sheet.ts';

export function comparisonSheets(wave: Wave, { instruments }: Comparison, reader: Reader): XlsxSheet[] {
  return instruments.map(({ id, rows }) => {
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

/** Groups of offices, which have no place in the tree, come last. */
function inTreeOrder({ offices }: Wave, rows: readonly ComparedRow[]): ComparedRow[] {
  const places = new Map(offices.map(({ code }, place) => [code, place]));
  const placeOf = ({ office }: ComparedRow) => places.get(office) ?? offices.length;
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b));
}

function rowOf(
  wave: Wave,
  { office, level, index, rank, dimensions }: ComparedRow,
  reader: Reader,
): XlsxCell[] {
  const { t } = reader;
  const unranked = t('exports:cell.unranked');
  return [
    officeName(wave, office, reader),
    office,
    level ? t(`offices:level.${level}`) : t('exports:cell.group'),
    isShown(index) ? index.n : hidden(index, reader),
    meanCell(index, reader),
    isShown(index) ? (index.shrunken ?? t('exports:cell.none')) : hidden(index, reader),
    rank?.low ?? unranked,
    rank?.high ?? unranked,
    isShown(index)
      ? index.mark
        ? t(`reports:legend.${index.mark}`)
        : t('exports:cell.none')
      : hidden(index, reader),
    ...dimensions.map((dimension) => meanCell(dimension, reader)),
  ];
}

const hidden = ({ suppressed }: Suppressed, { t }: Reader) => t(`reports:suppressed.${suppressed}`);

/** A mean without a shrunken one beside it is that of a few people, given as a whole point. */
function meanCell(score: ComparedScore | Suppressed, reader: Reader): XlsxCell {
  if (!isShown(score)) return hidden(score, reader);
  if (score.mean === null) return reader.t('exports:cell.bounded');
  return Number.isInteger(score.mean) ? { whole: score.mean } : score.mean;
}
