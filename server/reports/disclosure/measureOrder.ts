/**
 * The order in which measures are decided. An index is about the mean of its dimensions and a dimension the mean of its items, so
 * one hidden part among shown ones could be computed. Decided in this order and nested (each shown only where the one before is),
 * with the last two parts together, no place ever hides exactly one part, and hidden cells form rectangles without a way in.
 */
export interface Measure {
  id: string;
  /** Persons with a valid value, for each atom. */
  n: readonly number[];
  /** Sum of the values (0..100) of those persons, for each atom; without it only counts are protected. */
  sum?: readonly number[];
  /** The measure whose value is the mean of this one and its fellows (item → dimension → index). */
  partOf?: string;
  /** A measure this one is never shown without (an index → the count of responses). */
  within?: string;
  /** Shown from minimumDetail on or not at all (items, breakdowns). */
  detailOnly?: boolean;
}

/** Measures decided together, only where `within` is shown. */
export interface Step {
  measures: Measure[];
  within: Measure | null;
}

function people(measure: Measure): number {
  return measure.n.reduce((a, b) => a + b, 0);
}

/** The parts of one whole: the one with most answers first, the last two together. */
function stepsOfParts(parts: Measure[], whole: Measure): Step[] {
  const ordered = [...parts].sort((a, b) => people(b) - people(a));
  const together = ordered.splice(Math.max(0, ordered.length - 2));
  const steps: Step[] = [];
  let within = whole;
  for (const measure of ordered) {
    steps.push({ measures: [measure], within });
    within = measure;
  }
  steps.push({ measures: together, within });
  return steps;
}

/**
 * @throws RangeError when an id is repeated, or a measure hangs on an unknown one or on itself
 */
export function measureOrder(measures: readonly Measure[]): Step[] {
  const byId = new Map(measures.map((measure) => [measure.id, measure]));
  if (byId.size !== measures.length) throw new RangeError('A measure is given twice');
  const above = (measure: Measure) => measure.partOf ?? measure.within ?? null;
  const steps: Step[] = [];
  let wholes: (Measure | null)[] = [null];
  let placed = 0;
  while (wholes.length > 0) {
    const next: Measure[] = [];
    for (const whole of wholes) {
      const below = measures.filter((measure) => above(measure) === (whole?.id ?? null));
      const parts = below.filter((measure) => measure.partOf !== undefined);
      for (const measure of below) {
        if (measure.partOf === undefined) steps.push({ measures: [measure], within: whole });
      }
      if (whole && parts.length > 0) steps.push(...stepsOfParts(parts, whole));
      next.push(...below);
    }
    placed += next.length;
    wholes = next;
  }
  if (placed !== measures.length) {
    const lost = measures.find((measure) => above(measure) !== null && !byId.has(above(measure)!));
    throw new RangeError(
      lost ? `Measure ${lost.id} hangs on an unknown measure` : 'Measures hang on themselves',
    );
  }
  return steps;
}
