/**
 * Paired t test (Student) from the moments of the differences, t = m/(s/√n) with n − 1 degrees of freedom: the
 * right test of change when the same units are measured twice, such as 68 offices over two waves. Anonymous respondents
 * cannot be paired; for them use welchTest.
 */
import { meanInterval } from './meanInterval.ts';
import type { Moments } from './moments.ts';
import { twoSidedT } from './tails.ts';

export interface PairedTest {
  mean: number;
  sd: number;
  t: number;
  df: number;
  p: number;
  ci95: [number, number];
}

/** Null with fewer than two differences or when all are equal. */
export function pairedTest({ n, mean, variance }: Moments): PairedTest | null {
  if (mean === null || variance === null || variance === 0) return null;
  const sd = Math.sqrt(variance);
  const interval = meanInterval({ n, mean, sd })!;
  const t = mean / interval.se;
  return { mean, sd, t, df: n - 1, p: twoSidedT(t, n - 1), ci95: interval.ci95 };
}
