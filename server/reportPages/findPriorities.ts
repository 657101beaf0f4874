/**
 * Strengths and priorities by one rule, which the page states. A priority lies with its whole interval below the ideal (where there is one) and
 * is also lower than the rest of the province by test, or goes with the outcome more closely than the others beyond chance; where no
 * dimension qualifies, the one with the lowest score of those below the ideal, or all that share it: by chance, unless a test sets it apart. A strength is higher than the rest by test, or has reached the ideal.
 */
import type { DriverAdvice } from '../reports/making/driverAdvice.ts';
import { type InstrumentReport, isShown, type ShownDimension } from '../reports/published/reportObject.ts';
import { z975 } from '../statistics/tails.ts';
import { tenths } from './clearEnds.ts';
import { wordOf } from './spokenDifference.ts';

/** A part of a report with what may be advised from its drivers. */
export type Judged = InstrumentReport & {
  /** Null in reports of older versions, which advise nothing. */
  advice: DriverAdvice | null;
  /** Name of the office above whose people the drivers come from; null where they are its own. */
  borrowedFrom: string | null;
};

export type Ground = 'higher' | 'reached' | 'belowIdeal' | 'lower' | 'driver' | 'lowest' | 'lowestByChance';

export interface ChosenDimension {
  dimension: ShownDimension;
  grounds: Ground[];
}

/** Strengths with the highest first; priorities with the most pressing first. A dimension without an interval is never chosen. */
export function findPriorities(
  report: Judged,
  ideal: number | null,
): { strengths: ChosenDimension[]; priorities: ChosenDimension[] } {
  const known = report.dimensions.filter(
    (dimension): dimension is ShownDimension => isShown(dimension) && Array.isArray(dimension.ci95),
  );
  const priorities = prioritiesOf(known, report, ideal);
  const taken = new Set(priorities.map(({ dimension }) => dimension.id));
  const strengths = known
    .filter(({ id }) => !taken.has(id))
    .map((dimension) => ({ dimension, grounds: strengthGrounds(dimension) }))
    .filter(({ grounds }) => grounds.length > 0)
    .sort((a, b) => meanOf(b) - meanOf(a));
  return { strengths, priorities };
}

const meanOf = ({ dimension }: ChosenDimension) => dimension.mean ?? 0;

function strengthGrounds({ versus, idealVerdict }: ShownDimension): Ground[] {
  const grounds: Ground[] = wordOf(versus.province) === 'higher' ? ['higher'] : [];
  return idealVerdict === 'reached' ? [...grounds, 'reached'] : grounds;
}

/** Ids of the dimensions that may be named as going with the outcome. */
export function leadingDimensions({ drivers, advice }: Judged): Set<string> {
  const weights = drivers?.weights ?? [];
  return new Set(weights.filter((_, i) => advice?.dimensions[i]?.leads).map(({ dimension }) => dimension));
}

/**
 * Ids of the dimensions of which as surely more is explained than of the others, but against the outcome: where they are high, it is low. They
 * are told, because they are a finding, and never advised.
 */
export function opposingDimensions({ drivers, advice }: Judged): Set<string> {
  const weights = drivers?.weights ?? [];
  const opposes = (i: number) => {
    const judged = advice?.dimensions[i];
    return (
      judged?.direction === 'against' &&
      judged.isReliable &&
      (judged.shareCi95?.[0] ?? 0) > 1 / weights.length
    );
  };
  return new Set(
    weights.filter((_, i) => weights.length > 1 && opposes(i)).map(({ dimension }) => dimension),
  );
}

function prioritiesOf(
  known: readonly ShownDimension[],
  report: Judged,
  ideal: number | null,
): ChosenDimension[] {
  const leading = leadingDimensions(report);
  const below = ideal === null ? known : known.filter(({ idealVerdict }) => idealVerdict === 'below');
  const first: Ground[] = ideal === null ? [] : ['belowIdeal'];
  const chosen = below
    .map((dimension): ChosenDimension => {
      const lower: Ground[] = wordOf(dimension.versus.province) === 'lower' ? ['lower'] : [];
      const driver: Ground[] = leading.has(dimension.id) ? ['driver'] : [];
      return { dimension, grounds: [...first, ...lower, ...driver] };
    })
    .filter(({ grounds }) => grounds.length > first.length)
    .sort((a, b) => b.grounds.length - a.grounds.length || meanOf(a) - meanOf(b));
  if (chosen.length > 0 || ideal === null) return chosen;
  const shown = ({ mean }: ShownDimension) => tenths(mean ?? 0);
  const lowest = Math.min(...below.map(shown));
  const begun = below.filter((one) => shown(one) === lowest);
  const others = known.filter((one) => !begun.includes(one));
  const ground: Ground = begun.length === 1 && isApart(begun[0]!, others) ? 'lowest' : 'lowestByChance';
  return begun.map((dimension) => ({
    dimension,
    grounds: known.length > 1 ? ['belowIdeal', ground] : first,
  }));
}

/**
 * Whether a dimension lies below each of the others by more than chance gives. They are answered by the same people, so their errors mostly go
 * together; taken as unrelated, as here, they set apart too little rather than too much.
 */
function isApart(lowest: ShownDimension, others: readonly ShownDimension[]): boolean {
  return others.every((other) => {
    const error = Math.hypot(errorOf(lowest), errorOf(other));
    return (other.mean ?? 0) - (lowest.mean ?? 0) > z975 * error;
  });
}

const errorOf = ({ sd, n }: ShownDimension) =>
  typeof sd === 'number' && n > 0 ? sd / Math.sqrt(n) : Number.POSITIVE_INFINITY;
