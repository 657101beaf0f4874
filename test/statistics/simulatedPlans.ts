/**
 * Provinces in which the truth about plans is known: 46 offices, ten answers each, six dimensions with ICC .10. How often is «helped» said
 * where nothing helps, and how often where something does? `npx tsx test/statistics/simulatedPlans.ts` prints the table of
 * server/statistics/README.md.
 */
import { pathToFileURL } from 'node:url';
import { benjaminiHochberg } from '../../server/statistics/adjustP.ts';
import { normalDraws } from '../../server/statistics/normalDraws.ts';
import { type ComparedOffice, planEffect } from '../../server/statistics/planEffect.ts';
import { type PlanDesign, planVerdict } from '../../server/statistics/planVerdict.ts';
import { welchTest } from '../../server/statistics/welchTest.ts';

export const province = { offices: 46, answers: 10, dimensions: 6, icc: 0.1, sd: 24, margin: 5 };

/** `worst`: the lowest quarter of each dimension has a plan. `draw`: half of the lower half was drawn, and only the lower half is compared. */
export type Assignment = 'worst' | 'draw';

export interface Situation {
  assignment: Assignment;
  /** True effect of a plan, in points. */
  effect: number;
  /** Standard deviation of what offices change by between the waves, plans aside. */
  change?: number;
}

export interface Outcome {
  /** Of the dimensions: called above expected, or with a draw «helped». */
  above: number;
  below: number;
  /** The test of a dimension by itself finds one: the power that is foretold. */
  alone: number;
  /** Provinces with at least one dimension called so. */
  anyAbove: number;
  /** A t test of the gains alone, of those with a plan against the others, found one. */
  naive: number;
  /** Mean gain of the offices with a plan, in points. */
  gain: number;
  /** The intervals hold the true effect. */
  covered: number;
}

export function simulate(situation: Situation, runs: number, seed: number): Outcome {
  const draw = normalDraws(seed);
  const sum = { above: 0, below: 0, alone: 0, anyAbove: 0, naive: 0, gain: 0, covered: 0 };
  for (let run = 0; run < runs; run += 1) {
    const dimensions = Array.from({ length: province.dimensions }, () => simulatedOffices(situation, draw));
    const found = dimensions.map((offices) => planEffect(offices)!);
    const adjusted = benjaminiHochberg(found.map(({ p }) => p));
    const design: PlanDesign = situation.assignment === 'draw' ? 'draw' : 'matched';
    const verdicts = found.map((one, k) =>
      planVerdict({ ...one, pAdjusted: adjusted[k]! }, design, province.margin),
    );
    const above = verdicts.filter((verdict) => verdict === 'helped' || verdict === 'aboveExpected').length;
    sum.above += above;
    sum.below += verdicts.filter((verdict) => verdict === 'belowExpected').length;
    sum.anyAbove += above > 0 ? 1 : 0;
    for (const [k, { ci95, p, effect }] of found.entries()) {
      sum.alone += p < 0.05 && effect > 0 ? 1 : 0;
      const { gain, significant } = naiveGain(dimensions[k]!);
      sum.naive += significant ? 1 : 0;
      sum.gain += gain;
      sum.covered += ci95[0] <= situation.effect && situation.effect <= ci95[1] ? 1 : 0;
    }
  }
  const all = runs * province.dimensions;
  const { anyAbove, ...perDimension } = sum;
  const shares = Object.entries(perDimension).map(([name, value]) => [name, value / all]);
  return { ...(Object.fromEntries(shares) as Omit<Outcome, 'anyAbove'>), anyAbove: anyAbove / runs };
}

function simulatedOffices({ assignment, effect, change = 0 }: Situation, draw: () => number) {
  const { offices: count, answers, icc, sd } = province;
  const within = sd ** 2 * (1 - icc);
  const observed = (mean: number) => ({
    n: answers,
    mean: mean + Math.sqrt(within / answers) * draw(),
    variance: within,
  });
  const offices = Array.from({ length: count }, () => {
    const mean = 55 + Math.sqrt(icc) * sd * draw();
    return { mean, first: observed(mean), chance: draw() };
  }).sort((a, b) => a.first.mean - b.first.mean);
  const eligible = assignment === 'worst' ? offices : offices.slice(0, Math.ceil(count / 2));
  const lots = [...eligible].sort((a, b) => a.chance - b.chance).slice(0, Math.floor(eligible.length / 2));
  const chosen = new Set(assignment === 'worst' ? offices.slice(0, Math.round(count / 4)) : lots);
  return eligible.map((office): ComparedOffice => {
    const planned = chosen.has(office);
    const moved = office.mean + change * draw() + (planned ? effect : 0);
    return { first: office.first, second: observed(moved), level: 'district', planned };
  });
}

function naiveGain(offices: readonly ComparedOffice[]): { gain: number; significant: boolean } {
  const momentsOfGains = (planned: boolean) => {
    const gains = offices.flatMap((one) =>
      one.planned === planned ? [one.second.mean! - one.first.mean!] : [],
    );
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1);
    return { n: gains.length, mean, variance };
  };
  const with_ = momentsOfGains(true);
  const test = welchTest(with_, momentsOfGains(false))!;
  return { gain: with_.mean, significant: test.p < 0.05 && test.difference > 0 };
}

function printTable(): void {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const situations: [string, Assignment, number?][] = [
    ['worst quarter, chosen', 'worst'],
    ['worst quarter, offices change by 4 points (sd)', 'worst', 4],
    ['lower half, half of it by lot', 'draw'],
    ['lower half by lot, offices change by 4 points (sd)', 'draw', 4],
  ];
  const columns =
    'true effect | mean gain with plans | gains alone "find" one | a test of one dimension finds one | called above expected | of provinces, any dimension | called below | interval holds the truth';
  console.log(`| plans for | ${columns} |\n|${'---|'.repeat(9)}`);
  for (const [name, assignment, change] of situations) {
    for (const effect of [0, 5, 8, 10, 15]) {
      const one = simulate({ assignment, effect, ...(change && { change }) }, 2000, 20_261_130);
      const cells = [
        name,
        effect,
        one.gain.toFixed(1),
        percent(one.naive),
        percent(one.alone),
        percent(one.above),
      ];
      console.log(
        `| ${[...cells, percent(one.anyAbove), percent(one.below), percent(one.covered)].join(' | ')} |`,
      );
    }
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) printTable();
