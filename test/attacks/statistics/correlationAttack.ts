/** Intraclass correlations of many small provinces solved, and held against the truth. */

import { randomFrom } from '../../disclosure/provinces.ts';
import { type AttackRow, percent } from '../attackRow.ts';
import { solveByCorrelation } from './correlation.ts';
import { dimensions, pointsPerStep, type SmallProvince, smallProvince } from './smallProvince.ts';

export interface CorrelationFindings {
  /** Offices below the minimum and dimensions that were tried, and those for which no filling agrees, so that the number is not about them. */
  tried: number;
  pooled: number;
  narrow: number;
  solved: number;
  /** Ranges that do not hold the truth. */
  wrong: number;
  /** Guesses within five points: the middle of the range, and the mean of everybody. */
  hits: number;
  chance: number;
}

const near = 5;

/** Three to five districts of one to four people, and sometimes one of ten to fourteen. */
export function correlationAttack(seed: number, provinces: number): CorrelationFindings {
  const random = randomFrom(seed);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const found = { tried: 0, pooled: 0, narrow: 0, solved: 0, wrong: 0, hits: 0, chance: 0 };
  for (let i = 0; i < provinces; i += 1) {
    const sizes = Array.from({ length: between(3, 5) }, () => between(1, 4));
    const more = random() < 0.5 ? [between(10, 14)] : [];
    attack(smallProvince(seed * 1000 + i, [...sizes, ...more]), found);
  }
  return found;
}

function attack(province: SmallProvince, found: CorrelationFindings): void {
  for (const dimension of dimensions) {
    const whole = Object.keys(province.people);
    const mean = meanOf(province, whole, dimension);
    for (const { office, low, high, ways } of solveByCorrelation(province, dimension) ?? []) {
      found.tried += 1;
      const truth = meanOf(province, [office], dimension);
      if (Math.abs(mean - truth) <= near) found.chance += 1;
      const guess = ways === 0 ? mean : (low + high) / 2;
      if (Math.abs(guess - truth) <= near) found.hits += 1;
      if (ways === 0) {
        found.pooled += 1;
        continue;
      }
      if (truth < low - 1e-6 || truth > high + 1e-6) found.wrong += 1;
      if (high - low < 20 - 1e-6) found.narrow += 1;
      if (high - low < 1) found.solved += 1;
    }
  }
}

function meanOf(
  { people, trueSum }: SmallProvince,
  offices: string[],
  dimension: (typeof dimensions)[number],
) {
  const heads = offices.reduce((sum, office) => sum + people[office]!, 0);
  return (
    (pointsPerStep(dimension) * offices.reduce((sum, each) => sum + trueSum(each, dimension), 0)) / heads
  );
}

export function correlationRow(provinces: number): AttackRow {
  const { tried, pooled, narrow, solved, hits, chance } = correlationAttack(1, provinces);
  return {
    attack:
      'ICC(1) and ICC(2) as an equation: all whole answers of hidden offices that agree with the last digit',
    tried: `the mean of an office below the minimum within 5 points; ${tried} of ${provinces} provinces`,
    best: `${percent(hits / tried)}; ${solved} solved, ${narrow} narrower than 20 points, ${pooled} not in the number`,
    chance: `${percent(chance / tried)} by the mean of everyone`,
  };
}
