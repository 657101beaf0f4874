/**
 * First and expected second derivatives of one group's part of the likelihood of a factor: by its loadings, the factor's variance, the unique
 * variances, the intercepts and the factor's mean, in this order.
 *
 *     ½·F = ½·[ln|Σ| + tr(SΣ⁻¹) + d'Σ⁻¹d],  d = m − μ;   I_ab = ½·tr(Σ⁻¹Σ_aΣ⁻¹Σ_b) + μ_a'Σ⁻¹μ_b       (Jöreskog 1971)
 */
import type { Matrix } from './covariance.ts';

export interface GroupParameters {
  loadings: readonly number[];
  variance: number;
  uniquenesses: readonly number[];
  /** null where means are not modelled. */
  intercepts: readonly number[] | null;
  /** Of the factor. */
  mean: number;
}

export interface GroupDerivatives {
  gradient: number[];
  information: number[][];
}

/** @param gaps observed minus implied means; 0 where they are not modelled */
export function derivativesOf(
  covariance: Matrix,
  gaps: readonly number[],
  { loadings, variance, uniquenesses, mean }: GroupParameters,
): GroupDerivatives {
  const k = loadings.length;
  const W = inverseOf(loadings, variance, uniquenesses);
  const times = (matrix: Matrix, vector: readonly number[]) =>
    matrix.map((row) => row.reduce((sum, value, j) => sum + value * vector[j]!, 0));
  const w = times(W, loadings);
  const s = loadings.reduce((sum, loading, i) => sum + loading * w[i]!, 0);
  const v = times(W, gaps);
  // G = W − W(S + dd')W, of which only its diagonal and its product with the loadings are needed.
  const around = covariance.map((row, i) => row.map((value, j) => value + gaps[i]! * gaps[j]!));
  const aroundW = W.map((row) => times(around, row));
  const diagonal = W.map(
    (row, i) => row[i]! - row.reduce((sum, value, j) => sum + value * aroundW[i]![j]!, 0),
  );
  const aroundL = times(W, times(around, w));
  const GL = w.map((value, i) => value - aroundL[i]!);
  const gradient = [
    ...GL.map((g, i) => variance * g - mean * v[i]!),
    loadings.reduce((sum, loading, i) => sum + loading * GL[i]!, 0) / 2,
    ...diagonal.map((g) => g / 2),
    ...v.map((value) => -value),
    -loadings.reduce((sum, loading, i) => sum + loading * v[i]!, 0),
  ];

  const size = 3 * k + 2;
  const [phi, theta, tau, alpha] = [k, k + 1, 2 * k + 1, 3 * k + 1];
  const information = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const put = (a: number, b: number, value: number) => {
    information[a]![b] = value;
    information[b]![a] = value;
  };
  put(phi, phi, s ** 2 / 2);
  put(alpha, alpha, s);
  for (let i = 0; i < k; i += 1) {
    const wi = w[i]!;
    put(i, phi, variance * wi * s);
    put(i, alpha, mean * wi);
    put(theta + i, phi, wi ** 2 / 2);
    put(tau + i, alpha, wi);
    for (let j = 0; j < k; j += 1) {
      const wij = W[i]![j]!;
      put(i, j, variance ** 2 * (wi * w[j]! + wij * s) + mean ** 2 * wij);
      put(i, theta + j, variance * wij * w[j]!);
      put(i, tau + j, mean * wij);
      put(theta + i, theta + j, wij ** 2 / 2);
      put(tau + i, tau + j, wij);
    }
  }
  return { gradient, information };
}

/** Inverse of φλλ' + Θ by Sherman and Morrison. */
function inverseOf(
  loadings: readonly number[],
  variance: number,
  uniquenesses: readonly number[],
): number[][] {
  const precise = loadings.map((loading, i) => loading / uniquenesses[i]!);
  const shared = loadings.reduce((sum, loading, i) => sum + loading * precise[i]!, 0);
  const factor = variance / (1 + variance * shared);
  return precise.map((a, i) => precise.map((b, j) => (i === j ? 1 / uniquenesses[i]! : 0) - factor * a * b));
}
