/**
 * Strengths and priorities by the rule that the page states. A priority lies with its whole interval below the ideal and is
 * also lower than the rest of the province, or carries at least its fair share of the outcome; where no dimension qualifies,
 * the lowest of those below the ideal is chosen. A strength is higher than the rest, or its interval reaches the ideal.
 */
import {
  type Difference,
  type InstrumentReport,
  isShown,
  type ShownDimension,
} from '../reports/published/reportObject.ts';

export type Ground = 'higher' | 'reached' | 'lower' | 'driver' | 'lowest';

export interface ChosenDimension {
  dimension: ShownDimension;
  grounds: Ground[];
}

const markOf = (difference: Difference) => ('mark' in difference ? difference.mark : undefined);

/** Strengths with the highest first; priorities with the most pressing first. A dimension without an interval is never chosen. */
export function findPriorities(
  report: InstrumentReport,
  ideal: number | null,
): { strengths: ChosenDimension[]; priorities: ChosenDimension[] } {
  const known = report.dimensions.filter(
    (dimension): dimension is ShownDimension => isShown(dimension) && Array.isArray(dimension.ci95),
  );
  const priorities = prioritiesOf(known, report, ideal ?? 100);
  const taken = new Set(priorities.map(({ dimension }) => dimension.id));
  const strengths = known
    .filter(({ id }) => !taken.has(id))
    .map((dimension) => ({ dimension, grounds: strengthGrounds(dimension, ideal) }))
    .filter(({ grounds }) => grounds.length > 0)
    .sort((a, b) => meanOf(b) - meanOf(a));
  return { strengths, priorities };
}

const meanOf = ({ dimension }: ChosenDimension) => dimension.mean ?? 0;

function strengthGrounds({ versus, ci95 }: ShownDimension, ideal: number | null): Ground[] {
  const grounds: Ground[] = markOf(versus.province) === 'higher' ? ['higher'] : [];
  return ideal !== null && ci95 && ci95[1] >= ideal ? [...grounds, 'reached'] : grounds;
}

function prioritiesOf(
  known: readonly ShownDimension[],
  report: InstrumentReport,
  ideal: number,
): ChosenDimension[] {
  const weights = report.drivers?.weights ?? [];
  const shares = new Map(weights.map(({ dimension, share }) => [dimension, share]));
  const fair = 1 / Math.max(1, weights.length);
  const below = known.filter(({ ci95 }) => ci95 !== null && ci95[1] < ideal);
  const chosen = below
    .map((dimension): ChosenDimension => {
      const lower: Ground[] = markOf(dimension.versus.province) === 'lower' ? ['lower'] : [];
      const driver: Ground[] = (shares.get(dimension.id) ?? 0) >= fair ? ['driver'] : [];
      return { dimension, grounds: [...lower, ...driver] };
    })
    .filter(({ grounds }) => grounds.length > 0)
    .sort((a, b) => b.grounds.length - a.grounds.length || meanOf(a) - meanOf(b));
  if (chosen.length > 0) return chosen;
  const lowest = [...below].sort((a, b) => (a.mean ?? 0) - (b.mean ?? 0))[0];
  return lowest ? [{ dimension: lowest, grounds: ['lowest'] }] : [];
}
