/** Answers, measure by measure and group by group, what disclosure control decided. */

import type { ShownLevels } from './decideLevels.ts';
import { type AtomGroup, type Forest, sumOver } from './laminarForest.ts';
import type { MeasureInput } from './measureOrder.ts';

/**
 * `detail`: everything. `rounded`: only n, the mean in whole points and its band. `bounded`: only n and the bound of `boundDistribution`
 * or `boundScore`. `tooFew`: hidden because its own n is too small. `complementary`: hidden to protect others. `absent`: there are no such persons at all.
 */
export type Decision = 'detail' | 'rounded' | 'bounded' | 'tooFew' | 'complementary' | 'absent';

export interface Decisions {
  /** @throws RangeError for an unknown measure or group */
  decide(measureId: string, groupId: string): Decision;
  /**
   * Whether the group may be compared with everyone else of `wholeId`: both are shown exactly, and there is somebody else
   * (the others then hold minimumDetail as well, since their values follow from the two).
   */
  comparable(measureId: string, groupId: string, wholeId: string): boolean;
  /**
   * Whether a statistic over all these groups (empirical Bayes, variance between offices) may take them one by one. It is several more
   * equations about their means and sizes; with a hidden group among them the hidden ones are to count together instead.
   */
  mayAggregate(measureId: string, groupIds: readonly string[]): boolean;
}

export interface Decided {
  forest: Forest;
  headcounts: readonly (number | null)[];
  isVoid: readonly boolean[];
  groups: readonly AtomGroup[];
  measures: readonly MeasureInput[];
  minimum: number;
  minimumDetail: number;
  shownOf: ReadonlyMap<string, ShownLevels>;
  /** By measure and node. */
  boundsOf: ReadonlyMap<string, readonly boolean[]>;
}

function finder({ forest, groups, measures, shownOf }: Decided) {
  const measureOf = new Map(measures.map((measure) => [measure.id, measure]));
  const groupIds = new Set(groups.map(({ id }) => id));
  return (measureId: string, groupId: string) => {
    const measure = measureOf.get(measureId);
    if (!measure) throw new RangeError(`Unknown measure ${measureId}`);
    if (!groupIds.has(groupId)) throw new RangeError(`Unknown group ${groupId}`);
    const node = forest.nodeOf.get(groupId) ?? null;
    const atoms = node === null ? [] : forest.nodes[node]!.atoms;
    return { measure, shown: shownOf.get(measureId)!, node, atoms, n: sumOver(atoms, measure.n) };
  };
}

/** Answers questions about the finished table. @throws RangeError for a measure or group that was not decided */
export function decisionsOf(decided: Decided): Decisions {
  const { headcounts, isVoid, minimum, minimumDetail, boundsOf } = decided;
  const isEmpty = (atom: number) => isVoid[atom] && headcounts[atom] === 0;
  const find = finder(decided);
  const decide = (measureId: string, groupId: string): Decision => {
    const { measure, shown, node, atoms, n } = find(measureId, groupId);
    if (node === null || atoms.every(isEmpty)) return 'absent';
    if (shown.exact[node]) return 'detail';
    if (shown.mean[node]) return 'rounded';
    if (n < (measure.detailOnly ? minimumDetail : minimum)) return 'tooFew';
    return boundsOf.get(measureId)![node] ? 'bounded' : 'complementary';
  };
  const comparable = (measureId: string, groupId: string, wholeId: string) => {
    const group = find(measureId, groupId);
    const whole = find(measureId, wholeId);
    const contained = new Set(whole.atoms);
    return (
      decide(measureId, groupId) === 'detail' &&
      decide(measureId, wholeId) === 'detail' &&
      group.atoms.every((atom) => contained.has(atom)) &&
      whole.n > group.n
    );
  };
  const mayAggregate = (measureId: string, groupIds: readonly string[]) =>
    groupIds.every(
      (id) => find(measureId, id).n === 0 || ['detail', 'rounded'].includes(decide(measureId, id)),
    );
  return { decide, comparable, mayAggregate };
}
