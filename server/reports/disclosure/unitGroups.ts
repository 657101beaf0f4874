/**
 * The groups that can be spoken of when the smallest sets of persons are reporting units: own(unit), and subtree(office) where no
 * unit reaches across the edge of that subtree. (Where one does, the office is reported within that unit alone.)
 */
import type { Group } from './laminarForest.ts';
import type { ReportingUnit, UnitOffice } from './reportingUnits.ts';

export interface UnitGroups {
  /** Ids `own <unit code>` and `subtree <office code>`; atoms are positions in the list of units. */
  groups: Group[];
  /** For each office, the code of the unit its own staff is reported in. */
  unitOf: ReadonlyMap<string, string>;
}

/** The id of a unit's own people. */
function ownGroup(unitCode: string): string {
  return `own ${unitCode}`;
}

/** The id of everyone in an office and below it. */
function subtreeGroup(officeCode: string): string {
  return `subtree ${officeCode}`;
}

/** @throws RangeError when an office is in no unit */
export function unitGroups(
  offices: readonly Pick<UnitOffice, 'code' | 'parent'>[],
  units: readonly Pick<ReportingUnit, 'code' | 'offices'>[],
): UnitGroups {
  const atomOf = new Map(units.flatMap((unit, atom) => unit.offices.map((code) => [code, atom] as const)));
  const parentOf = new Map(offices.map(({ code, parent }) => [code, parent]));
  const below = new Map<string, string[]>(offices.map(({ code }) => [code, []]));
  for (const { code } of offices) {
    if (!atomOf.has(code)) throw new RangeError(`Office ${code} is in no reporting unit`);
    const passed = new Set<string>();
    for (
      let at: string | null | undefined = code;
      at && below.has(at) && !passed.has(at);
      at = parentOf.get(at)
    ) {
      passed.add(at);
      below.get(at)!.push(code);
    }
  }
  const subtrees = offices.flatMap(({ code }) => {
    const inside = new Set(below.get(code));
    const atoms = [...new Set([...inside].map((office) => atomOf.get(office)!))];
    const isWhole = atoms.every((atom) => units[atom]!.offices.every((office) => inside.has(office)));
    return isWhole ? [{ id: subtreeGroup(code), atoms }] : [];
  });
  const own = units.map((unit, atom) => ({ id: ownGroup(unit.code), atoms: [atom] }));
  const unitOf = new Map([...atomOf].map(([code, atom]) => [code, units[atom]!.code]));
  return { groups: [...own, ...subtrees], unitOf };
}
