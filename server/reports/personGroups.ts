/**
 * The groups of persons that reports speak of: each office's own staff, each office with all below it, and each merged unit
 * of small offices. A group is a set of reporting units; one that cuts through a unit cannot be told apart and is rolled up to it.
 */
import { type OfficeTree, officeTree } from '../offices/officeTree.ts';
import type { Wave } from '../waves/wave.ts';
import type { WaveOffice, WaveUnit } from '../waves/waveUnit.ts';

export type Scope = 'own' | 'subtree';

export interface PersonGroup {
  /** `own:CODE` or `subtree:CODE`; also its name towards disclosure control. */
  id: string;
  /** An office's code, or that of a merged unit. */
  code: string;
  scope: Scope;
  /** null for a merged unit. */
  level: string | null;
  /** Positions in the wave's units; empty when rolled up. */
  units: number[];
  headcount: number | null;
  /** Id of the group of everyone in the parent's subtree; null at the root. */
  parent: string | null;
  rolledUpTo: string | null;
}

type WaveTree = Pick<Wave, 'offices' | 'units'>;

export const groupId = (scope: Scope, code: string) => `${scope}:${code}`;

/** Own staff first, then subtrees, then merged units. @throws RangeError unless the offices have one root */
export function personGroupsOf(wave: WaveTree): PersonGroup[] {
  const tree = officeTree(wave.offices);
  if (tree.roots.length !== 1) {
    throw new RangeError(
      `a wave needs one root, found ${tree.roots.length}: ${tree.roots.map(({ code }) => code).join(', ')}`,
    );
  }
  const scopes: Scope[] = ['own', 'subtree'];
  const ofOffices = scopes.flatMap((scope) =>
    tree.inOrder().map(({ office }) => officeGroup(wave, tree, office, scope)),
  );
  const merged = wave.units.filter(({ code }) => !tree.get(code));
  return [...ofOffices, ...merged.map((unit) => unitGroup(wave, tree, unit))];
}

/** Id of the group of everyone in the wave. */
export function wholeWaveId(wave: WaveTree): string {
  return groupId('subtree', officeTree(wave.offices).roots[0]!.code);
}

function officeGroup(
  wave: WaveTree,
  tree: OfficeTree<WaveOffice>,
  office: WaveOffice,
  scope: Scope,
): PersonGroup {
  const codes = new Set(scope === 'own' ? [office.code] : tree.subtree(office.code).map(({ code }) => code));
  const touched = unitsTouching(wave.units, codes);
  const cut = touched.find((unit) => wave.units[unit]!.offices.some((code) => !codes.has(code)));
  const units = cut === undefined ? touched : [];
  const headcount = sumOrNull(
    scope === 'own' ? [office.headcount] : tree.subtree(office.code).map((each) => each.headcount),
  );
  return {
    id: groupId(scope, office.code),
    code: office.code,
    scope,
    level: office.level,
    units,
    headcount,
    parent: office.parent !== null && tree.get(office.parent) ? groupId('subtree', office.parent) : null,
    rolledUpTo: cut === undefined ? null : wave.units[cut]!.code,
  };
}

/** The parent of a merged unit is the lowest office above all its offices that holds further persons. */
function unitGroup(wave: WaveTree, tree: OfficeTree<WaveOffice>, unit: WaveUnit): PersonGroup {
  const position = wave.units.indexOf(unit);
  const [first = ''] = unit.offices;
  const above = [tree.get(first)!, ...tree.ancestors(first)].find(({ code }) => {
    const codes = new Set(tree.subtree(code).map((office) => office.code));
    return unit.offices.every((office) => codes.has(office)) && codes.size > unit.offices.length;
  });
  return {
    id: groupId('own', unit.code),
    code: unit.code,
    scope: 'own',
    level: null,
    units: [position],
    headcount: unit.headcount,
    parent: above ? groupId('subtree', above.code) : null,
    rolledUpTo: null,
  };
}

function unitsTouching(units: readonly WaveUnit[], codes: ReadonlySet<string>): number[] {
  return units.flatMap(({ offices }, position) =>
    offices.some((code) => codes.has(code)) ? [position] : [],
  );
}

function sumOrNull(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}
