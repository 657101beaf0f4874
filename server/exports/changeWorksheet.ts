/** Change over five waves and more as a worksheet: what each office moved beside the others, and what is expected of it altogether. */
import type { Reader } from '../i18n/reader.ts';
import { spokenWord } from '../reportPages/spokenDifference.ts';
import type { ChangeOverWaves } from '../reports/making/comparison/changeOverWaves.ts';
import { type Table, worksheet } from '../tables/table.ts';
import type { XlsxWorksheet } from '../tables/xlsx/worksheet.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';

type Row = ChangeOverWaves['rows'][number];

/** `instrument` is its title. */
export function changeWorksheet(
  wave: Wave,
  { rows }: Pick<ChangeOverWaves, 'rows'>,
  instrument: string,
  reader: Reader,
): XlsxWorksheet {
  const name = reader.t('exports:changeSheet', { instrument });
  return worksheet(changeTable(wave), { name, rows: [...rows] }, reader);
}

function changeTable(wave: Wave): Table<Row> {
  return {
    headings: 'exports:column',
    columns: [
      { key: 'name', width: 30, shown: ({ office }, reader) => nameInWave(wave, office, reader) },
      { key: 'office', width: 18, value: ({ office }) => office },
      { key: 'movedBeside', width: 18, format: 'tenth', value: ({ difference }) => difference },
      { key: 'movedLow', width: 14, format: 'tenth', value: ({ ci95 }) => ci95[0] },
      { key: 'movedHigh', width: 14, format: 'tenth', value: ({ ci95 }) => ci95[1] },
      { key: 'movedVerdict', width: 18, shown: (row, { t }) => t(`reports:legend.${spokenWord(row)}`) },
      { key: 'movedDetectable', width: 18, format: 'tenth', value: ({ detectable }) => detectable },
      { key: 'movedExpected', width: 18, format: 'tenth', value: ({ expected }) => expected },
    ],
  };
}
