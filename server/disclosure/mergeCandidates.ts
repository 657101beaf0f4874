/** Finds where small classes would merge if some of their values were masked: the candidates of one pass of k-anonymity. */
import type { KeyNumbers } from './keyNumbers.ts';
import type { ProfileClass, ProfileClasses } from './profileClasses.ts';

/** All ways to mask `count` of the given values of a class, worked out once for each set of given values. */
export function combinationsByGiven(count: number) {
  const known = new Map<number, number[][]>();
  return (codes: readonly number[]): number[][] => {
    let name = 0;
    for (let i = 0; i < codes.length; i += 1) name = 2 * name + (codes[i] === 0 ? 0 : 1);
    let found = known.get(name);
    if (!found) {
      found = combinations(
        codes.flatMap((code, i) => (code === 0 ? [] : [i])),
        count,
      );
      known.set(name, found);
    }
    return found;
  };
}

interface MergeCandidate {
  key: number;
  from: ProfileClass[];
  /** Questions that are masked there. */
  picked: number[];
}

/**
 * Where small classes would merge into k persons or more if some of their values were masked; the largest first.
 * @param numbers numbers the keys, so that each way is looked up once; its earlier content is discarded
 */
export function mergeCandidates(
  classes: ProfileClasses,
  small: ReadonlySet<ProfileClass>,
  waysOf: (codes: readonly number[]) => number[][],
  { weights, k, numbers }: { weights: readonly number[]; k: number; numbers: KeyNumbers },
): MergeCandidate[] {
  numbers.clear();
  const persons: number[] = [];
  for (const { key, n } of classes.values()) persons[numbers.of(key)] = n;
  const ways: number[] = [];
  for (const each of small) {
    for (const picked of waysOf(each.codes)) {
      const number = numbers.of(masked(each, picked, weights));
      if (number === persons.length) persons.push(each.n);
      else persons[number]! += each.n;
      ways.push(number);
    }
  }
  const found = new Map<number, MergeCandidate>();
  let at = 0;
  for (const from of small) {
    for (const picked of waysOf(from.codes)) {
      const number = ways[at]!;
      at += 1;
      if (persons[number]! < k) continue;
      const gathering = found.get(number);
      if (gathering) gathering.from.push(from);
      else found.set(number, { key: masked(from, picked, weights), from: [from], picked });
    }
  }
  return [...found].sort(([a], [b]) => persons[b]! - persons[a]!).map(([, gathering]) => gathering);
}

/** The key of a class when the picked values of it are masked. */
function masked({ key, codes }: ProfileClass, picked: readonly number[], weights: readonly number[]): number {
  let place = key;
  for (let at = 0; at < picked.length; at += 1) place -= codes[picked[at]!]! * weights[picked[at]!]!;
  return place;
}

/** All combinations of `count` of the positions. */
function combinations(positions: readonly number[], count: number): number[][] {
  if (count === 0) return [[]];
  return positions.flatMap((position, i) =>
    combinations(positions.slice(i + 1), count - 1).map((rest) => [position, ...rest]),
  );
}
