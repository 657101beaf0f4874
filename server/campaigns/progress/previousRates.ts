/** Response rates of the previous wave, as its reports show them: `own:CODE` or `subtree:CODE` → 0..1. */
import { PublishedReportModel } from '../../reports/published/publishedModels.ts';
import type { Wave } from '../../waves/wave.ts';

export type PreviousRates = ReadonlyMap<string, number>;

export async function previousRates({ previous }: Pick<Wave, 'previous'>): Promise<PreviousRates> {
  if (previous === null) return new Map();
  const fields = { office: 1, scope: 1, report: 1 } as const;
  const found = await PublishedReportModel.find({ wave: previous }, fields).lean();
  return new Map(
    found.flatMap(({ office, scope, report }) =>
      typeof report.responseRate === 'number' ? [[`${scope}:${office}`, report.responseRate] as const] : [],
    ),
  );
}
