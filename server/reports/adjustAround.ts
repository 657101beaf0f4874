/**
 * Benjamini and Hochberg's adjustment (1995) of a family some of whose members are hidden. They count like all others. But an adjusted
 * p may be another member's p times m/rank: were that one hidden, its exact p, and from whole answers its mean, would follow. And the
 * place of a large p tells how close a mean is to everyone else's (0.9: within a few points). So beside hidden members no adjusted p
 * is given that rests on one of them, nor any of a p over `vagueFrom`; `mark` is judged by the value without them.
 */
import { benjaminiHochberg } from '../statistics/adjustP.ts';

export interface FamilyMember {
  p: number | null;
  isHidden: boolean;
}

export interface AdjustedP {
  /** null where there is no p, or where it must not be given. */
  shown: number | null;
  /** Never smaller than the plain adjustment. */
  judged: number | null;
}

const vagueFrom = 0.5;

/** In the order of the members. */
export function adjustAround(family: readonly FamilyMember[]): AdjustedP[] {
  const plain = benjaminiHochberg(family.map(({ p }) => p));
  if (!family.some(({ p, isHidden }) => isHidden && p !== null)) {
    return plain.map((p) => ({ shown: p, judged: p }));
  }
  const judged = withoutSteppingOnHidden(family);
  return family.map(({ p }, member) => {
    const isTelling = p === null || p > vagueFrom || judged[member] !== plain[member];
    return { shown: isTelling ? null : plain[member]!, judged: judged[member]! };
  });
}

/** Ranks are those among all; the smallest value further up is sought among shown members only. */
function withoutSteppingOnHidden(family: readonly FamilyMember[]): (number | null)[] {
  const ranked = family
    .flatMap(({ p, isHidden }, member) => (p === null ? [] : [{ member, isHidden, p }]))
    .sort((a, b) => a.p - b.p);
  const adjusted: (number | null)[] = family.map(() => null);
  let smallest = 1;
  for (const [place, { member, isHidden, p }] of [...ranked.entries()].reverse()) {
    const own = Math.min(1, p * (ranked.length / (place + 1)));
    if (!isHidden) smallest = Math.min(smallest, own);
    adjusted[member] = Math.min(smallest, own);
  }
  return adjusted;
}
