/**
 * The restricted likelihood of scores of offices over waves, where offices lie in branches of one province, and each of the three has a
 * level and a change of its own. Offices are absorbed one by one, then branches, then what moves all in one wave, so that
 * the work grows with the number of offices and not with its cube (Harville 1977).
 *
 *     y_jt = a + b·x_t + s_t + (a_g + b_g·x_t) + (a_j + b_j·x_t) + d_jt + e_jt,   Var(e_jt) known
 *
 * Absorbing levels and slopes H with covariance K from products M with V⁻¹ leaves M − MHK̃H'M, K̃ = (K⁻¹ + H'MH)⁻¹.
 */
import { Matrix as Dense, determinant, inverse } from 'ml-matrix';
import type { Matrix } from './covariance.ts';

/** Standard deviations in points; times have variance 1 over the waves, so those of slopes are in points, too. */
export interface ChangeSpread {
  /** s: the whole province in one wave, beside its line. */
  wave: number;
  branchLevel: number;
  branchSlope: number;
  officeLevel: number;
  officeSlope: number;
  /** d: one office in one wave, beside its line. */
  officeWave: number;
}

export interface ChangeOffice {
  /** What offices have in common below the province. */
  branch: string;
  /** By wave, null where there is none; the variance is that of the sampling error. */
  scores: readonly ({ mean: number; variance: number } | null)[];
}

/** What is left of a group once its own level and slope are absorbed. */
export interface Absorbed {
  /** E'V⁻¹E, waves × waves. */
  waves: Matrix;
  /** E'V⁻¹y */
  scores: number[];
  /** K̃, the covariance of its level and slope once everything else is known. */
  kept: [[number, number], [number, number]];
  /** H'M before they were absorbed, 2 × waves. */
  seen: [number[], number[]];
  /** H'm before they were absorbed. */
  seenScores: [number, number];
}

export interface AbsorbedProvince {
  offices: Absorbed[];
  branches: ReadonlyMap<string, Absorbed>;
  /** Of everyone, before what moves all in one wave is absorbed. */
  waves: Dense;
  scores: Dense;
  /** K̃ of what moves all in one wave. */
  kept: Dense;
  /** a and b, and their covariance. */
  line: Dense;
  lineCovariance: Dense;
  /** −2 × the restricted log-likelihood, without its constant. */
  deviance: number;
}

/** `times` with mean 0 and variance 1. Scores of at least two waves are needed. */
export function absorb(
  offices: readonly ChangeOffice[],
  times: readonly number[],
  spread: ChangeSpread,
): AbsorbedProvince {
  const sums = { log: 0, squares: 0 };
  const absorbed = offices.map((office) => absorbOffice(office, times, spread, sums));
  const branches = new Map<string, Absorbed>();
  for (const name of new Set(offices.map(({ branch }) => branch))) {
    const own = totalOf(absorbed.filter((_, j) => offices[j]!.branch === name));
    branches.set(name, absorbBranch(own, times, spread, sums));
  }
  const all = totalOf([...branches.values()]);
  const h = new Dense(times.map((x) => [1, x]));
  const [waves, scores] = [new Dense(all.waves.map((row) => [...row])), Dense.columnVector(all.scores)];
  const scaled = Dense.eye(times.length).add(Dense.mul(waves, spread.wave ** 2));
  const kept = inverse(scaled).mul(spread.wave ** 2);
  const left = Dense.sub(waves, waves.mmul(kept).mmul(waves));
  const right = h.transpose().mmul(Dense.sub(scores, waves.mmul(kept).mmul(scores)));
  const information = h.transpose().mmul(left).mmul(h);
  const lineCovariance = inverse(information);
  const line = lineCovariance.mmul(right);
  const squares = sums.squares - scores.dot(kept.mmul(scores)) - line.dot(right);
  const log = sums.log + Math.log(determinant(scaled)) + Math.log(determinant(information));
  return {
    ...{ offices: absorbed, branches, waves, scores, kept, line, lineCovariance },
    deviance: log + squares,
  };
}

