/**
 * The side of a breakdown that runs across options: a shown total minus its shown options is what the hidden options and those who gave
 * no answer hold together. Where that remainder is of one mind, or pins a small hidden option down, no option is shown there.
 */

import { isNearlyUnanimous } from './decideLevels.ts';
import { rangeOfHidden } from './hideUntilSafe.ts';
import { sumOver } from './laminarForest.ts';
import type { MeasureInput } from './measureOrder.ts';

/** One measure of the respondents, in all and by option of one demographic. */
export interface BreakdownMeasure {
  total: MeasureInput;
  options: readonly MeasureInput[];
}

/** What is left of the total without the options shown, as a measure of its own. */
export function remainderOf(
  { total, options }: BreakdownMeasure,
  isLeft: (option: number) => boolean,
): MeasureInput {
  const gone = options.filter((_, option) => !isLeft(option));
  const less = (values: readonly number[], of: (measure: MeasureInput) => readonly number[] | undefined) =>
    values.map((value, atom) => gone.reduce((rest, measure) => rest - (of(measure)?.[atom] ?? 0), value));
  const classes = total.classes?.map((row, atom) =>
    row.map((count, c) => gone.reduce((rest, { classes }) => rest - (classes?.[atom]?.[c] ?? 0), count)),
  );
  return {
    id: total.id,
    n: less(total.n, ({ n }) => n),
    ...(total.sum && { sum: less(total.sum, ({ sum }) => sum) }),
    ...(classes && { classes }),
  };
}

/**
 * @param atoms the group whose total and shown options are given
 * @param inside the groups within it (itself included): their hidden cells lie in the remainder too
 */
export function isRemainderSafe(
  measure: BreakdownMeasure,
  atoms: readonly number[],
  inside: readonly (readonly number[])[],
  isHidden: (option: number) => boolean,
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
