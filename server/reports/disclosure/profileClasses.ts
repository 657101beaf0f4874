/**
 * Profiles that look the same are one class. Each value has a small whole number as its code, and all codes of a class make one
 * number, its key: masking a value is a subtraction, and classes that come to look the same find each other by their key.
 */
import { CannotAnonymise } from './cannotAnonymise.ts';

/** Profiles that look the same. */
export interface ProfileClass {
  key: number;
  /** A code a question; 0: not given or masked. */
  codes: readonly number[];
  n: number;
  members: number[];
}
export type ProfileClasses = Map<number, ProfileClass>;

/** What profiles are given as: null stands for a value that was not given. */
type Valued = { values: readonly (string | null)[] };

export type Coding = ReturnType<typeof coding>;

/** @throws CannotAnonymise when the profiles have more combinations than whole numbers */
export function coding(profiles: readonly Valued[]) {
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

/** Adds a class to the one with its key, where there is one. */
export function join(classes: ProfileClasses, from: ProfileClass): void {
  const target = classes.get(from.key);
  if (!target) {
    classes.set(from.key, from);
    return;
  }
  target.n += from.n;
  for (const member of from.members) target.members.push(member);
}

/** Gives a class other codes, and so another key. */
export function move(
  classes: ProfileClasses,
  from: ProfileClass,
  key: number,
  codes: readonly number[],
): void {
  classes.delete(from.key);
  join(classes, { ...from, key, codes });
}
