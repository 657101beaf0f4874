/**
 * Which background answers of each profile of one office the file shows: first the four passes of k-anonymity, then further passes for
 * profiles whose few persons all gave the same answer, since the file would reveal that answer for each of them.
 */
import { boundedBelow, isRevealingAt } from '../disclosure/boundDistribution.ts';
import { CannotAnonymise } from '../disclosure/cannotAnonymise.ts';
import type { Masker } from '../disclosure/maskProfiles.ts';
import { type PointCounts, wordsPerProfile } from './countUnitProfiles.ts';

export interface Profile {
  /** Its values as one number, 0 where nothing was given (see `profileKeys`). */
  key: number;
  n: number;
  counts: PointCounts;
}

/** Profiles that look alike in the file. */
export interface PublishedClass {
  key: number;
  members: number[];
  n: number;
}

export interface Masking {
  /** Persons who must look alike. */
  k: number;
  mask: Masker;
  /** Where the counts of each item begin, and their end. */
  places: readonly number[];
}

/** One key for each profile. */
type Masked = number[];
const allMasked = 0;

/**
 * The values to publish, profile by profile of one office.
 * @throws CannotAnonymise when they cannot be masked enough
 */
export function maskOfficeProfiles(profiles: readonly Profile[], masking: Masking): Masked {
  const { k, mask, places } = masking;
  const everybody = profiles.map((_, profile) => profile);
  const unmasked = profiles.map(({ key }) => key);
  let masked = anonymised(profiles, unmasked, { members: everybody, k, mask });
  for (const wanted of [2 * k, 4 * k, boundedBelow]) {
    const revealing = publishedClassesOf(profiles, masked).filter((each) =>
      isClassRevealing(profiles, each, places),
    );
    if (revealing.length === 0) return masked;
    const members = revealing.flatMap((each) => each.members);
    masked = anonymised(profiles, masked, { members, k: wanted, mask });
  }
  return maskRest(profiles, masked, places);
}

/** Masks some of the profiles until k persons look alike; where there are fewer persons than that, masks all their values. */
function anonymised(
  profiles: readonly Profile[],
  masked: Masked,
  { members, k, mask }: { members: readonly number[]; k: number; mask: Masker },
): Masked {
  const chosen = members.map((profile) => ({ key: masked[profile]!, n: profiles[profile]!.n }));
  const persons = chosen.reduce((sum, { n }) => sum + n, 0);
  const found = persons < k ? null : mask(chosen, k).keys;
  const result = [...masked];
  for (const [at, profile] of members.entries()) result[profile] = found?.[at] ?? allMasked;
  return result;
}

export function publishedClassesOf(profiles: readonly Profile[], masked: Masked): PublishedClass[] {
  const classes = new Map<number, PublishedClass>();
  for (const [profile, { n }] of profiles.entries()) {
    const key = masked[profile]!;
    let found = classes.get(key);
    if (!found) {
      found = { key, members: [], n: 0 };
      classes.set(key, found);
    }
    found.members.push(profile);
    found.n += n;
  }
  return [...classes.values()];
}

/** True for fewer than 100 persons of whom all, or all but one, gave an item the same answer or answers on the same side. */
export function isClassRevealing(
  profiles: readonly Profile[],
  { n, members }: Pick<PublishedClass, 'members' | 'n'>,
  places: readonly number[],
): boolean {
  if (n >= boundedBelow) return false;
  // No count of so few persons overflows its byte, so four are added at once.
  const total = new Uint32Array(wordsPerProfile(places));
  for (const profile of members) {
    const { words, start } = profiles[profile]!.counts;
    for (let word = 0; word < total.length; word += 1) total[word]! += words[start + word]!;
  }
  const counts = new Uint8Array(total.buffer);
  return places.some((end, at) => at > 0 && isRevealingAt(counts, places[at - 1]!, end));
}

/** Masks all values of what is still revealing, and of the smallest other profiles until the masked ones reveal nothing either. */
function maskRest(profiles: readonly Profile[], masked: Masked, places: readonly number[]): Masked {
  const result = [...masked];
  for (;;) {
    const classes = publishedClassesOf(profiles, result);
    const revealing = classes.find((each) => isClassRevealing(profiles, each, places));
    if (!revealing) return result;
    const isOpen = ({ key }: PublishedClass) => key !== allMasked;
    const next = isOpen(revealing) ? revealing : classes.filter(isOpen).sort((a, b) => a.n - b.n)[0];
    if (!next) throw new CannotAnonymise('nearly all of an office gave an item the same answer');
    for (const profile of next.members) result[profile] = allMasked;
  }
}
