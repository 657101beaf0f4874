/** Every statistic of `worlds.ts` against many small provinces: how many of the worlds remain, and how far the mean of a hidden office moves in them. */
import { randomFrom } from '../../disclosure/provinces.ts';
import type { Answer } from '../../reports/smallWave.ts';
import { type AttackRow, percent } from '../attackRow.ts';
import { type SmallProvince, smallProvince } from './smallProvince.ts';
import { type Numbers, type Statistic, scoreIn, statistics, type World } from './worlds.ts';

export interface WorldFindings {
  /** Hidden offices below the minimum that were tried, and those of which the true world does not give the published digits: the number is not about them. */
  tried: number;
  pooled: number;
  narrow: number;
  solved: number;
  /** Guesses of their index within five points: the middle of what remains, and the mean of everybody. */
  hits: number;
  chance: number;
}

const [minimum, near, draws] = [5, 5, 40];

const mean = (sheets: readonly Answer[][]) =>
  sheets.reduce((sum, sheet) => sum + scoreIn(sheet, 'index'), 0) / sheets.length;

const isSame = (a: Numbers, b: Numbers) =>
  [...a].every(
    ([id, value]) => Math.abs((b.get(id) ?? Number.NaN) - value) <= 1e-9 * Math.max(1, Math.abs(value)),
  );

function isIndexShown({ reports }: SmallProvince, scope: string, code: string): boolean {
  const index = reports.find((report) => report.office === code && report.scope === scope)?.instruments[0]
    ?.index;
  return index !== undefined && !('suppressed' in index);
}

/** Below which smallest shown total each office is hidden; the office itself where it is shown. */
function totalAround(province: SmallProvince, code: string): string {
  if (isIndexShown(province, 'own', code)) return `own ${code}`;
  let above: string | undefined = code;
  while (above !== undefined && !isIndexShown(province, 'subtree', above)) above = province.parents[above];
  return above ?? '';
}

/** The same people, differently placed among the hidden offices; the first of them come to the target. */
function placed({ sheets }: SmallProvince, among: readonly string[], order: readonly Answer[][]): World {
  let left = order;
  const moved: Record<string, readonly Answer[][]> = { ...sheets };
  for (const code of among) {
    moved[code] = left.slice(0, sheets[code]!.length);
    left = left.slice(sheets[code]!.length);
  }
  return moved;
}

/** The truth is among them. */
function worldsAround(province: SmallProvince, target: string, seed: number): World[] {
  const random = randomFrom(seed);
  const around = totalAround(province, target);
  const others = Object.keys(province.people).filter(
    (code) => code !== target && totalAround(province, code) === around,
  );
  const among = [target, ...others];
  const people = among.flatMap((code) => province.sheets[code]!);
  const rising = people.toSorted((a, b) => scoreIn(a, 'index') - scoreIn(b, 'index'));
  const shuffled = () => {
    const keys = new Map(people.map((sheet) => [sheet, random()]));
    return people.toSorted((a, b) => keys.get(a)! - keys.get(b)!);
  };
  const orders = [people, rising, rising.toReversed(), ...Array.from({ length: draws }, shuffled)];
  return orders.map((order) => placed(province, among, order));
}

const made = new Map<number, SmallProvince>();

/** Every statistic is tried on the same provinces. */
function provinceOf(seed: number, sizes: readonly number[]): SmallProvince {
  const province = made.get(seed) ?? smallProvince(seed, sizes);
  made.set(seed, province);
  return province;
}

export interface WorldsTried {
  seed: number;
  provinces: number;
  /** What is published in the place of what is; for trying whether the attack would see it. */
  published?: (statistic: Statistic, province: SmallProvince) => Numbers;
}

export function worldsAttack(
  statistic: Statistic,
  { seed, provinces, published }: WorldsTried,
): WorldFindings {
  const random = randomFrom(seed + 5);
  const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  const found = { tried: 0, pooled: 0, narrow: 0, solved: 0, hits: 0, chance: 0 };
  for (let i = 0; i < provinces; i += 1) {
    const sizes = [
      ...Array.from({ length: between(2, 4) }, () => between(1, 4)),
      between(5, 9),
      between(10, 24),
    ];
    const province = provinceOf(seed * 1000 + i, sizes);
    const equation = statistic(province);
    const told = published?.(statistic, province) ?? equation.published;
    if (told.size === 0) continue;
    const all = mean(Object.values(province.sheets).flat());
    for (const [office, people] of Object.entries(province.people)) {
      if (people >= minimum) continue;
      const worlds = worldsAround(province, office, seed + i);
      const left = worlds.filter((world) => isSame(told, equation.inWorld(world)));
      const means = (left.length === 0 ? worlds : left).map((world) => mean(world[office]!));
      const [low, high] = widened(statistic, { province, office, worlds, told, means, isTried: !published });
      const truth = mean(province.sheets[office]!);
      found.tried += 1;
      // Worlds that agree by chance alone, without the true one, lead astray.
      const isTrue = left.includes(worlds[0]!);
      if (!isTrue) found.pooled += 1;
      if (isTrue && high - low < 20 - 1e-9) found.narrow += 1;
      if (isTrue && high - low < 1) found.solved += 1;
      if (Math.abs((left.length === 0 ? all : (low + high) / 2) - truth) <= near) found.hits += 1;
      if (Math.abs(all - truth) <= near) found.chance += 1;
    }
  }
  return found;
}

/**
 * What looks narrow may be luck: where hidden offices are pooled before a number is made, the equation is not the one that the attacker solves,
 * and a few worlds happen to agree. The program is open, so he asks it what it would publish in the worlds that he ruled out; those with the
 * same digits are possible still.
 */
function widened(
  statistic: Statistic,
  tried: {
    province: SmallProvince;
    office: string;
    worlds: readonly World[];
    told: Numbers;
    means: readonly number[];
    isTried: boolean;
  },
): [low: number, high: number] {
  let [low, high] = [Math.min(...tried.means), Math.max(...tried.means)];
  const outside = (world: World) => {
    const of = mean(world[tried.office]!);
    return of < low || of > high;
  };
  for (const world of tried.isTried ? tried.worlds : []) {
    if (high - low >= 20 - 1e-9) break;
    if (!outside(world) || !isSame(tried.told, statistic(tried.province.republished(world)).published))
      continue;
    const of = mean(world[tried.office]!);
    [low, high] = [Math.min(low, of), Math.max(high, of)];
  }
  return [low, high];
}

export function worldRows(provinces: number): AttackRow[] {
  return Object.entries(statistics).map(([name, statistic]) => {
    const { tried, pooled, narrow, solved, hits, chance } = worldsAttack(statistic, { seed: 1, provinces });
    return {
      attack: `${name} as equations, by one who has all answers and not who works in which hidden office`,
      tried: `the index of an office below the minimum within 5 points; ${tried} of ${provinces} provinces`,
      best: `${percent(hits / Math.max(1, tried))}; ${solved} solved, ${narrow} narrower than 20 points, ${pooled} not in the number`,
      chance: `${percent(chance / Math.max(1, tried))} by the mean of everyone`,
    };
  });
}
