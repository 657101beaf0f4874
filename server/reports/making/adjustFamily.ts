/**
 * Benjamini and Hochberg's adjustment (1995) of a family that contains groups below the minimum. Such groups count like all others in the
 * size of the family and in every rank. But an adjusted p may equal another member's p times m/rank: from that of a small group a reader
 * could compute its exact p, and from whole answers its mean. So the minimum over higher ranks is taken over the other groups only: the
 * result is never smaller than the plain adjustment, and equals it wherever no small group determines it.
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
