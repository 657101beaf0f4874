/**
 * All published scores of a wave as one long table for spreadsheets: a line for each office, scope and measure, with exactly
 * what disclosure control permits. A hidden score has its reason in the last column and no number at all.
 */

import { streamPublishedReports } from '../reports/published/findPublished.ts';
import {
  type Difference,
  isShown,
  type Report,
  type Score,
  type Suppressed,
} from '../reports/published/reportObject.ts';
import type { Wave } from '../waves/wave.ts';
import { byteOrderMark, type Cell, csvLines } from './csv.ts';
import { scoresByMeasure } from './readerKnowledge.ts';

export const reportTableName = (wave: string, format: 'csv' | 'xlsx' = 'csv') => `reports-${wave}.${format}`;

const columns = [
  'wave',
  'office',
  'nameInWave',
  'scope',
  'rolledUpTo',
  'headcount',
  'responses',
  'instrument',
  'kind',
  'measure',
  'n',
  'mean',
  'sd',
  'ci95Low',
  'ci95High',
  'favourable',
  'neutral',
  'unfavourable',
  'band',
  'borderline',
  'shrunken',
  'boundedAbove',
  'boundedBelow',
  'versusParent',
  'versusProvince',
  'versusPrevious',
  'suppressed',
] as const;

/** The table piece by piece; the head alone for a wave that is not released. */
export async function* reportTable(wave: Wave): AsyncGenerator<string> {
  yield reportTableHead;
  for await (const report of streamPublishedReports(wave)) yield reportTableLines(wave, report);
}

export const reportTableHead = `${byteOrderMark}${csvLines([columns])}`;

export const reportTableLines = (wave: Wave, report: Report): string => csvLines(linesOf(wave, report));

function linesOf(wave: Wave, report: Report): Cell[][] {
  const instrumentOf = new Map(
    report.instruments.flatMap((part) =>
      scoresByMeasure({ ...report, instruments: [part] }).map(([measure]) => [measure, part.id]),
    ),
  );
  const named = [...wave.offices, ...wave.units].find(({ code }) => code === report.office);
  const head = [
    wave._id,
    report.office,
    named?.nameFa ?? '',
    report.scope,
    report.rolledUpTo,
    report.headcount,
    typeof report.responses === 'number' ? report.responses : null,
  ];
  return scoresByMeasure(report).map(([id, score]) => {
    const [kind = '', measure = ''] = id.split(':');
    return [...head, instrumentOf.get(id) ?? '', kind, measure, ...scoreCells(score)];
  });
}

const hiddenCells: null[] = Array.from({ length: 16 }, () => null);

function scoreCells(score: Score | Suppressed): Cell[] {
  if (!isShown(score)) return [...hiddenCells, score.suppressed];
  const { n, mean, sd, ci95, favourable, neutral, unfavourable, band, borderline, shrunken, bounded } = score;
  return [
    n,
    mean,
    sd,
    ci95?.[0] ?? null,
    ci95?.[1] ?? null,
    favourable,
    neutral,
    unfavourable,
    band,
    borderline === null ? null : String(borderline),
    shrunken,
    bounded && 'above' in bounded ? bounded.above : null,
    bounded && 'below' in bounded ? bounded.below : null,
    differenceOf(score.versus.parent),
    differenceOf(score.versus.province),
    differenceOf(score.versus.previous),
    null,
  ];
}

function differenceOf(difference: Difference): number | null {
  return 'unavailable' in difference ? null : difference.difference;
}
