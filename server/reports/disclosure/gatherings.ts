/** Where small classes would meet if some of their values were masked: the candidates of one pass of k-anonymity. */
import type { ProfileClass, ProfileClasses } from './profileClasses.ts';

/** The picks among the given values of a class, worked out once for each set of given values. */
export function picksByGiven(count: number) {
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
  from: ProfileClass[];
  /** Questions that are masked there. */
  picked: number[];
}

/** Where small classes would meet, in numbers of k or more, if some of their values were masked; the largest first. */
export function gatherings(
  classes: ProfileClasses,
  small: ReadonlySet<ProfileClass>,
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

/** All ways to pick `count` of the positions. */
function picks(positions: readonly number[], count: number): number[][] {
  if (count === 0) return [[]];
  return positions.flatMap((position, i) =>
    picks(positions.slice(i + 1), count - 1).map((rest) => [position, ...rest]),
  );
}
