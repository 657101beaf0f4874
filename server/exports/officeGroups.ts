/**
 * Decides under which office code each response appears in open data. Groups under 300 responses are merged upwards; then groups are
 * joined further until subtracting shown groups from a group of the file reveals nothing that the reports hide.
 */
import { isRevealing, revealingClasses } from '../disclosure/boundDistribution.ts';
import { CannotAnonymise } from '../disclosure/cannotAnonymise.ts';
import { rangeOfHidden } from '../disclosure/hideUntilSafe.ts';
import { mergeOffices } from '../disclosure/mergeOffices.ts';
import type { FrozenWave } from '../reports/making/waveStatistics.ts';
import { personGroupsOf } from '../reports/personGroups.ts';
import type { KnownMeasure, ReaderKnowledge } from './readerKnowledge.ts';

/** Groups with fewer responses are merged upwards. */
export const minGroupRows = 300;
/** How many points of 0..100 the bounds of a hidden mean must stay apart. */
const minRange = 20;

type Atoms = readonly number[];

export interface OfficeGroup {
  /** The code that its rows carry. */
  code: string;
  /** Indexes of its units. */
  units: number[];
  /** False where the background questions asked of its units would tell the units apart. */
  hasDemographics: boolean;
}

/**
 * @param rows responses by index of the unit
 * @throws CannotAnonymise when even a single group of everyone would reveal what the reports hide
 */
export function officeGroups(
  wave: FrozenWave,
  rows: readonly number[],
  shape: ReaderKnowledge,
): OfficeGroup[] {
  let groups = merged(wave, rows);
  const alone = new Set<Draft>();
  for (;;) {
    const next = joinOne(wave, groups, shape, alone);
    if (next === null) break;
    groups = next;
  }
  return groups.map((group) => ({ ...group, hasDemographics: !strataReveal(wave, group.units, shape) }));
}

type Draft = Pick<OfficeGroup, 'code' | 'units'>;

function merged(wave: FrozenWave, rows: readonly number[]): Draft[] {
  const found = wave.units.map(({ code }, unit) => [code, rows[unit]!] as const);
  const targets = mergeOffices(
    new Map(found.filter(([, count]) => count > 0)),
    parentsOf(wave),
    minGroupRows,
  );
  const groups = new Map<string, number[]>();
  for (const [unit, { code }] of wave.units.entries()) {
    const target = targets.get(code);
    if (target !== undefined) groups.set(target, [...(groups.get(target) ?? []), unit]);
  }
  return [...groups].map(([code, units]) => ({ code, units }));
}

/** The code above each office and above each unit of several offices. */
function parentsOf(wave: FrozenWave): Map<string, string | null> {
  const units = personGroupsOf(wave).filter(({ level }) => level === null);
  return new Map([
    ...wave.offices.map(({ code, parent }) => [code, parent] as const),
    ...units.map(({ code, parent }) => [code, parent?.replace(/^subtree:/, '') ?? null] as const),
  ]);
}

/**
 * Joins one group that must not stand alone to others; null when every group may stand alone.
 * @param alone groups already found to be safe on their own; new ones are added here
 */
function joinOne(
  wave: FrozenWave,
  groups: Draft[],
  shape: ReaderKnowledge,
  alone: Set<Draft>,
): Draft[] | null {
  for (const group of groups) {
    if (alone.has(group)) continue;
    const crossed = crossedBy(group.units, shape);
    const partners = crossed
      ? groups.filter((other) => other !== group && overlaps(other.units, crossed))
      : revealsHidden(group.units, shape)
        ? [neighbour(wave, groups, group)]
        : [];
    if (partners.length > 0) return join(groups, group, partners);
    if (!crossed) alone.add(group);
  }
  return null;
}

function join(groups: Draft[], group: Draft, partners: Draft[]): Draft[] {
  const parts = new Set([group, ...partners]);
  const units = [...parts].flatMap((part) => part.units).sort((a, b) => a - b);
  return [...groups.filter((each) => !parts.has(each)), { code: partners[0]!.code, units }];
}

