/**
 * How far two people agree on whether something is so, beyond what chance alone would give: Cohen's κ (1960), with the large-sample interval of
 * Fleiss, Cohen and Everitt (1969). It falls where nearly everything is so, or nearly nothing, although the two agree: read it beside the share.
 *
 *     κ = (p_o − p_e) / (1 − p_e)
 *
 * Where the two never differ the formula's interval would have no width. Its lower end then comes from the largest share of differences that n
 * comments without one allow (Clopper and Pearson 1934: 1 − .025^(1/n)).
 */
import { requireCount } from './misuse.ts';
import { z975 } from './tails.ts';

/** How many things both said are so, only one of them, neither. */
export interface TwoRaters {
  both: number;
  onlyFirst: number;
  onlySecond: number;
  neither: number;
}

export interface Kappa {
  kappa: number;
  /** Null where one of the two said the same of everything: κ is then 0 whatever the other said. */
  ci95: [number, number] | null;
  /** Share of things of which the two said the same. */
  agreed: number;
}

/**
 * Null for n < 2, and where both said of everything that it is so, or of nothing: chance then agrees as well.
 *
 * @example cohensKappa({ both: 20, onlyFirst: 5, onlySecond: 10, neither: 15 }) // κ .4, [.1510, .6490]
 */
export function cohensKappa({ both, onlyFirst, onlySecond, neither }: TwoRaters): Kappa | null {
  for (const [name, count] of Object.entries({ both, onlyFirst, onlySecond, neither }))
    requireCount(name, count);
  const n = both + onlyFirst + onlySecond + neither;
  if (n < 2) return null;
  const [first, second] = [(both + onlyFirst) / n, (both + onlySecond) / n];
  const agreed = (both + neither) / n;
  const byChance = first * second + (1 - first) * (1 - second);
  if (1 - byChance < 1e-12) return null;
  const kappa = (agreed - byChance) / (1 - byChance);
  if (onlyFirst + onlySecond === 0) {
    const differing = 1 - 0.025 ** (1 / n);
    return { kappa: 1, ci95: [Math.max(-1, 1 - differing / (1 - byChance)), 1], agreed };
  }
  const kept = (p: number, margins: number) => p * (1 - margins * (1 - kappa)) ** 2;
  const onDiagonal = kept(both / n, first + second) + kept(neither / n, 2 - first - second);
  // Said by the first and not by the second, and the other way round.
  const offDiagonal =
    (onlyFirst / n) * (second + (1 - first)) ** 2 + (onlySecond / n) * (1 - second + first) ** 2;
  const spread = onDiagonal + (1 - kappa) ** 2 * offDiagonal - (kappa - byChance * (1 - kappa)) ** 2;
  if (spread < 1e-12) return { kappa, ci95: null, agreed };
  const half = (z975 * Math.sqrt(spread / n)) / (1 - byChance);
  return { kappa, ci95: [Math.max(-1, kappa - half), Math.min(1, kappa + half)], agreed };
}
