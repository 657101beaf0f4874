/** What the documents say of whom: each shown number as a row over the smallest groups of persons. */
import studentT from '@stdlib/stats-base-dists-t';
import type { AuditedMeasure } from './measures.ts';
import { openDataRows } from './openDataRows.ts';
import type { Documents, ReportDocument, ScoreDocument } from './publishedDocuments.ts';
import { chose, type KnownPeople } from './smallestGroups.ts';

/** Where a row was read: a whole group, a part by background, everyone else of a comparison, the open data. */
export type Source = 'total' | 'breakdown' | 'otherSide' | 'openData';

export interface ShownRow {
  measure: string;
  /** Positions of the smallest groups that it speaks of. */
  groups: number[];
  n: number;
  mean: number;
  sd: number | null;
  /** The lowest and the highest score that anybody of them can have: without an unfavourable answer none is below the middle. */
  span: [low: number, high: number];
  /** Given in whole points only. */
  isRounded: boolean;
  source: Source;
  /** The background question of a breakdown. */
  question?: string;
  name: string;
}

export interface ShownBound {
  measure: string;
  groups: number[];
  n: number;
  bound: { above: number } | { below: number };
  name: string;
}

export interface ShownRows {
  rows: ShownRow[];
  bounds: ShownBound[];
}

interface Place {
  groups: number[];
  source: Source;
  name: string;
}

export function shownRows(
  documents: Documents,
  known: KnownPeople,
  measures: readonly AuditedMeasure[],
): ShownRows {
  const found: ShownRows = { rows: [], bounds: [] };
  for (const report of documents.reports) {
    if (report.rolledUpTo !== null) continue;
    const name = `${report.scope}:${report.office}`;
    const place = { groups: groupsOf(known, report), source: 'total' as const, name };
    for (const [measure, score] of scoresOf(report)) {
      noteScore(found, measure, score, place);
      noteOthers(found, documents, known, report, measure, score);
    }
    noteBreakdowns(found, documents, known, report, measures);
  }
  for (const scope of ['own', 'subtree'] as const) {
    for (const row of documents.comparison[scope === 'own' ? 'rows' : 'subtrees']) {
      if (row.rolledUpTo !== null) continue;
      const groups = groupsOf(known, { scope, office: row.office });
      const place = { groups, source: 'total' as const, name: `comparison of ${scope}:${row.office}` };
      noteScore(found, 'index', row.index, place);
      for (const each of row.dimensions) noteScore(found, each.id!, each, place);
    }
  }
  found.rows.push(...openDataRows(documents.openData, documents.offices, known, measures));
  return found;
}

const groupsOf = (known: KnownPeople, { scope, office }: Pick<ReportDocument, 'scope' | 'office'>) =>
  known.of(known.unitsOf(scope, office));

/** Index, dimensions and items, where they are not hidden altogether. */
function scoresOf({ instruments }: ReportDocument): [string, ScoreDocument][] {
  const { index, dimensions } = instruments[0]!;
  return [
    ['index', index],
    ...dimensions.flatMap((dimension): [string, ScoreDocument][] => [
      [dimension.id!, dimension],
      ...(dimension.items ?? []).map((item): [string, ScoreDocument] => [item.id!, item]),
    ]),
  ];
}

function noteScore(found: ShownRows, measure: string, score: ScoreDocument, place: Place): void {
  const { n, mean, sd, bounded } = score;
  if (n === undefined || n === 0) return;
  const { groups, name } = place;
  if (bounded) found.bounds.push({ measure, groups, n, bound: bounded, name });
  if (typeof mean !== 'number') return;
  const isExact = typeof sd === 'number' || (!Number.isInteger(mean) && score.sd === undefined);
  const deviation = typeof sd === 'number' ? sd : null;
  found.rows.push({ measure, n, mean, sd: deviation, span: spanOf(score), isRounded: !isExact, ...place });
}

function spanOf({ distribution, favourable, unfavourable }: ScoreDocument): [number, number] {
  if (Array.isArray(distribution)) {
    const point = 100 / (distribution.length - 1);
    const last = distribution.findLastIndex((count) => count > 0);
    return [point * distribution.findIndex((count) => count > 0), point * last];
  }
  return [unfavourable === 0 ? 50 : 0, favourable === 0 ? 50 : 100];
}

/** A comparison tells of everyone else as well: their mean is the mean less the difference. */
function noteOthers(
  found: ShownRows,
  { offices }: Documents,
  known: KnownPeople,
  report: ReportDocument,
  measure: string,
  { mean, versus }: ScoreDocument,
): void {
  if (!versus || typeof mean !== 'number') return;
  const own = new Set(groupsOf(known, report));
  const root = offices.find(({ parent }) => parent === null)!.code;
  const parent = offices.find(({ code }) => code === report.office)?.parent ?? null;
  for (const [kind, whole] of [
    ['province', root],
    ['parent', parent],
  ] as const) {
    const difference = versus[kind]?.difference;
    if (typeof difference !== 'number' || whole === null) continue;
    const groups = known.of(known.unitsOf('subtree', whole)).filter((group) => !own.has(group));
    if (groups.length === 0) continue;
    found.rows.push({
      measure,
      groups,
      n: Number.NaN,
      mean: mean - difference,
      sd: null,
      span: [0, 100],
      isRounded: false,
      source: 'otherSide',
      name: `everyone else of ${whole} beside ${report.scope}:${report.office}`,
    });
  }
}

function noteBreakdowns(
  found: ShownRows,
  { breakdowns }: Documents,
  known: KnownPeople,
  report: ReportDocument,
  measures: readonly AuditedMeasure[],
): void {
  const name = `${report.scope}:${report.office}`;
  const units = known.unitsOf(report.scope, report.office);
  const broken = measures.filter(({ kind }) => kind !== 'item');
  for (const { question, options } of breakdowns.get(name) ?? []) {
    const position = known.questions.findIndex(({ id }) => id === question);
    for (const { id, scores } of options) {
      for (const [at, { n, mean, ci95 }] of (scores ?? []).entries()) {
        if (mean === null || n === 0) continue;
        const half = ci95 ? (ci95[1] - ci95[0]) / 2 : null;
        const sd = half === null ? null : (half * Math.sqrt(n)) / studentT.quantile(0.975, n - 1);
        found.rows.push({
          measure: broken[at]!.id,
          groups: known.of(units, chose(position, id)),
          n,
          mean,
          sd,
          span: [0, 100],
          isRounded: false,
          source: 'breakdown',
          question,
          name: `${question}=${id} in ${name}`,
        });
      }
    }
  }
}