/** The group of the nearest office above that has one, otherwise the one with the fewest units. */
function neighbour(wave: FrozenWave, groups: Draft[], group: Draft): Draft {
  const parents = parentsOf(wave);
  for (let code = parents.get(group.code); code; code = parents.get(code)) {
    const above = groups.find((each) => each.code === code);
    if (above) return above;
  }
  const [smallest] = groups.filter((each) => each !== group).sort((a, b) => a.units.length - b.units.length);
  if (!smallest) throw new CannotAnonymise('the responses together would reveal what the reports hide');
  return smallest;
}

const overlaps = (a: Atoms, b: Atoms) => a.some((atom) => b.includes(atom));
const contains = (whole: Atoms, part: Atoms) => part.every((atom) => whole.includes(atom));

/** A shown group that overlaps these units while neither contains the other. */
function crossedBy(units: Atoms, shape: ReaderKnowledge): Atoms | undefined {
  return shape.shown.find(
    (group) => overlaps(group, units) && !contains(group, units) && !contains(units, group),
  );
}

type Inside = readonly (readonly [id: string, atoms: Atoms])[];

/** Whether subtracting the shown groups from these units reveals people whom the reports hide. */
function revealsHidden(units: Atoms, shape: ReaderKnowledge): boolean {
  const among = new Set(units);
  const inside = [...shape.groups].filter(([, group]) => group.every((unit) => among.has(unit)));
  return shape.measures.some((measure) =>
    [
      { shown: measure.exact, threshold: shape.minimumDetail },
      { shown: measure.given, threshold: shape.minimum },
    ].some(({ shown, threshold }) => isRestRevealing(rest(units, shown, inside), measure, threshold, inside)),
  );
}

/** The units in no shown group. Shown groups inside are nested or disjoint, so nothing else can be derived. */
function rest(units: Atoms, shown: ReadonlySet<string>, inside: Inside): Atoms {
  const covered = new Set<number>();
  for (const [id, group] of inside) {
    if (shown.has(id)) for (const unit of group) covered.add(unit);
  }
  return units.filter((unit) => !covered.has(unit));
}

function isRestRevealing(atoms: Atoms, measure: KnownMeasure, threshold: number, inside: Inside): boolean {
  const n = total(atoms, measure.n);
  if (n === 0) return false;
  if (n < threshold || isNearlyUnanimous(atoms, measure)) return true;
  if (measure.id === 'responses') return false;
  const sum = total(atoms, measure.sum);
  return inside.some(([id, group]) => {
    const h = total(group, measure.n);
    if (h === 0 || h >= threshold || measure.given.has(id) || !contains(atoms, group)) return false;
    return rangeOfHidden(h, n, sum) < minRange;
  });
}

const total = (atoms: Atoms, values: readonly number[]) =>
  atoms.reduce((sum, atom) => sum + values[atom]!, 0);

function isNearlyUnanimous(atoms: Atoms, { counts }: KnownMeasure): boolean {
  if (!counts) return false;
  const points = counts[0]?.length ?? 0;
  const together = Array.from({ length: points }, (_, point) =>
    atoms.reduce((sum, atom) => sum + counts[atom]![point]!, 0),
  );
  return isRevealing(
    together.reduce((sum, count) => sum + count, 0),
    revealingClasses(together),
  );
}

/** Rows that answer a question can only come from units that were asked it, which as good as names those units. */
function strataReveal(wave: FrozenWave, units: readonly number[], shape: ReaderKnowledge): boolean {
  const strata = new Map<string, number[]>();
  for (const unit of units) {
    const asked = [...wave.units[unit]!.demographics].sort().join(' ');
    strata.set(asked, [...(strata.get(asked) ?? []), unit]);
  }
  if (strata.size < 2) return false;
  return [...strata.values()].some(
    (atoms) => crossedBy(atoms, shape) !== undefined || revealsHidden(atoms, shape),
  );
}
