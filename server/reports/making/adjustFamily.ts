/**
 * Benjamini and Hochberg's adjustment (1995) of a family in which some comparisons are not shown. Those count in the size of the family, as
 * if their p were 1, whatever it is: a p adjusted by that of a hidden group gives it exactly, from that and whole answers its mean and
 * deviation; and its mere place between two shown ones (.92 and .95, say) puts the mean of four people within a few points of everyone
 * else's. Whether they count rests on their people alone, since who all answer alike may have no p. So the result follows from shown p
 * values and the number of comparisons. It is never smaller than the plain adjustment, and equals it where everything is shown.
 */
import { benjaminiHochberg } from '../../statistics/adjustP.ts';

export interface FamilyMember {
  p: number | null;
  isShown: boolean;
  /** Persons on the smaller side; with fewer than two there is nothing to be tested. */
  smallerSide: number;
}

/** Adjusted p values in the order of the members; null where there is no p, and for a comparison that is not shown. */
export function adjustFamily(family: readonly FamilyMember[]): (number | null)[] {
  const counted = family.map(({ p, isShown, smallerSide }) => {
    if (isShown) return p;
    return smallerSide < 2 ? null : 1;
  });
  const adjusted = benjaminiHochberg(counted);
  return family.map(({ isShown }, member) => (isShown ? (adjusted[member] ?? null) : null));
}