/** What is added up on the way: log|V| and y'V⁻¹y. */
interface Sums {
  log: number;
  squares: number;
}

type Products = Pick<Absorbed, 'waves' | 'scores'>;

function absorbOffice(
  { scores }: ChangeOffice,
  times: readonly number[],
  spread: ChangeSpread,
  sums: Sums,
): Absorbed {
  const weights = scores.map((score) => (score ? 1 / (score.variance + spread.officeWave ** 2) : 0));
  for (const [t, weight] of weights.entries()) {
    if (weight === 0) continue;
    sums.log -= Math.log(weight);
    sums.squares += weight * scores[t]!.mean ** 2;
  }
  const own = {
    waves: weights.map((weight, t) => weights.map((_, u) => (u === t ? weight : 0))),
    scores: weights.map((weight, t) => weight * (scores[t]?.mean ?? 0)),
  };
  const seen: Absorbed['seen'] = [weights, weights.map((weight, t) => weight * times[t]!)];
  return absorbLine({ ...own, seen }, times, [spread.officeLevel, spread.officeSlope], sums);
}

function absorbBranch(own: Products, times: readonly number[], spread: ChangeSpread, sums: Sums): Absorbed {
  const seen: Absorbed['seen'] = [own.waves.map((row) => dot(row)), own.waves.map((row) => dot(row, times))];
  return absorbLine({ ...own, seen }, times, [spread.branchLevel, spread.branchSlope], sums);
}

/** Takes out a level and a slope with these standard deviations. */
function absorbLine(
  { waves, scores, seen }: Products & Pick<Absorbed, 'seen'>,
  times: readonly number[],
  deviations: readonly [number, number],
  sums: Sums,
): Absorbed {
  const seenScores: Absorbed['seenScores'] = [dot(scores), dot(scores, times)];
  const kept = varianceLeft(seen, times, deviations, sums);
  const right = kept.map(([a, b]) => a * seenScores[0] + b * seenScores[1]) as [number, number];
  sums.squares -= dot(seenScores, right);
  const left = waves.map((row, t) => {
    const [first, second] = [seen[0][t]!, seen[1][t]!];
    const by0 = first * kept[0][0] + second * kept[1][0];
    const by1 = first * kept[0][1] + second * kept[1][1];
    return row.map((value, u) => value - by0 * seen[0][u]! - by1 * seen[1][u]!);
  });
  return {
    waves: left,
    scores: scores.map((value, t) => value - seen[0][t]! * right[0] - seen[1][t]! * right[1]),
    ...{ kept, seen, seenScores },
  };
}

/** (K⁻¹ + H'MH)⁻¹ as K^½(I + K^½H'MHK^½)⁻¹K^½, which holds for variances of 0 as well. */
function varianceLeft(
  seen: Absorbed['seen'],
  times: readonly number[],
  [level, slope]: readonly [number, number],
  sums: Sums,
): Absorbed['kept'] {
  const [a, b, c] = [dot(seen[0]), dot(seen[0], times), dot(seen[1], times)];
  const [l, s] = [level ** 2, slope ** 2];
  const size = (1 + l * a) * (1 + s * c) - l * s * b * b;
  sums.log += Math.log(size);
  const across = (-l * s * b) / size;
  return [
    [(l * (1 + s * c)) / size, across],
    [across, (s * (1 + l * a)) / size],
  ];
}

function totalOf(all: readonly Products[]): Products {
  const size = all[0]!.scores.length;
  const waves = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const scores = new Array<number>(size).fill(0);
  for (const one of all)
    for (let t = 0; t < size; t += 1) {
      scores[t]! += one.scores[t]!;
      for (let u = 0; u < size; u += 1) waves[t]![u]! += one.waves[t]![u]!;
    }
  return { waves, scores };
}

/** Σ a·b, or Σ a. */
function dot(a: readonly number[], b?: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * (b ? b[i]! : 1);
  return sum;
}
