/** Everything of one instrument of a wave that readers can get hold of, as documents: reports, what stands beside them, comparisons, open data. */
import { openData } from '../../../server/exports/openData.ts';
import {
  type PublishedComparison,
  PublishedComparisonModel,
  type PublishedReport,
  PublishedReportModel,
} from '../../../server/reports/published/publishedModels.ts';
import { reportJson } from '../../../server/reports/published/reportJson.ts';
import { type Wave, WaveModel } from '../../../server/waves/wave.ts';

/** A score as JSON gives it; what is withheld stands there as null or as an object. */
export interface ScoreDocument {
  id?: string;
  n?: number;
  mean?: number | null;
  sd?: unknown;
  favourable?: unknown;
  unfavourable?: unknown;
  distribution?: unknown;
  bounded?: { above: number } | { below: number };
  suppressed?: string;
  versus?: Record<string, { difference?: number | null }> | null;
  items?: ScoreDocument[];
}

export interface ReportDocument {
  office: string;
  scope: 'own' | 'subtree';
  minimum: number;
  rolledUpTo: string | null;
  instruments: { id: string; index: ScoreDocument; dimensions: ScoreDocument[] }[];
}

export interface BreakdownDocument {
  question: string;
  options: {
    id: string;
    scores?: { n: number; mean: number | null; ci95: [number, number] | null }[];
  }[];
}

export interface ComparisonDocument {
  rows: ComparedDocument[];
  subtrees: ComparedDocument[];
}

interface ComparedDocument {
  office: string;
  rolledUpTo: string | null;
  index: ScoreDocument;
  dimensions: ScoreDocument[];
}

export interface Documents {
  /** What launch or import made known: which offices stand where and report together. */
  offices: { code: string; parent: string | null }[];
  units: { code: string; offices: string[] }[];
  reports: ReportDocument[];
  /** By office and scope, the breakdowns on the page of the report. */
  breakdowns: Map<string, BreakdownDocument[]>;
  comparison: ComparisonDocument;
  /** The file, line by line; null where none can be made. */
  openData: string | null;
}

export async function publishedDocuments(waveId: string, instrument: string): Promise<Documents> {
  const wave = (await WaveModel.findById(waveId).lean<Wave>())!;
  const published = await PublishedReportModel.find({ wave: waveId }).lean<PublishedReport[]>();
  const comparison = await PublishedComparisonModel.findById(
    `${waveId}:${instrument}`,
  ).lean<PublishedComparison>();
  const isOurs = ({ id }: { id: string }) => id === instrument;
  const asJson = <T>(value: unknown): T => JSON.parse(JSON.stringify(value));
  return {
    offices: wave.offices.map(({ code, parent }) => ({ code, parent })),
    units: wave.units.map(({ code, offices }) => ({ code, offices })),
    reports: published
      .map(({ report }) => asJson<ReportDocument>(reportJson(report)))
      .map((report) => ({ ...report, instruments: report.instruments.filter(isOurs) })),
    breakdowns: new Map(
      published.map(({ office, scope, more }) => [
        `${scope}:${office}`,
        asJson<BreakdownDocument[]>(
          more?.instruments.filter(isOurs).flatMap((each) => each.breakdowns) ?? [],
        ),
      ]),
    ),
    comparison: asJson(comparison!.comparison),
    openData: await openDataText(wave),
  };
}

async function openDataText(wave: Wave): Promise<string | null> {
  try {
    const pieces: Buffer[] = [];
    for await (const piece of (await openData(wave)).pieces()) pieces.push(piece);
    return Buffer.concat(pieces)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  } catch (error) {
    if ((error as Error).name === 'CannotAnonymise') return null;
    throw error;
  }
}
