/** Profiles that look alike form one class, found by its key; a class whose values change joins the class that already has them. */

/** Profiles that look alike. */
export interface ProfileClass {
  key: number;
  /** One code for each question; 0: not given or masked. */
  codes: readonly number[];
  n: number;
  members: number[];
}
export type ProfileClasses = Map<number, ProfileClass>;

/** Adds a class, merging it into the class with the same key where there is one. */
export function addToClass(classes: ProfileClasses, from: ProfileClass): void {
  const target = classes.get(from.key);
  if (!target) {
    classes.set(from.key, from);
    return;
  }
  target.n += from.n;
  for (const member of from.members) target.members.push(member);
}

/** Gives a class other codes, and so another key. */
export function moveClass(
  classes: ProfileClasses,
  from: ProfileClass,
  key: number,
  codes: readonly number[],
): void {
  classes.delete(from.key);
  addToClass(classes, { key, codes, n: from.n, members: from.members });
}
