/** The published score of the dimension that a plan is about: what the wave knew of it, after disclosure control. */
import type { Instrument } from '../instruments/instrument.ts';
import { findPublishedReport } from '../reports/published/findPublished.ts';
import { type DimensionReport, isShown } from '../reports/published/reportObject.ts';
import type { Scope } from '../reports/scope.ts';
import type { Wave } from '../waves/wave.ts';
import type { KnownScore } from './plan.ts';

/** The instrument of the wave that asks about the dimension; undefined where none does. */
export function instrumentOf(wave: Pick<Wave, 'instruments'>, dimension: string): Instrument | undefined {
  return wave.instruments.find(({ dimensions }) => dimensions.some(({ id }) => id === dimension));
}

/** As its report shows it; null where there is no report or no such dimension in it. */
export async function findDimension(
  wave: Wave,
  { office, scope, dimension }: { office: string; scope: Scope; dimension: string },
): Promise<DimensionReport | null> {
  const report = await findPublishedReport(wave, office, scope);
  const found = report?.instruments.flatMap(({ dimensions }) => dimensions);
  return found?.find(({ id }) => id === dimension) ?? null;
}

export function knownScoreOf(dimension: DimensionReport | null): KnownScore | null {
  if (!dimension || !isShown(dimension) || dimension.bounded) return null;
  const { mean, ci95, band } = dimension;
  return { mean, ci95: Array.isArray(ci95) ? ci95 : null, band };
}

/** Small offices are read as their reporting group, and so are their plans. */
export function reportedAs(wave: Pick<Wave, 'units'>, office: string, scope: Scope): string {
  const unit = wave.units.find(({ kind, offices }) => kind === 'group' && offices.includes(office));
  return unit && scope === 'own' ? unit.code : office;
}
