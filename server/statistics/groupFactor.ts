/**
 * One factor in several groups at once, by maximum likelihood on covariances and means: loadings the same in all groups, and where asked
 * for intercepts too; the factor's variance and mean, and the unique variances, are each group's own. Fisher scoring with step halving.
 *
 *     Σ_g = φ_g·λλ' + Θ_g,   μ_g = τ + α_g·λ,   φ and α of the first group 1 and 0                         (Jöreskog 1971; Sörbom 1974)
 *     F = Σ n_g/N·[ln|Σ_g| − ln|S_g| + tr(S_gΣ_g⁻¹) − k + (m_g − μ_g)'Σ_g⁻¹(m_g − μ_g)],   S_g with divisor n_g
 *
 * Items may be released: they then have a loading or an intercept in each group (Byrne, Shavelson & Muthén 1989).
 */
import { CholeskyDecomposition, Matrix as Dense, solve } from 'ml-matrix';
import type { Matrix } from './covariance.ts';
import { impliedBy } from './factorFit.ts';
import { derivativesOf, type GroupDerivatives, type GroupParameters } from './groupFactorDerivatives.ts';
import { type EqualParts, type Parameters, type Places, parameterPlaces } from './groupFactorPlaces.ts';

/** A group's items, with the divisor n. */
export interface GroupMoments {
  n: number;
  means: readonly number[];
  covariance: Matrix;
}

export interface GroupFactor {
  places: Places;
  values: Float64Array;
  /** ½·F without its constant parts. */
  objective: number;
}

const maxSteps = 200;
const settled = 1e-8;

/** Null when the fit does not settle, or only where a unique variance is not above 0. */
export function fitGroupFactor(
  groups: readonly GroupMoments[],
  equal: EqualParts,
  start: Parameters,
): GroupFactor | null {
  const places = parameterPlaces(groups.length, start.loadings[0]?.length ?? 0, equal);
  let values = places.from(start);
  let objective = objectiveOf(groups, places, values);
  for (let step = 0; objective !== null && step < maxSteps; step += 1) {
    const { gradient, information } = derivatives(groups, places, values);
    if (gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0) < settled)
      return isProper(places, values) ? { places, values, objective } : null;
    const direction = solved(information, gradient);
    const next = direction && shortened(groups, places, values, direction, objective);
    if (!next) return null;
    ({ values, objective } = next);
  }
  return null;
}

/**
 * By how much the fit would gain if one item were released, as a χ² with as many degrees of freedom as there are groups but one: the score
 * test (Rao 1948; modification index) for the item's loadings or intercepts to be the same.
 */
export function scoreTest(
  groups: readonly GroupMoments[],
  fitted: GroupFactor,
  released: EqualParts,
): number | null {
  const { places, values } = fitted;
  const wider = parameterPlaces(groups.length, groups[0]?.means.length ?? 0, released);
  const { gradient, information } = derivatives(groups, wider, wider.from(places.read(values)));
  const direction = solved(information, gradient);
  if (!direction) return null;
  const n = groups.reduce((sum, group) => sum + group.n, 0);
  return Math.max(0, n * direction.reduce((sum, d, at) => sum + d * gradient[at]!, 0));
}

function isProper(places: Places, values: Float64Array): boolean {
  return places.read(values).uniquenesses.every((group) => group.every((unique) => unique > 1e-6));
}

function shortened(
  groups: readonly GroupMoments[],
  places: Places,
  values: Float64Array,
  direction: readonly number[],
  objective: number,
) {
  for (let length = 1; length > 1e-7; length /= 2) {
    const next = values.map((value, at) => value - length * direction[at]!);
    const reached = objectiveOf(groups, places, next);
    // At the end steps are smaller than the last digit of the objective.
    if (reached !== null && reached <= objective + 1e-14) return { values: next, objective: reached };
  }
  return null;
}

function objectiveOf(groups: readonly GroupMoments[], places: Places, values: Float64Array): number | null {
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  let objective = 0;
  for (const [g, group] of groups.entries()) {
    const misfit = halfMisfit(group, places.group(values, g));
    if (misfit === null) return null;
    objective += (group.n / total) * misfit;
  }
  return objective;
}

/** ½·[ln|Σ| + tr(SΣ⁻¹) + d'Σ⁻¹d]; null where Σ is not positive definite. */
function halfMisfit({ covariance, means }: GroupMoments, parameters: GroupParameters): number | null {
  const { loadings, variance, uniquenesses } = parameters;
  const sigma = impliedBy({ loadings, uniquenesses }, variance);
  const cholesky = new CholeskyDecomposition(new Dense(sigma));
  if (!cholesky.isPositiveDefinite()) return null;
  const gaps = means.map((mean, i) => gapOf(mean, parameters, i));
  const around = covariance.map((row, i) => row.map((s, j) => s + gaps[i]! * gaps[j]!));
  const log = cholesky.lowerTriangularMatrix.diagonal().reduce((sum, pivot) => sum + 2 * Math.log(pivot), 0);
  const misfit = (log + cholesky.solve(new Dense(around)).trace()) / 2;
  return Number.isFinite(misfit) ? misfit : null;
}

/** Observed minus implied mean; nothing where means are not modelled. */
const gapOf = (mean: number, { intercepts, mean: factor, loadings }: GroupParameters, i: number) =>
  intercepts === null ? 0 : mean - intercepts[i]! - factor * loadings[i]!;

/** Of all groups together: the gradient of ½·F and its expected second derivatives. */
function derivatives(groups: readonly GroupMoments[], places: Places, values: Float64Array) {
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  const gradient = new Array<number>(places.size).fill(0);
  const information = Dense.zeros(places.size, places.size);
  for (const [g, group] of groups.entries()) {
    const parameters = places.group(values, g);
    const gaps = group.means.map((mean, i) => gapOf(mean, parameters, i));
    const own: GroupDerivatives = derivativesOf(group.covariance, gaps, parameters);
    const into = places.ofGroup(g);
    const weight = group.n / total;
    for (const [a, place] of into.entries()) {
      if (place < 0) continue;
      gradient[place]! += weight * own.gradient[a]!;
      for (const [b, other] of into.entries())
        if (other >= 0)
          information.set(place, other, information.get(place, other) + weight * own.information[a]![b]!);
    }
  }
  return { gradient, information };
}

function solved(information: Dense, gradient: readonly number[]): number[] | null {
  try {
    const direction = solve(information, Dense.columnVector([...gradient])).to1DArray();
    return direction.every(Number.isFinite) ? direction : null;
  } catch {
    return null;
  }
}
