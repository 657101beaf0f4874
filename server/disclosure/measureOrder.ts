/**
 * The order in which measures are decided. An index is roughly the mean of its dimensions and a dimension the mean of its items, so a
 * single hidden part among shown ones could be computed. Of the parts of one whole, the two most endangered (the pair) are decided last
 * and together, and are shown only where all the others are: any hidden value then has a rectangle (two parts × two offices) to move in.
 */
import type { Histogram } from './exchangeRange.ts';

export interface MeasureInput {
  id: string;
  /** Persons with a valid value, for each atom. */
  n: readonly number[];
  /** Sum of the values (0..100) of those persons, for each atom; without it only counts are protected. */
  sum?: readonly number[];
  /**
   * For each atom, how many of those persons are in each revealing class (each answer point, favourable, unfavourable): see
   * `revealingClasses`. A group with all or all but one of its persons in one class is bounded.
   */
  classes?: readonly (readonly number[])[];
  /** For each atom, its persons by score; bounds are then those of `exchangeRange`, otherwise they come from the scale and the sums alone. */
  scores?: readonly Histogram[];
  /** The measure whose value is the mean of this one and its siblings (item → dimension → index). */
  partOf?: string;
  /** A measure this one is never shown without (an index → the count of responses). */
  within?: string;
  /** Shown from minimumDetail on or not at all (items, breakdowns). */
  detailOnly?: boolean;
}

/** Measures decided together, only where every measure of `within` is shown. */
export interface Step {
  measures: MeasureInput[];
  within: MeasureInput[];
}

function stepsOfParts(
  parts: MeasureInput[],
  whole: MeasureInput,
  danger: (measure: MeasureInput) => number,
): Step[] {
  const ordered = parts
    .map((measure) => ({ measure, danger: danger(measure) }))
    .sort((a, b) => a.danger - b.danger)
    .map(({ measure }) => measure);
  const pair = ordered.splice(Math.max(0, ordered.length - 2));
  const singles = ordered.map((measure) => ({ measures: [measure], within: [whole] }));
  return [...singles, { measures: pair, within: [whole, ...ordered] }];
}

function aboveOf(measure: MeasureInput): string | null {
  return measure.partOf ?? measure.within ?? null;
}

function checkAbove(measures: readonly MeasureInput[], placed: number) {
  if (placed === measures.length) return;
  const ids = new Set(measures.map(({ id }) => id));
  const orphan = measures.find((measure) => aboveOf(measure) !== null && !ids.has(aboveOf(measure)!));
  throw new RangeError(
    orphan ? `Measure ${orphan.id} hangs on an unknown measure` : 'Measures hang on themselves',
  );
}

/**
 * @param danger how often a measure must be hidden for its own sake
 * @throws RangeError when an id is repeated, or a measure is part of an unknown one or of itself
 */
export function measureOrder(
  measures: readonly MeasureInput[],
  danger: (measure: MeasureInput) => number,
): Step[] {
  if (new Set(measures.map(({ id }) => id)).size !== measures.length) {
    throw new RangeError('A measure is given twice');
  }
  const steps: Step[] = [];
  let wholes: (MeasureInput | null)[] = [null];
  let placed = 0;
  while (wholes.length > 0) {
    const next: MeasureInput[] = [];
    for (const whole of wholes) {
      const below = measures.filter((measure) => aboveOf(measure) === (whole?.id ?? null));
      const parts = below.filter((measure) => measure.partOf !== undefined);
      for (const measure of below) {
        if (measure.partOf === undefined) {
          steps.push({ measures: [measure], within: whole ? [whole] : [] });
        }
      }
      if (whole && parts.length > 0) steps.push(...stepsOfParts(parts, whole, danger));
      next.push(...below);
    }
    placed += next.length;
    wholes = next;
  }
  checkAbove(measures, placed);
  return steps;
}
