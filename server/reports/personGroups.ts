/**
 * The groups of persons that reports are about: each office's own staff, each office with all below it, and each merged unit
 * of small offices. A group is a set of reporting units; one that contains only part of a unit is rolled up to that unit.
 */
import { type OfficeTree, officeTree } from '../offices/officeTree.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import type { Wave } from '../waves/wave.ts';
import type { WaveOffice, WaveUnit } from '../waves/waveUnit.ts';
import { type Scope, scopes } from './scope.ts';
import { at, indexesOf, type ListBy, type UnitIndex } from './tally/indexes.ts';

export interface PersonGroup {
  /** `own:CODE` or `subtree:CODE`; disclosure control knows it by this name too. */
  id: string;
  /** An office's code, or that of a merged unit. */
  code: string;
  scope: Scope;
  /** null for a merged unit. */
  level: string | null;
  /** Its units of the wave; empty when rolled up. */
  units: readonly UnitIndex[];
  headcount: number | null;
  /** Id of the group of everyone in the parent's subtree; null at the root. */
  parent: string | null;
  rolledUpTo: string | null;
}

type WaveTree = Pick<Wave, 'offices'> & { units: ListBy<UnitIndex, WaveUnit> };

export const groupId = (scope: Scope, code: string) => `${scope}:${code}`;

/** Own staff first, then subtrees, then merged units. @throws RangeError unless the offices have one root */
export function personGroupsOf(wave: WaveTree): PersonGroup[] {
  const tree = officeTree(wave.offices);
  if (tree.roots.length !== 1) {
    throw new RangeError(
      `a wave needs one root, found ${tree.roots.length}: ${tree.roots.map(({ code }) => code).join(', ')}`,
    );
  }
  const ofOffices = scopes.flatMap((scope) =>
    tree.inOrder().map(({ office }) => officeGroup(wave, tree, office, scope)),
  );
  const merged = indexesOf(wave.units).filter((unit) => !tree.get(at(wave.units, unit).code));
  return [...ofOffices, ...merged.map((unit) => unitGroup(wave, tree, unit))];
}

/** Id of the group of everyone in the wave. */
export function wholeWaveId(wave: WaveTree): string {
  return groupId('subtree', rootOffice(wave));
}

function officeGroup(
  wave: WaveTree,
  tree: OfficeTree<WaveOffice>,
  office: WaveOffice,
  scope: Scope,
): PersonGroup {
  const codes = new Set(scope === 'own' ? [office.code] : tree.subtree(office.code).map(({ code }) => code));
  const touched = unitsTouching(wave.units, codes);
  const cut = touched.find((unit) => at(wave.units, unit).offices.some((code) => !codes.has(code)));
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
    rolledUpTo: cut === undefined ? null : at(wave.units, cut).code,
  };
}

/** The parent of a merged unit is the lowest office above all its offices that holds further persons. */
function unitGroup(wave: WaveTree, tree: OfficeTree<WaveOffice>, index: UnitIndex): PersonGroup {
  const unit = at(wave.units, index);
  const [first = ''] = unit.offices;
  const own = tree.get(first);
  const above = [...(own ? [own] : []), ...tree.ancestors(first)].find(({ code }) => {
    const codes = new Set(tree.subtree(code).map((office) => office.code));
    return unit.offices.every((office) => codes.has(office)) && codes.size > unit.offices.length;
  });
  return {
    id: groupId('own', unit.code),
    code: unit.code,
    scope: 'own',
    level: null,
    units: [index],
    headcount: unit.headcount,
    parent: above ? groupId('subtree', above.code) : null,
    rolledUpTo: null,
  };
}

function unitsTouching(units: ListBy<UnitIndex, WaveUnit>, codes: ReadonlySet<string>): UnitIndex[] {
  return indexesOf(units).filter((unit) => at(units, unit).offices.some((code) => codes.has(code)));
}

function sumOrNull(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
}
