/** The comparison of offices as worksheets, one for each instrument: index, rank interval and dimensions of each office's own staff. */
import type { Reader } from '../i18n/reader.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { localise } from '../instruments/localised.ts';
import type { Levels } from '../offices/levels/level.ts';
import { spokenWord } from '../reportPages/spokenDifference.ts';
import type {
  ComparedRow,
  ComparedScore,
  OfficeComparison,
} from '../reports/making/comparison/compareOffices.ts';
import { isShown, type Score, type Suppressed } from '../reports/published/reportObject.ts';
import { type Column, type Table, worksheet } from '../tables/table.ts';
import type { XlsxCell, XlsxWorksheet } from '../tables/xlsx/worksheet.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { changeWorksheet } from './changeWorksheet.ts';

export function comparisonWorksheets(
  wave: Wave,
  { comparisons, levels }: { comparisons: readonly OfficeComparison[]; levels: Levels },
  reader: Reader,
): XlsxWorksheet[] {
  return comparisons.flatMap(({ id, rows, change }) => {
    const instrument = wave.instruments.find((one) => one.id === id)!;
    const name = localise(instrument.title, reader.lang).text;
    const sheet = { name, rows: inTreeOrder(wave, rows) };
    return [
      worksheet(comparisonTable(wave, instrument, levels), sheet, reader),
      ...(change ? [changeWorksheet(wave, change, name, reader)] : []),
    ];
  });
}

type Shown<Of> = (of: Of, reader: Reader) => XlsxCell;

function comparisonTable(wave: Wave, { dimensions }: Instrument, levels: Levels): Table<ComparedRow> {
  const name = (code: string, reader: Reader) => nameInWave(wave, code, reader);
  /** An office that is reported in a group has no numbers of its own: every cell names the group. */
  const own =
    (shown: Shown<ComparedRow>): Shown<ComparedRow> =>
    (row, reader) =>
      row.rolledUpTo
        ? reader.t('reports:suppressed.rolledUpShort', { group: name(row.rolledUpTo, reader) })
        : shown(row, reader);
  const ofIndex = (shown: Shown<ComparedScore>) =>
    own(({ index }, reader) => (isShown(index) ? shown(index, reader) : hidden(index, reader)));
  const rank = (end: 'low' | 'high') => own(({ rank }, { t }) => rank?.[end] ?? t('exports:cell.unranked'));
  return {
    headings: 'exports:column',
    columns: [
      { key: 'name', width: 30, shown: ({ office }, reader) => name(office, reader) },
      { key: 'office', width: 18, value: ({ office }) => office },
      {
        key: 'level',
        width: 14,
        shown: ({ level }, { t, lang }) => (level ? levels.name(level, lang) : t('exports:cell.group')),
      },
      { key: 'n', width: 12, format: 'whole', shown: ofIndex(({ n }) => n) },
      { key: 'mean', width: 16, format: 'tenth', shown: ofIndex(meanCell) },
      {
        key: 'shrunken',
        width: 16,
        format: 'tenth',
        shown: ofIndex(({ shrunken }, { t }) => shrunken ?? t('exports:cell.none')),
      },
      { key: 'rankLow', width: 14, format: 'whole', shown: rank('low') },
      { key: 'rankHigh', width: 14, format: 'whole', shown: rank('high') },
      { key: 'markProvince', width: 18, shown: ofIndex(provinceMark) },
      ...dimensions.map(
        ({ id, title }, at): Column<ComparedRow> => ({
          key: id,
          width: 16,
          format: 'tenth',
          heading: ({ lang }) => localise(title, lang).text,
          shown: own(({ dimensions }, reader) => meanCell(dimensions[at]!, reader)),
        }),
      ),
    ],
  };
}

/** Reporting groups, which have no place in the tree, come last. */
function inTreeOrder({ offices }: Wave, rows: readonly ComparedRow[]): ComparedRow[] {
  const places = new Map(offices.map(({ code }, place) => [code, place]));
  const placeOf = ({ office }: ComparedRow) => places.get(office) ?? offices.length;
  return [...rows].sort((a, b) => placeOf(a) - placeOf(b));
}

const hidden = ({ suppressed }: Suppressed, { t }: Reader) => t(`reports:suppressed.${suppressed}`);

function meanCell(score: Pick<Score, 'mean'> | Suppressed, reader: Reader): XlsxCell {
  if (!isShown(score)) return hidden(score, reader);
  if (score.mean === null) return reader.t('exports:cell.bounded');
  return Number.isInteger(score.mean) ? { whole: score.mean } : score.mean;
}

function provinceMark({ versus: { province } }: ComparedScore, { t }: Reader): string {
  return 'mark' in province ? t(`reports:legend.${spokenWord(province)}`) : t('exports:cell.none');
}
