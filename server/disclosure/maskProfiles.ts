/**
 * The four passes of k-anonymity within one office, on profiles that each stand for a number of persons: the first pass masks one value
 * where that suffices, the next two, then three, then all. A hundred thousand profiles take a second, because whole classes move and not
 * persons; the number of persons of a profile makes no difference to the time.
 */
import { CannotAnonymise } from './cannotAnonymise.ts';
import { KeyNumbers } from './keyNumbers.ts';
import { combinationsByGiven, mergeCandidates } from './mergeCandidates.ts';
import { addToClass, moveClass, type ProfileClass, type ProfileClasses } from './profileClasses.ts';
import type { ProfileKeys } from './profileKeys.ts';

export interface WeightedProfile {
  key: number;
  n: number;
}

export interface MaskedProfiles {
  /** The keys to publish, profile by profile. */
  keys: number[];
  /** Persons who had one, two, three or all values masked. */
  masked: { one: number; two: number; three: number; all: number };
  /** Persons of the smallest class. */
  smallestClass: number;
}

/** Masks the profiles of one office after the other. @throws CannotAnonymise when there are fewer than k persons in all */
export type Masker = (profiles: readonly WeightedProfile[], k: number) => MaskedProfiles;

export function createMasker(keys: ProfileKeys): Masker {
  const numbers = new KeyNumbers();
  return (profiles, k) => maskProfiles(profiles, { keys, numbers, k });
}

interface Masking {
  keys: ProfileKeys;
  numbers: KeyNumbers;
  k: number;
}

function maskProfiles(profiles: readonly WeightedProfile[], masking: Masking): MaskedProfiles {
  const classes: ProfileClasses = new Map();
  for (const [member, { key, n }] of profiles.entries())
    addToClass(classes, { key, codes: masking.keys.codesOf(key), n, members: [member] });
  const masked = {
    one: maskPass(classes, masking, 1),
    two: maskPass(classes, masking, 2),
    three: maskPass(classes, masking, 3),
    all: maskAll(classes, masking.k),
  };
  const keys: number[] = new Array(profiles.length).fill(0);
  let smallestClass = Number.POSITIVE_INFINITY;
  for (const { key, members, n } of classes.values()) {
    for (const member of members) keys[member] = key;
    smallestClass = Math.min(smallestClass, n);
  }
  return { keys, masked, smallestClass };
}

/** One pass: merges small classes that together reach k when `count` of their values are masked, the largest candidate first. */
function maskPass(classes: ProfileClasses, { keys, numbers, k }: Masking, count: number): number {
  const waysOf = combinationsByGiven(count);
  const options = { weights: keys.weights, k, numbers };
  let moved = 0;
  for (;;) {
    const before = moved;
    const small = new Set([...classes.values()].filter(({ n }) => n < k));
    for (const { key, from, picked } of mergeCandidates(classes, small, waysOf, options)) {
      if (!from.every((each) => small.has(each)) || personsAt(classes, key, from) < k) continue;
      for (const each of from) {
        small.delete(each);
        moved += each.n;
        moveClass(
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

const personsAt = (classes: ProfileClasses, key: number, from: readonly ProfileClass[]) =>
  from.reduce((sum, { n }) => sum + n, classes.get(key)?.n ?? 0);

/** The last pass masks all values; where even that gives too few persons, the smallest other classes are masked with them. */
function maskAll(classes: ProfileClasses, k: number): number {
  let moved = 0;
  const open = [...classes.values()].filter(({ key }) => key !== 0).sort((a, b) => a.n - b.n);
  for (const next of open) {
    const allMasked = classes.get(0)?.n ?? k;
    if (next.n >= k && allMasked >= k) return moved;
    moved += next.n;
    moveClass(
      classes,
      next,
      0,
      next.codes.map(() => 0),
    );
  }
  if ((classes.get(0)?.n ?? k) < k) throw new CannotAnonymise(`there are fewer than ${k} rows`);
  return moved;
}
