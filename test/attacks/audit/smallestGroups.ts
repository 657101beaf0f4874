/**
 * The smallest groups of persons that colleagues can tell apart: reporting unit × whole background profile. Who is there is known in the
 * office, so the attacker knows how many people each has, and that a profile without people is empty.
 */
import type { Instrument } from '../../../server/instruments/instrument.ts';
import type { Person } from './inventedProvince.ts';
import type { Documents } from './publishedDocuments.ts';

export interface SmallestGroup {
  unit: string;
  background: readonly string[];
  people: Person[];
}

export interface KnownPeople {
  groups: SmallestGroup[];
  questions: { id: string; options: string[] }[];
  /** Positions of the groups of some units that fit. */
  of(units: ReadonlySet<string>, fits?: (background: readonly string[]) => boolean): number[];
  /** Units of a report's group, or none where it has no numbers of its own. */
  unitsOf(scope: 'own' | 'subtree', office: string): Set<string>;
}

export function knownPeople(
  { offices, units }: Pick<Documents, 'offices' | 'units'>,
  { demographics }: Instrument,
  people: readonly Person[],
): KnownPeople {
  const unitOf = new Map(units.flatMap(({ code, offices: members }) => members.map((each) => [each, code])));
  const byName = new Map<string, SmallestGroup>();
  for (const person of people) {
    const unit = unitOf.get(person.office)!;
    const name = [unit, ...person.background].join(' ');
    const group = byName.get(name) ?? { unit, background: person.background, people: [] };
    group.people.push(person);
    byName.set(name, group);
  }
  const groups = [...byName.values()];
  return {
    groups,
    questions: demographics.map(({ id, options }) => ({ id, options: options.map((each) => each.id) })),
    of: (wanted, fits = () => true) =>
      groups.flatMap(({ unit, background }, at) => (wanted.has(unit) && fits(background) ? [at] : [])),
    unitsOf(scope, office) {
      const inside = new Set(scope === 'own' ? [office] : below(offices, office));
      const isInside = (members: string[]) => members.every((each) => inside.has(each));
      const whole = units.filter(({ code, offices: members }) => code === office || isInside(members));
      return new Set(whole.map(({ code }) => code));
    },
  };
}

/** An office and all below it. */
function below(offices: Documents['offices'], top: string): string[] {
  const children = offices.filter(({ parent }) => parent === top).flatMap(({ code }) => below(offices, code));
  return [top, ...children];
}

/** Where one of several options was chosen. */
export const chose = (question: number, option: string) => (background: readonly string[]) =>
  background[question] === option;
