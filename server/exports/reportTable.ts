/** The files that hold `scoreTable`: the CSV of all reports of a wave, and the worksheet of all or of one. */
import type { Reader } from '../i18n/reader.ts';
import type { Report } from '../reports/published/reportObject.ts';
import { csvBody, csvHead, worksheet } from '../tables/table.ts';
import type { XlsxWorksheet } from '../tables/xlsx/worksheet.ts';
import type { Wave } from '../waves/wave.ts';
import { scoreTable } from './publishedScores.ts';
import { type ScoreRow, scoreRows } from './scoreRows.ts';

export const reportTableName = (wave: string, format: 'csv' | 'xlsx' = 'csv') => `reports-${wave}.${format}`;

/** The CSV piece by piece. */
export async function* reportTable(wave: Wave, reports: Reports): AsyncGenerator<string> {
  yield reportTableHead;
  for await (const report of reports) yield reportTableLines(wave, report);
}

export const reportTableHead = csvHead(scoreTable);

export const reportTableLines = (wave: Wave, report: Report): string =>
  csvBody(scoreTable, scoreRows(wave, report));

type Reports = Iterable<Report> | AsyncIterable<Report>;

export function scoreWorksheet(wave: Wave, reports: Reports, reader: Reader): XlsxWorksheet {
  return worksheet(
    scoreTable,
    { name: reader.t('exports:sheet.scores'), rows: allRows(wave, reports) },
    reader,
  );
}

async function* allRows(wave: Wave, reports: Reports): AsyncGenerator<ScoreRow> {
  for await (const report of reports) yield* scoreRows(wave, report);
}
