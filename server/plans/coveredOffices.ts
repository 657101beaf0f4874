/** The offices and reporting groups whose people a plan reaches: its own, or with a plan for all below also theirs. */
import { officeTree } from '../offices/officeTree.ts';
import type { Wave } from '../waves/wave.ts';
import type { Plan } from './plan.ts';

export function coveredOffices(
  { office, scope }: Pick<Plan, 'office' | 'scope'>,
  wave: Pick<Wave, 'offices' | 'units'>,
): string[] {
  if (scope === 'own') return [office];
  const below = new Set(
    officeTree(wave.offices)
      .subtree(office)
      .map(({ code }) => code),
  );
  const groups = wave.units.filter(
    ({ kind, offices }) => kind === 'group' && offices.some((one) => below.has(one)),
  );
  return [...below, ...groups.map(({ code }) => code)];
}
