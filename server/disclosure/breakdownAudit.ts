/**
 * Audits a breakdown across its options: subtracting the shown options from a shown total leaves the hidden options together with the
 * people who gave no answer. Where those people nearly all agree, or where the remainder pins down a small hidden option, no option is
 * shown there.
 */

import { isNearlyUnanimous } from './decideLevels.ts';
import { rangeOfHidden } from './hideUntilSafe.ts';
import { sumOver } from './laminarForest.ts';
import type { MeasureInput } from './measureOrder.ts';

/** One measure over all respondents (`total`) and by option of one background question. */
export interface BreakdownMeasure {
  total: MeasureInput;
  options: readonly MeasureInput[];
}

/** The total minus every option for which `isLeft` is false, as a measure of its own. */
export function remainderOf(
  { total, options }: BreakdownMeasure,
  isLeft: (option: number) => boolean,
): MeasureInput {
  const shown = options.filter((_, option) => !isLeft(option));
  const minusShown = (
    values: readonly number[],
    of: (measure: MeasureInput) => readonly number[] | undefined,
  ) => values.map((value, atom) => shown.reduce((rest, measure) => rest - (of(measure)?.[atom] ?? 0), value));
  const classes = total.classes?.map((row, atom) =>
    row.map((count, c) => shown.reduce((rest, { classes }) => rest - (classes?.[atom]?.[c] ?? 0), count)),
  );
  return {
    id: total.id,
    n: minusShown(total.n, ({ n }) => n),
    ...(total.sum && { sum: minusShown(total.sum, ({ sum }) => sum) }),
    ...(classes && { classes }),
  };
}

export interface RemainderGroup {
  /** The group whose total and shown options are published. */
  atoms: readonly number[];
  /** The groups within it (itself included): their hidden cells lie in the remainder too. */
  inside: readonly (readonly number[])[];
  isHidden(option: number): boolean;
}

/** Whether a group's remainder reveals nothing that must stay hidden. */
export function isRemainderSafe(
  measure: BreakdownMeasure,
  { atoms, inside, isHidden }: RemainderGroup,
  { required, minRange }: { required: number; minRange: number },
): boolean {
  const rest = remainderOf(measure, isHidden);
  const n = sumOver(atoms, rest.n);
  if (n === 0) return true;
  if (isNearlyUnanimous(rest, atoms, required)) return false;
  if (!rest.sum) return true;
  const sum = sumOver(atoms, rest.sum);
  const columns = [
    ...measure.options.filter((_, option) => isHidden(option)),
    remainderOf(measure, () => false),
  ];
  return inside.every((part) =>
    columns.every((column) => {
      const h = sumOver(part, column.n);
      return h === 0 || h >= required || rangeOfHidden(h, n, sum) >= minRange;
    }),
  );
}
