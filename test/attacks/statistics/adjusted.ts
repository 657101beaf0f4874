/**
 * An attacker on adjusted p values. An adjustment is some p of the family times its size over a rank: where no shown p gives the number it
 * is that of a hidden office, which whole answers turn into its mean and deviation; and a rank that shown ones do not fill tells
 * between which of them a hidden p lies, hence how far the hidden mean is from everyone else's.
 */
import { randomFrom } from '../../disclosure/provinces.ts';
import type { AttackRow } from '../attackRow.ts';
import { dimensions, type SmallProvince, scoreOf, smallProvince } from './smallProvince.ts';

export interface Betrayal {
  /** Adjusted values that no shown p gives. */
  isBetrayed: boolean;
  /** Ranks that are taken by somebody hidden below a shown p. */
  places: number;
}

const isNear = (a: number, b: number) => Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(b));

/** @param size how many are compared, hidden ones included, as everybody knows */
export function solveByAdjusted(
  shown: readonly number[],
  adjusted: readonly number[],
  size: number,
): Betrayal {
  const ranks = Array.from({ length: size }, (_, i) => i + 1);
  const sorted = [...shown].sort((a, b) => a - b);
  let isBetrayed = false;
  let places = 0;
  for (const value of new Set(adjusted)) {
    if (isNear(value, 1)) continue;
    const fits = sorted.flatMap((p, i) =>
      ranks.filter((rank) => isNear((p * size) / rank, value)).map((rank) => rank - (i + 1)),
    );
    if (fits.length === 0) isBetrayed = true;
    else places += Math.max(0, Math.min(...fits.map(Math.abs)));
  }
  return { isBetrayed, places };
}

interface AdjustedFindings {
  families: number;
  /** Families whose every value follows from shown ones. */
  fromShown: number;
  places: number;
}

/** Own scopes of small provinces, compared with everyone else. */
export function adjustedOf(seed: number, provinces: number): AdjustedFindings {
  const random = randomFrom(seed + 77);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const found = { families: 0, fromShown: 0, places: 0 };
  for (let i = 0; i < provinces; i += 1) {
    const sizes = [between(1, 4), between(10, 20), between(5, 9), between(10, 30), between(10, 30)];
    const province = smallProvince(seed * 1000 + i, sizes);
    for (const id of ['index', ...dimensions]) {
      const family = familyOf(province, id);
      if (family.length < 2) continue;
      const size = Object.values(province.people).filter((people) => people > 1).length;
      const told = solveByAdjusted(
        family.map(({ p }) => p),
        family.map(({ pAdjusted }) => pAdjusted),
        size,
      );
      found.families += 1;
      found.places += told.places;
      if (!told.isBetrayed) found.fromShown += 1;
    }
  }
  return found;
}

function familyOf(province: SmallProvince, measure: string): { p: number; pAdjusted: number }[] {
  return Object.keys(province.people).flatMap((office) => {
    const difference = scoreOf(province, 'own', office, measure)?.versus?.province;
    if (!difference || !('p' in difference)) return [];
    const { p, pAdjusted } = difference;
    return p === null || pAdjusted === null ? [] : [{ p, pAdjusted }];
  });
}

export function adjustedRow(provinces: number): AttackRow {
  const { families, fromShown, places } = adjustedOf(1, provinces);
  return {
    attack:
      'adjusted p values as equations: the exact p of a hidden office, or between which shown ones it lies',
    tried: `a value or a rank that shown p values do not give; ${families} families of ${provinces} provinces`,
    best: `${families - fromShown} values, ${places} places`,
    chance: '0',
  };
}
