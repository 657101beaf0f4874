/**
 * Which bounds may be stated. A bound tells something of the hidden people around it, so a bounded group is taken for a shown one, with
 * everything known of it: what is left of the people around it, and in it, must hold then as well. Where it does not the group is hidden
 * without a bound, and no other number is lost.
 */
import { auditOf, auditOfMeans, isOneSided, type ShownLevels, type StepContext } from './decideLevels.ts';
import { type Audit, isSafe, residualOf, shownAbove } from './hideUntilSafe.ts';
import { sumOver } from './laminarForest.ts';
import type { MeasureInput } from './measureOrder.ts';

interface Level {
  shown: readonly boolean[];
  required: number;
  audit: Audit;
}

function levelsOf(context: StepContext, measure: MeasureInput, shown: ShownLevels): Level[] {
  const { minimum, minimumDetail } = context;
  const required = measure.detailOnly ? minimumDetail : minimum;
  const means = auditOfMeans(context, [measure], { ...context, required });
  const exact = auditOf(measure, measure.sum ?? measure.n, { required: 0, minimumDetail: 0, minRange: 0 });
  return [
    ...(means ? [{ shown: shown.mean, required, audit: means }] : []),
    { shown: shown.exact, required: minimumDetail, audit: exact },
  ];
}

/** @returns by node of the forest, whether its bound is stated */
export function statedBounds(context: StepContext, measure: MeasureInput, shown: ShownLevels): boolean[] {
  const { forest, isVoid, weights, minimumDetail } = context;
  const stated = forest.nodes.map(() => false);
  const levels = levelsOf(context, measure, shown);
  const isHeld = ({ required, audit, ...level }: Level, top: number) => {
    const known = forest.nodes.map((_, index) => level.shown[index]! || stated[index]!);
    const { atoms } = residualOf(forest, known, top);
    if (!atoms.every((atom) => isVoid[atom]) && sumOver(atoms, measure.n) < required) return false;
    // That nearly all agree is no secret of the bounded people: their bound says that four fifths do.
    const isStated = !level.shown[top];
    const strict = isStated ? { ...audit, isRevealing: () => false } : audit;
    return isSafe({ forest, shown: known, audit: strict }, top);
  };
  const candidates = forest.nodes.flatMap(({ atoms }, index) =>
    shown.counted[index] && !shown.mean[index] && isOneSided(measure, atoms, minimumDetail) ? [index] : [],
  );
  for (const index of candidates.sort((a, b) => weights[b]! - weights[a]! || a - b)) {
    stated[index] = true;
    stated[index] = levels.every((level) => {
      const known = forest.nodes.map((_, node) => level.shown[node]! || stated[node]!);
      const above = shownAbove(forest, known, index);
      return isHeld(level, index) && (above === null || isHeld(level, above));
    });
  }
  return stated;
}
