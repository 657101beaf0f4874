/**
 * Which demographics of which profile of one office the file shows: first the four passes of k-anonymity, then the same for profiles
 * whose few persons all gave the same answer, which would tell it of each of them.
 */
import { boundedBelow, tellsAt } from '../disclosure/boundDistribution.ts';
import { CannotAnonymise } from '../disclosure/cannotAnonymise.ts';
import { maskProfiles } from '../disclosure/maskProfiles.ts';

export interface Profile {
  values: readonly (string | null)[];
  n: number;
  /** Persons by item and point, at `places`, in whole aligned 32-bit words (see `FineClass`). */
  counts: Uint8Array;
}

/** Profiles that look the same in the file. */
export interface PublishedClass {
  values: (string | null)[];
  members: number[];
  n: number;
}

type Masked = (string | null)[][];

/**
 * The values to publish, profile by profile of one office.
 * @param places where the counts of each item begin, and their end
 * @throws CannotAnonymise when they cannot be masked enough
 */
export function maskClasses(profiles: readonly Profile[], k: number, places: readonly number[]): Masked {
  const everybody = profiles.map((_, profile) => profile);
  const unmasked = profiles.map(({ values }) => [...values]);
  let masked = anonymised(profiles, unmasked, everybody, k);
  for (const wanted of [2 * k, 4 * k, boundedBelow]) {
    const telling = classesOf(profiles, masked).filter((each) => isTelling(profiles, each, places));
    if (telling.length === 0) return masked;
    const members = telling.flatMap((each) => each.members);
    masked = anonymised(profiles, masked, members, wanted);
  }
  return maskRest(profiles, masked, places);
}

/** Masks some profiles until k persons look alike; where they are fewer they are masked altogether. */
function anonymised(
  profiles: readonly Profile[],
  masked: Masked,
  some: readonly number[],
  k: number,
): Masked {
  const chosen = some.map((profile) => ({ values: masked[profile]!, n: profiles[profile]!.n }));
  const persons = chosen.reduce((sum, { n }) => sum + n, 0);
  const found = persons < k ? null : maskProfiles(chosen, k).values;
  const result = [...masked];
  for (const [at, profile] of some.entries()) {
    result[profile] = found?.[at] ?? result[profile]!.map(() => null);
  }
  return result;
}

export function classesOf(profiles: readonly Profile[], masked: Masked): PublishedClass[] {
  const classes = new Map<string, PublishedClass>();
  // Profiles that were masked together share their values, so most are told by the list itself and not by what is in it.
  const byList = new Map<Masked[number], PublishedClass>();
  for (const [profile, { n }] of profiles.entries()) {
    const values = masked[profile]!;
    const found = byList.get(values) ?? classAt(classes, values);
    byList.set(values, found);
    found.members.push(profile);
    found.n += n;
  }
  return [...classes.values()];
}

function classAt(classes: Map<string, PublishedClass>, values: (string | null)[]): PublishedClass {
  const key = JSON.stringify(values);
  const found = classes.get(key) ?? { values, members: [], n: 0 };
  classes.set(key, found);
  return found;
}

/** Fewer than 100 persons of whom all, or all but one, gave an item the same answer or one on the same side. */
export function isTelling(
  profiles: readonly Profile[],
  { n, members }: Pick<PublishedClass, 'members' | 'n'>,
  places: readonly number[],
): boolean {
  if (n >= boundedBelow) return false;
  // No count of so few persons overflows its byte, so four are added at once.
  const words = Math.ceil(places.at(-1)! / 4);
  const total = new Uint32Array(words);
  for (const profile of members) {
    const { counts } = profiles[profile]!;
    const packed = new Uint32Array(counts.buffer, counts.byteOffset, words);
    for (let word = 0; word < words; word += 1) total[word]! += packed[word]!;
  }
  const counts = new Uint8Array(total.buffer);
  return places.some((end, at) => at > 0 && tellsAt(counts, places[at - 1]!, end));
}

/** Masks what still tells altogether, and with it the smallest profiles until the masked ones tell nothing either. */
function maskRest(profiles: readonly Profile[], masked: Masked, places: readonly number[]): Masked {
  const result = [...masked];
  for (;;) {
    const classes = classesOf(profiles, result);
    const telling = classes.find((each) => isTelling(profiles, each, places));
    if (!telling) return result;
    const isOpen = ({ values }: PublishedClass) => values.some((value) => value !== null);
    const next = isOpen(telling) ? telling : classes.filter(isOpen).sort((a, b) => a.n - b.n)[0];
    if (!next) throw new CannotAnonymise('nearly all of an office gave an item the same answer');
    for (const profile of next.members) result[profile] = result[profile]!.map(() => null);
  }
}
