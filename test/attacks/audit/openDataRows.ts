/**
 * Open data as rows: all lines with the same office and background are one class, whose sums anybody can add up. Everybody of one profile
 * in one office is in one class; which profiles a masked class holds follows from how many people each has, where that leaves one way.
 */
import { parse } from 'csv-parse/sync';
import type { AuditedMeasure } from './measures.ts';
import type { Documents } from './publishedDocuments.ts';
import type { ShownRow } from './shownRows.ts';
import type { KnownPeople } from './smallestGroups.ts';

interface OpenClass {
  office: string;
  background: string[];
  lines: (number | null)[][];
}

function classesIn(text: string, { questions }: KnownPeople, items: readonly string[]): OpenClass[] {
  const found = new Map<string, OpenClass>();
  for (const line of parse(text, { columns: true }) as Record<string, string>[]) {
    const background = questions.map(({ id }) => line[id] ?? '');
    const name = [line.office, ...background].join(' ');
    const each = found.get(name) ?? { office: line.office!, background, lines: [] };
    each.lines.push(items.map((id) => (/^\d+$/.test(line[id] ?? '') ? Number(line[id]) : null)));
    found.set(name, each);
  }
  return [...found.values()];
}

/** The people of one profile who share a code in the file. */
interface Profile {
  groups: number[];
  background: readonly string[];
  people: number;
}

export function openDataRows(
  text: string | null,
  offices: Documents['offices'],
  known: KnownPeople,
  measures: readonly AuditedMeasure[],
): ShownRow[] {
  if (text === null) return [];
  const items = measures.filter(({ kind }) => kind === 'item').map(({ id }) => id);
  const classes = classesIn(text, known, items);
  const codes = [...new Set(classes.map(({ office }) => office))];
  return codes.flatMap((code) => {
    const inCode = classes.filter(({ office }) => office === code);
    const profiles = profilesOf(known, unitsUnder(code, codes, offices, known));
    const lines = inCode.reduce((sum, each) => sum + each.lines.length, 0);
    if (lines !== profiles.reduce((sum, { people }) => sum + people, 0)) return [];
    return rowsOf(inCode, placed(inCode, profiles), measures);
  });
}

/** Offices with too few lines stand under the code of the next office above that has one. */
function unitsUnder(
  code: string,
  codes: readonly string[],
  offices: Documents['offices'],
  { groups }: KnownPeople,
): Set<string> {
  const codeOf = (unit: string): string | null => {
    let at: string | null = unit.replace(/\.(small|all)\d*$/, '');
    if (codes.includes(unit)) return unit;
    while (at !== null && !codes.includes(at)) at = offices.find((each) => each.code === at)?.parent ?? null;
    return at;
  };
  return new Set(groups.map(({ unit }) => unit).filter((unit) => codeOf(unit) === code));
}

function profilesOf({ groups }: KnownPeople, units: ReadonlySet<string>): Profile[] {
  const found = new Map<string, Profile>();
  for (const [at, { unit, background, people }] of groups.entries()) {
    if (!units.has(unit)) continue;
    const name = background.join(' ');
    const profile = found.get(name) ?? { groups: [], background, people: 0 };
    profile.groups.push(at);
    profile.people += people.length;
    found.set(name, profile);
  }
  return [...found.values()];
}

/** The profiles of each class, or null where there are several ways. */
function placed(classes: readonly OpenClass[], profiles: readonly Profile[]): (Profile[] | null)[] {
  const mayHold = ({ background }: OpenClass, profile: Profile) =>
    background.every((option, at) => option === '' || option === profile.background[at]);
  const isWhole = ({ background, lines }: OpenClass, profile: Profile) =>
    background.every((option, at) => option === profile.background[at]) && lines.length === profile.people;
  const members: Profile[][] = classes.map(() => []);
  let open = profiles.filter((profile) => {
    const at = classes.findIndex((each) => isWhole(each, profile));
    if (at >= 0) members[at]!.push(profile);
    return at < 0;
  });
  const left = (at: number) =>
    classes[at]!.lines.length - members[at]!.reduce((sum, { people }) => sum + people, 0);
  for (let before = -1; before !== open.length; ) {
    before = open.length;
    open = open.filter((profile) => {
      const ways = classes.flatMap((each, at) =>
        mayHold(each, profile) && left(at) >= profile.people ? [at] : [],
      );
      if (ways.length === 1) members[ways[0]!]!.push(profile);
      return ways.length !== 1;
    });
    // What fills a class to the last person is in it.
    for (const at of classes.keys()) {
      const may = open.filter((profile) => mayHold(classes[at]!, profile));
      if (left(at) > 0 && may.reduce((sum, { people }) => sum + people, 0) === left(at)) {
        members[at]!.push(...may);
        open = open.filter((profile) => !may.includes(profile));
      }
    }
  }
  return classes.map((_, at) => (left(at) === 0 ? members[at]! : null));
}

function rowsOf(
  classes: readonly OpenClass[],
  members: readonly (Profile[] | null)[],
  measures: readonly AuditedMeasure[],
): ShownRow[] {
  return classes.flatMap(({ background, lines }, at) => {
    const inside = members[at];
    if (!inside) return [];
    return measures.flatMap((measure): ShownRow[] => {
      const scores = lines.map((line) => measure.score(line)).filter((score) => score !== null);
      const n = scores.length;
      if (n === 0) return [];
      const mean = scores.reduce((sum, score) => sum + score, 0) / n;
      const squares = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0);
      return [
        {
          measure: measure.id,
          groups: inside.flatMap(({ groups }) => groups),
          n,
          mean,
          sd: n < 2 ? null : Math.sqrt(squares / (n - 1)),
          span: [Math.min(...scores), Math.max(...scores)],
          isRounded: false,
          source: 'openData',
          name: `open data ${background.join('/')}`,
        },
      ];
    });
  });
}
