/**
 * Which demographics of which profile the file shows: first the four passes of k-anonymity, then the same for profiles whose few
 * persons all gave the same answer, which would tell it of each of them.
 */
import { boundDistribution, boundedBelow } from '../disclosure/boundDistribution.ts';
import { CannotAnonymise, kAnonymise, type QuasiRow } from '../disclosure/kAnonymise.ts';

export interface Profile {
  office: string;
  values: readonly (string | null)[];
  n: number;
  /** Persons by item and point, at `places`. */
  counts: Uint8Array;
}

/** Profiles that look the same in the file. */
interface PublishedClass {
  office: string;
  members: number[];
  n: number;
}

type Masked = (string | null)[][];

/**
 * The values to publish, profile by profile.
 * @param places where the counts of each item begin, and their end
 * @throws CannotAnonymise when an office cannot be masked enough
 */
export function maskClasses(profiles: readonly Profile[], k: number, places: readonly number[]): Masked {
  let masked = anonymised(
    profiles,
    profiles.map(({ values }) => [...values]),
    all(profiles),
    k,
  );
  for (const wanted of [2 * k, 4 * k, boundedBelow]) {
    const telling = classesOf(profiles, masked).filter((each) => isTelling(profiles, each, places));
    if (telling.length === 0) return masked;
    masked = anonymised(
      profiles,
      masked,
      telling.flatMap(({ members }) => members),
      wanted,
    );
  }
  return maskRest(profiles, masked, places);
}

const all = (profiles: readonly unknown[]) => profiles.map((_, profile) => profile);

/** Masks some profiles office by office until k look alike; those of an office with fewer are masked altogether. */
function anonymised(
  profiles: readonly Profile[],
  masked: Masked,
  some: readonly number[],
  k: number,
): Masked {
  const result = [...masked];
  const byOffice = new Map<string, number[]>();
  for (const profile of some) {
    const { office } = profiles[profile]!;
    byOffice.set(office, [...(byOffice.get(office) ?? []), profile]);
  }
  for (const members of byOffice.values()) {
    const found =
      members.reduce((sum, profile) => sum + profiles[profile]!.n, 0) < k
        ? null
        : pass(profiles, masked, members, k);
    for (const profile of members) {
      result[profile] = found?.get(profile) ?? result[profile]!.map(() => null);
    }
  }
  return result;
}

/** More than k persons of one profile are as good as k, so the passes see no more of each: their work is bounded by profiles. */
function pass(profiles: readonly Profile[], masked: Masked, members: readonly number[], k: number) {
  const width = profiles[0]?.values.length ?? 0;
  const quasiIdentifiers = Array.from({ length: width }, (_, at) => `q${at}`);
  const rows = members.flatMap((profile): QuasiRow[] => {
    const values = Object.fromEntries(masked[profile]!.map((value, at) => [`q${at}`, value]));
    const row = { ...values, office: profiles[profile]!.office, profile: String(profile) };
    return Array.from({ length: Math.min(k, profiles[profile]!.n) }, () => row);
  });
  const { rows: found } = kAnonymise(rows, { k, office: 'office', quasiIdentifiers });
  return new Map(found.map((row) => [Number(row.profile), quasiIdentifiers.map((q) => row[q] ?? null)]));
}

export function classesOf(profiles: readonly Profile[], masked: Masked): PublishedClass[] {
  const classes = new Map<string, PublishedClass>();
  for (const [profile, { office, n }] of profiles.entries()) {
    const key = JSON.stringify([office, ...masked[profile]!]);
    const found = classes.get(key) ?? { office, members: [], n: 0 };
    found.members.push(profile);
    found.n += n;
    classes.set(key, found);
  }
  return [...classes.values()];
}

/** Fewer than 100 persons of whom all, or all but one, gave an item the same answer or one on the same side. */
export function isTelling(
  profiles: readonly Profile[],
  { n, members }: PublishedClass,
  places: readonly number[],
): boolean {
  if (n >= boundedBelow) return false;
  return places.slice(0, -1).some((start, item) => {
    const counts = Array.from({ length: places[item + 1]! - start }, (_, point) =>
      members.reduce((sum, profile) => sum + profiles[profile]!.counts[start + point]!, 0),
    );
    return boundDistribution({ counts }) !== null;
  });
}

/** Masks what still tells altogether, and with it the office's smallest profiles until the masked ones tell nothing either. */
function maskRest(profiles: readonly Profile[], masked: Masked, places: readonly number[]): Masked {
  const result = [...masked];
  for (;;) {
    const classes = classesOf(profiles, result);
    const telling = classes.find((each) => isTelling(profiles, each, places));
    if (!telling) return result;
    const isOpen = ({ members }: PublishedClass) => result[members[0]!]!.some((value) => value !== null);
    const others = classes.filter((each) => each.office === telling.office && isOpen(each));
    const next = isOpen(telling) ? telling : others.sort((a, b) => a.n - b.n)[0];
    if (!next) throw new CannotAnonymise(`nearly all of ${telling.office} gave an item the same answer`);
    for (const profile of next.members) result[profile] = result[profile]!.map(() => null);
  }
}
