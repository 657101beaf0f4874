/**
 * The models that `invariance` compares: a factor in each group by itself, with the same loadings, and with the same intercepts too. Fit
 * as in `factorFit`, over all groups, with means.
 */
import { CholeskyDecomposition, Matrix as Dense } from 'ml-matrix';
import { boundedFactor } from './boundedFactor.ts';
import type { Matrix } from './covariance.ts';
import {
  comparativeFit,
  type FactorFit,
  impliedBy,
  meanSquaredResidual,
  misfitOf,
  rootMeanSquareError,
  unrelatedMisfit,
} from './factorFit.ts';
import { fitGroupFactor, type GroupMoments, scoreTest } from './groupFactor.ts';
import type { EqualParts, Parameters } from './groupFactorPlaces.ts';
import { requireCount, requireSameLength, requireSquare } from './misuse.ts';
import { fitOneFactor } from './oneFactor.ts';
import { upperChiSquare } from './tails.ts';

/** Over people who answered every item of the dimension. */
export interface InvarianceGroup {
  n: number;
  means: readonly number[];
  /** With the divisor n − 1. */
  covariance: Matrix;
}

export interface EqualModel {
  fit: FactorFit;
  /** χ² of the score test of releasing an item's loadings, or its intercepts where these are equal; null where it cannot be computed. */
  blame(item: number): number | null;
}

export interface InvarianceModels {
  items: number;
  groups: number;
  configural: FactorFit;
  /** False where a group has a proper fit only with unique variances kept above 0; then nothing can be made equal. */
  isProper: boolean;
  /** Whether the items of the groups go together beyond chance (χ² of the model in which nothing does). */
  isRelated: boolean;
  /** Null when the fit does not settle or is improper. */
  equal(parts: EqualParts): EqualModel | null;
}

/** Null for fewer than three items or two groups, and where a group by itself has no fit. */
export function invarianceModels(given: readonly InvarianceGroup[]): InvarianceModels | null {
  for (const { n, means, covariance } of given) {
    requireCount('n', n);
    requireSquare('covariance', covariance);
    requireSameLength('means and covariance', means, covariance);
  }
  const items = given[0]?.means.length ?? 0;
  if (given.length < 2 || items < 3) return null;
  const groups = inCommonUnits(given);
  const apart = groups && separately(groups);
  const fitOf = groups && fitOfModel(groups, items);
  const configural = fitOf && apart && fitOf(apart.parameters, groups.length * 2 * items);
  if (!configural) return null;
  return {
    items,
    groups: groups.length,
    configural,
    isProper: apart.isProper,
    isRelated: areRelated(groups),
    equal(parts) {
      if (!apart.isProper) return null;
      const fitted = fitGroupFactor(groups, parts, startOf(groups, apart.parameters, parts));
      const fit = fitted && fitOf(fitted.places.read(fitted.values), fitted.places.size);
      return fit && { fit, blame: (item) => scoreTest(groups, fitted, releasing(parts, item)) };
    },
  };
}

const releasing = ({ loadings, intercepts }: EqualParts, item: number): EqualParts =>
  intercepts
    ? { loadings, intercepts: new Set([...intercepts, item]) }
    : { loadings: new Set([...loadings, item]), intercepts };

/** Each group by itself, the factor's variance 1; with bounds where it has no proper fit without. */
function separately(groups: readonly GroupMoments[]): { parameters: Parameters; isProper: boolean } | null {
  const fits = groups.flatMap(({ covariance }) => {
    const sds = covariance.map((row, i) => Math.sqrt(row[i]!));
    const correlation = covariance.map((row, i) =>
      row.map((c, j) => (i === j ? 1 : c / (sds[i]! * sds[j]!))),
    );
    const free = fitOneFactor(correlation);
    const isProper = free?.uniquenesses.every((unique) => unique > 1e-6) === true;
    const found = isProper ? free : boundedFactor(correlation);
    if (!found) return [];
    const loadings = found.loadings.map((loading, i) => loading * sds[i]!);
    const uniquenesses = found.uniquenesses.map((unique, i) => unique * sds[i]! ** 2);
    return [{ loadings, uniquenesses, isProper }];
  });
  if (fits.length < groups.length) return null;
  return {
    parameters: {
      loadings: fits.map(({ loadings }) => loadings),
      uniquenesses: fits.map(({ uniquenesses }) => uniquenesses),
      variances: fits.map(() => 1),
      intercepts: null,
      means: fits.map(() => 0),
    },
    isProper: fits.every((fit) => fit.isProper),
  };
}

