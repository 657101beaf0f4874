/**
 * The open data as a workbook for people: the rows of the CSV file with words instead of codes, the codebook, and how the rows were
 * anonymised. A wave with more rows than one worksheet holds continues on the next.
 */
import type { Reader } from '../i18n/reader.ts';
import { notAnswered, notApplicable } from '../instruments/answers.ts';
import { compileQuestionnaire } from '../instruments/compileQuestionnaire.ts';
import { type Localised, localise } from '../instruments/localised.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';
import { minGroupRows } from './officeGroups.ts';
import type { OpenRow } from './openData.ts';
import type { OpenDataFiles } from './openDataFiles.ts';
import { maxRows, type XlsxCell, type XlsxColumn, type XlsxWorksheet } from './xlsx/worksheet.ts';

type Files = Pick<OpenDataFiles, 'summary' | 'rows' | 'codebook' | 'sha256'>;

export function openDataWorksheets(wave: Wave, files: Files, reader: Reader): XlsxWorksheet[] {
  const { t } = reader;
  const rows = cellsOf(wave, files.rows(), reader);
  const columns = columnsFor(wave, reader);
  const parts = Math.ceil(files.summary.rows / maxRows);
  const data = Array.from(
    { length: parts },
    (_, part): XlsxWorksheet => ({
      name: t('exports:sheet.data') + (parts > 1 ? ` ${part + 1}` : ''),
      columns,
      rows: upTo(rows, maxRows),
    }),
  );
  return [...data, codebookWorksheet(wave, files, reader), aboutWorksheet(wave, files, reader)];
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

/** Names with the column's id in the CSV file behind them, so that both can be used with one codebook. */
function columnsFor(wave: Wave, reader: Reader): XlsxColumn[] {
  const { demographics, items } = compileQuestionnaire(wave.instruments);
  const titled = (title: string, id: string, width: number) => ({ title: `${title} [${id}]`, width });
  return [
    { title: reader.t('exports:column.office'), width: 30 },
    titled(reader.t('exports:column.code'), 'office', 18),
    ...demographics.map(({ id, title }) => titled(word(title, reader), id, 18)),
    ...items.map(({ id, text }) => titled(word(text, reader), id, 22)),
  ];
}

async function* cellsOf(
  wave: Wave,
  rows: AsyncGenerator<OpenRow>,
  reader: Reader,
): AsyncGenerator<XlsxCell[]> {
  const { demographics } = compileQuestionnaire(wave.instruments);
  const words = demographics.map(
    ({ options }) => new Map(options.map(({ id, title }) => [id, word(title, reader)])),
  );
  const heads = new Map<readonly string[], XlsxCell[]>();
  const headOf = (shown: readonly string[]): XlsxCell[] => {
    const [office = '', ...values] = shown;
    const head = heads.get(shown) ?? [
      nameInWave(wave, office, reader),
      office,
      ...values.map((value, question) => words[question]!.get(value) ?? null),
    ];
    heads.set(shown, head);
    return head;
  };
  const doesNotApply = reader.t('exports:cell.notApplicable');
  const answerCell = (byte: number) =>
    byte === notAnswered ? null : byte === notApplicable ? doesNotApply : byte;
  for await (const { head, answers } of rows) {
    const cells = [...headOf(head)];
    for (let item = 0; item < answers.length; item += 1) cells.push(answerCell(answers[item]!));
    yield cells;
  }
}

function codebookWorksheet(wave: Wave, { codebook }: Files, reader: Reader): XlsxWorksheet {
  const { t } = reader;
  const labelOf = (label: Partial<Localised>) => word(label as Localised, reader);
  const rows = codebook.columns.flatMap((column) => {
    const title = 'title' in column ? word(column.title, reader) : t('exports:column.code');
    const dimension =
      'dimension' in column && column.dimension ? dimensionTitle(wave, column.dimension, reader) : '';
    const reversed = 'reverse' in column && column.reverse ? t('exports:codebook.reversed') : '';
    return column.values.map(({ value, label }, at): XlsxCell[] => [
      column.name,
      title,
      dimension,
      at === 0 ? reversed : '',
      value,
      labelOf(label),
    ]);
  });
  const column = (key: string, width: number): XlsxColumn => ({ title: t(`exports:codebook.${key}`), width });
  return {
    name: t('exports:sheet.codebook'),
    columns: [
      column('name', 20),
      column('title', 60),
      column('dimension', 26),
      column('note', 28),
      column('value', 16),
      column('label', 36),
    ],
    rows,
  };
}

function dimensionTitle({ instruments }: Wave, id: string, reader: Reader): string {
  const found = instruments.flatMap(({ dimensions }) => dimensions).find((dimension) => dimension.id === id);
  return found ? word(found.title, reader) : id;
}

function aboutWorksheet(wave: Wave, { summary, sha256 }: Files, reader: Reader): XlsxWorksheet {
  const { t } = reader;
  const instruments = wave.instruments.map(({ title, version }): XlsxCell[] => [
    t('exports:instruments'),
    t('exports:instrument', { title: word(title, reader), version }),
  ]);
  return {
    name: t('exports:sheet.about'),
    columns: [
      { title: t('exports:title'), width: 34 },
      { title: wave.title, width: 110 },
    ],
    rows: [
      ...instruments,
      [t('exports:rows'), summary.rows],
      [t('exports:smallestClass'), summary.smallestClass],
      [t('exports:masked'), reader.f.percent(summary.maskedShare)],
      [t('exports:csvChecksum'), sha256],
      [t('exports:protectionTitle'), t('exports:protection', { k: wave.minimumDetail, least: minGroupRows })],
      [t('exports:emptyTitle'), t('exports:empty')],
    ],
  };
}
