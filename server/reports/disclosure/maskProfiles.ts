/**
 * The four passes of k-anonymity within one office, on profiles with a number of persons each: one value is masked where that
 * suffices, then two, then three, then all. Values are small whole numbers here and a set of them is one number, so that a hundred
 * thousand profiles take a second; nothing depends on how many persons a profile has.
 */

/** The file cannot be made without a row that stands out. */
export class CannotAnonymise extends Error {
  override name = 'CannotAnonymise';
}

export interface WeightedProfile {
  /** Null: not given. */
  values: readonly (string | null)[];
  n: number;
}

export interface MaskedProfiles {
  /** The values to publish, profile by profile. */
  values: (string | null)[][];
  /** Persons of whom one, two, three or all values were masked. */
  masked: { one: number; two: number; three: number; all: number };
  /** Persons of the smallest class. */
  smallestClass: number;
}

/** Profiles that look the same. */
interface Class {
  key: number;
  /** A code a question; 0: not given or masked. */
  codes: readonly number[];
  n: number;
  members: number[];
}
type Classes = Map<number, Class>;

/** @throws CannotAnonymise when there are fewer than k persons in all */
export function maskProfiles(profiles: readonly WeightedProfile[], k: number): MaskedProfiles {
  const code = coding(profiles);
  const classes: Classes = new Map();
  for (const [member, { values, n }] of profiles.entries()) {
    const codes = values.map((value, question) => code.of(question, value));
    join(classes, { key: code.key(codes), codes, n, members: [member] });
  }
  const masked = {
    one: maskPass(classes, code, k, 1),
    two: maskPass(classes, code, k, 2),
    three: maskPass(classes, code, k, 3),
    all: maskAll(classes, k),
  };
  const values: (string | null)[][] = [];
  let smallestClass = Number.POSITIVE_INFINITY;
  for (const { codes, members, n } of classes.values()) {
    const shown = codes.map((each, question) => code.value(question, each));
    for (const member of members) values[member] = shown;
    smallestClass = Math.min(smallestClass, n);
  }
  return { values, masked, smallestClass };
}

type Coding = ReturnType<typeof coding>;

function coding(profiles: readonly WeightedProfile[]) {
  const width = profiles[0]?.values.length ?? 0;
  const known = Array.from({ length: width }, () => new Map<string | null, number>([[null, 0]]));
  for (const { values } of profiles) {
    for (const [question, value] of values.entries()) {
      const codes = known[question]!;
      if (!codes.has(value)) codes.set(value, codes.size);
    }
  }
  const weights: number[] = [];
  let span = 1;
  for (const codes of known) {
    weights.push(span);
    span *= codes.size;
  }
  if (!Number.isSafeInteger(span)) throw new CannotAnonymise('there are too many background questions');
  const lists = known.map((codes) => [...codes.keys()]);
  return {
    of: (question: number, value: string | null) => known[question]!.get(value)!,
    value: (question: number, code: number) => lists[question]![code]!,
    key: (codes: readonly number[]) => codes.reduce((sum, code, i) => sum + code * weights[i]!, 0),
    weights,
  };
}

function join(classes: Classes, from: Class): void {
  const target = classes.get(from.key);
  if (!target) {
    classes.set(from.key, from);
    return;
  }
  target.n += from.n;
  for (const member of from.members) target.members.push(member);
}

function move(classes: Classes, from: Class, key: number, codes: readonly number[]): void {
  classes.delete(from.key);
  join(classes, { ...from, key, codes });
}

/** All ways to pick `count` of the positions. */
function picks(positions: readonly number[], count: number): number[][] {
  if (count === 0) return [[]];
  return positions.flatMap((position, i) =>
    picks(positions.slice(i + 1), count - 1).map((rest) => [position, ...rest]),
  );
}

/** One pass: small classes that together reach k when `count` of their values are masked go there, the largest gathering first. */
function maskPass(classes: Classes, { weights }: Coding, k: number, count: number): number {
  const waysOf = picksByGiven(count);
  let moved = 0;
  for (;;) {
    const before = moved;
    const small = new Set([...classes.values()].filter(({ n }) => n < k));
    for (const { key, from, picked } of gatherings(classes, small, waysOf, weights, k)) {
      if (!from.every((each) => small.has(each)) || personsAt(classes, key, from) < k) continue;
      for (const each of from) {
        small.delete(each);
        moved += each.n;
        move(
          classes,
          each,
          key,
          each.codes.map((code, i) => (picked.includes(i) ? 0 : code)),
        );
      }
    }
    if (moved === before) return moved;
  }
}

/** The picks among the given values of a class, worked out once for each set of given values. */
function picksByGiven(count: number) {
  const known = new Map<number, number[][]>();
  return (codes: readonly number[]): number[][] => {
    let name = 0;
    for (let i = 0; i < codes.length; i += 1) name = 2 * name + (codes[i] === 0 ? 0 : 1);
    let found = known.get(name);
    if (!found) {
      found = picks(
        codes.flatMap((code, i) => (code === 0 ? [] : [i])),
        count,
      );
      known.set(name, found);
    }
    return found;
  };
}

interface Gathering {
  key: number;
  from: Class[];
  /** Questions that are masked there. */
  picked: number[];
}

/** Where small classes would meet, in numbers of k or more, if some of their values were masked; the largest first. */
function gatherings(
  classes: Classes,
  small: ReadonlySet<Class>,
  waysOf: (codes: readonly number[]) => number[][],
  weights: readonly number[],
  k: number,
): Gathering[] {
  const persons = new Map<number, number>();
  const places: number[] = [];
  for (const { key, codes, n } of small) {
    for (const picked of waysOf(codes)) {
      let place = key;
      for (const i of picked) place -= codes[i]! * weights[i]!;
      places.push(place);
      persons.set(place, (persons.get(place) ?? classes.get(place)?.n ?? 0) + n);
    }
  }
  const found = new Map<number, Gathering>();
  let at = 0;
  for (const from of small) {
    for (const picked of waysOf(from.codes)) {
      const key = places[at]!;
      at += 1;
      if (persons.get(key)! < k) continue;
      const gathering = found.get(key);
      if (gathering) gathering.from.push(from);
      else found.set(key, { key, from: [from], picked });
    }
  }
  return [...found.values()].sort((a, b) => persons.get(b.key)! - persons.get(a.key)!);
}

const personsAt = (classes: Classes, key: number, from: readonly Class[]) =>
  from.reduce((sum, { n }) => sum + n, classes.get(key)?.n ?? 0);

/** The last pass: all values; where even that is too few persons, the smallest other classes are masked with them. */
function maskAll(classes: Classes, k: number): number {
  let moved = 0;
  const open = [...classes.values()].filter(({ key }) => key !== 0).sort((a, b) => a.n - b.n);
  for (const next of open) {
    const allMasked = classes.get(0)?.n ?? k;
    if (next.n >= k && allMasked >= k) return moved;
    moved += next.n;
    move(
      classes,
      next,
      0,
      next.codes.map(() => 0),
    );
  }
  if ((classes.get(0)?.n ?? k) < k) throw new CannotAnonymise(`there are fewer than ${k} rows`);
  return moved;
}
