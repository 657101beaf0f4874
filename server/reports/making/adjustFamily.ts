/**
 * Benjamini and Hochberg's adjustment (1995) of a family some of whose members are groups below the minimum. They count like all others, in
 * the size of the family and in every rank. But an adjusted p may be another member's p times m/rank: were that such a group's, its exact
 * p, and from whole answers its mean, would follow. So the smallest value further up is sought among the others only: never smaller than
 * the plain adjustment, and equal to it wherever no such group is the one that decides.
 */
export interface FamilyMember {
  p: number | null;
  isBelowMinimum: boolean;
}

/** Adjusted p values in the order of the members; null where there is no p. */
export function adjustFamily(family: readonly FamilyMember[]): (number | null)[] {
  const ranked = family
    .flatMap(({ p, isBelowMinimum }, member) => (p === null ? [] : [{ member, isBelowMinimum, p }]))
    .sort((a, b) => a.p - b.p);
  const adjusted: (number | null)[] = family.map(() => null);
  let smallest = 1;
  for (const [place, { member, isBelowMinimum, p }] of [...ranked.entries()].reverse()) {
    const own = Math.min(1, p * (ranked.length / (place + 1)));
    if (!isBelowMinimum) smallest = Math.min(smallest, own);
    adjusted[member] = Math.min(smallest, own);
  }
  return adjusted;
}