/** A first guess: the mean of the loadings of the groups by themselves, with the variances and means that go best with it. */
function startOf(groups: readonly GroupMoments[], apart: Parameters, { intercepts }: EqualParts): Parameters {
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  const pooled = apart.loadings[0]!.map((_, i) =>
    groups.reduce((sum, { n }, g) => sum + (n / total) * apart.loadings[g]![i]!, 0),
  );
  const along = (vector: readonly number[]) => sumOf(pooled, (loading, i) => loading * vector[i]!);
  const size = along(pooled) || 1;
  const ratios = apart.loadings.map((own) => along(own) / size);
  const first = ratios[0] || 1;
  const base = groups[0]!.means;
  return {
    loadings: groups.map(() => pooled.map((loading) => loading * first)),
    variances: ratios.map((ratio) => Math.max(0.05, (ratio / first) ** 2)),
    uniquenesses: apart.uniquenesses,
    intercepts: intercepts && groups.map(() => base),
    means: groups.map(({ means }) =>
      intercepts ? along(means.map((mean, i) => mean - base[i]!)) / (size * first) : 0,
    ),
  };
}

/** Divisor n, and each item in units of its standard deviation over all groups: the fit is the same, and the numbers are near 1. */
function inCommonUnits(groups: readonly InvarianceGroup[]): GroupMoments[] | null {
  if (groups.some(({ n, covariance }) => n < 2 || covariance.some((row, i) => !(row[i]! > 0)))) return null;
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  const units = groups[0]!.means.map((_, i) =>
    Math.sqrt(groups.reduce((sum, { n, covariance }) => sum + (n / total) * covariance[i]![i]!, 0)),
  );
  return groups.map(({ n, means, covariance }) => ({
    n,
    means: means.map((mean, i) => mean / units[i]!),
    covariance: covariance.map((row, i) => row.map((c, j) => (((n - 1) / n) * c) / (units[i]! * units[j]!))),
  }));
}

const significance = 0.05;

function areRelated(groups: readonly GroupMoments[]): boolean {
  const { chi2, df } = unrelatedFit(groups);
  return upperChiSquare(chi2, df) < significance;
}

/** Of the model in which no item goes with another. */
function unrelatedFit(groups: readonly GroupMoments[]): { chi2: number; df: number } {
  const items = groups[0]?.means.length ?? 0;
  return {
    chi2: sumOf(groups, ({ n, covariance }) => n * (unrelatedMisfit(covariance) ?? 0)),
    df: (groups.length * items * (items - 1)) / 2,
  };
}

/** Of a model with so many parameters, besides the intercepts where means are not modelled. */
function fitOfModel(groups: readonly GroupMoments[], items: number) {
  const total = groups.reduce((sum, { n }) => sum + n, 0);
  const isSolid = groups.every(({ covariance }) => unrelatedMisfit(covariance) !== null);
  const none = unrelatedFit(groups);
  const moments = (groups.length * items * (items + 1)) / 2;
  return (model: Parameters, parameters: number): FactorFit | null => {
    const parts = groups.map((group, g) => groupFit(group, model, g));
    if (!isSolid || parts.includes(null)) return null;
    const known = parts.filter((part) => part !== null);
    const chi2 = sumOf(known, ({ misfit }, g) => groups[g]!.n * misfit);
    const df = moments + (model.intercepts ? groups.length * items : 0) - parameters;
    return {
      chi2,
      df,
      cfi: comparativeFit({ chi2, df }, none),
      rmsea: rootMeanSquareError({ chi2, df }, total, groups.length),
      srmr: sumOf(known, ({ residual }, g) => (groups[g]!.n / total) * Math.sqrt(residual)),
    };
  };
}

function groupFit({ means, covariance }: GroupMoments, model: Parameters, g: number) {
  const loadings = model.loadings[g]!;
  const implied = impliedBy({ loadings, uniquenesses: model.uniquenesses[g]! }, model.variances[g]);
  const taus = model.intercepts?.[g];
  const expected = taus ? taus.map((tau, i) => tau + model.means[g]! * loadings[i]!) : [...means];
  const misfit = misfitOf(covariance, implied);
  if (misfit === null) return null;
  const gaps = means.map((mean, i) => mean - expected[i]!);
  return {
    misfit: misfit + quadraticForm(implied, gaps),
    residual: meanSquaredResidual(covariance, implied, { observed: means, implied: expected }),
  };
}

/** d'Σ⁻¹d. */
function quadraticForm(sigma: Matrix, gaps: readonly number[]): number {
  const solved = new CholeskyDecomposition(new Dense(sigma.map((row) => [...row]))).solve(
    Dense.columnVector([...gaps]),
  );
  return sumOf(solved.to1DArray(), (value, i) => value * gaps[i]!);
}

const sumOf = <T>(list: readonly T[], of: (entry: T, at: number) => number) =>
  list.reduce((sum, entry, at) => sum + of(entry, at), 0);
