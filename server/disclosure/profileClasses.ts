/** Profiles that look the same are one class, found by its key; when a class gets other values it joins the one that has them. */

/** Profiles that look the same. */
export interface ProfileClass {
  key: number;
  /** A code a question; 0: not given or masked. */
  codes: readonly number[];
  n: number;
  members: number[];
}
export type ProfileClasses = Map<number, ProfileClass>;

/** Adds a class to the one with its key, where there is one. */
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
