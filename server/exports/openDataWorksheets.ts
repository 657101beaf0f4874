/**
 * The open data as a workbook for people: the rows of the CSV file with words instead of codes, the codebook, and how the rows were
 * anonymised. A wave with more rows than one worksheet holds continues on the next.
 */
import type { Reader } from '../i18n/reader.ts';
import { type Localised, localise } from '../instruments/localised.ts';
import { type Table, worksheet } from '../tables/table.ts';
import { maxRows, type XlsxCell, type XlsxWorksheet } from '../tables/xlsx/worksheet.ts';
import type { Wave } from '../waves/wave.ts';
import { codebookWorksheet } from './codebookWorksheet.ts';
import { minGroupRows } from './officeGroups.ts';
import type { OpenDataFiles } from './openDataFiles.ts';
import { openDataTable } from './openDataTable.ts';

type Files = Pick<OpenDataFiles, 'summary' | 'rows' | 'codebook' | 'sha256'>;

export function openDataWorksheets(wave: Wave, files: Files, reader: Reader): XlsxWorksheet[] {
  const { t } = reader;
  const table = openDataTable(wave);
  const rows = files.rows();
  const parts = Math.ceil(files.summary.rows / maxRows);
  const data = Array.from({ length: parts }, (_, part) => {
    const name = t('exports:sheet.data') + (parts > 1 ? ` ${part + 1}` : '');
    return worksheet(table, { name, rows: upTo(rows, maxRows) }, reader);
  });
  return [...data, codebookWorksheet(wave, files.codebook, reader), aboutWorksheet(wave, files, reader)];
}

/** The next `count` rows of a generator that several worksheets share. */
async function* upTo<T>(rows: AsyncGenerator<T>, count: number): AsyncGenerator<T> {
  for (let taken = 0; taken < count; taken += 1) {
    const { value, done } = await rows.next();
    if (done) return;
    yield value;
  }
}

const word = (texts: Localised, { lang }: Reader) => localise(texts, lang).text;

/** One row of the worksheet about the file. */
type Fact = [name: string, value: XlsxCell];

function aboutWorksheet(wave: Wave, { summary, sha256 }: Files, reader: Reader): XlsxWorksheet {
  const { t } = reader;
  const instruments = wave.instruments.map(
    ({ title, version }): Fact => [
      t('exports:instruments'),
      t('exports:instrument', { title: word(title, reader), version }),
    ],
  );
  const rows: Fact[] = [
    ...instruments,
    [t('exports:rows'), summary.rows],
    [t('exports:smallestClass'), summary.smallestClass],
    [t('exports:masked'), reader.f.percent(summary.maskedShare)],
    [t('exports:csvChecksum'), sha256],
    [t('exports:protectionTitle'), t('exports:protection', { k: wave.minimumDetail, least: minGroupRows })],
    [t('exports:emptyTitle'), t('exports:empty')],
  ];
  return worksheet(aboutTable(wave), { name: t('exports:sheet.about'), rows }, reader);
}

const aboutTable = (wave: Wave): Table<Fact> => ({
  headings: 'exports:column',
  columns: [
    { key: 'name', width: 34, heading: ({ t }) => t('exports:title'), shown: ([name]) => name },
    { key: 'value', width: 110, heading: () => wave.title, shown: ([, value]) => value },
  ],
});
