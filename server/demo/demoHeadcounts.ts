/** Headcounts of the demo province: realistic sizes, the same on every run. */
import { normalDraws } from '../statistics/normalDraws.ts';

type Sizes = { min: number; max: number; mean: number; spread: number };
const district: Sizes = { min: 8, max: 40, mean: 21, spread: 9 };
const sizes: Record<string, Sizes> = {
  province: { min: 400, max: 400, mean: 400, spread: 0 },
  governorate: { min: 30, max: 150, mean: 80, spread: 32 },
  district,
  department: { min: 8, max: 40, mean: 22, spread: 8 },
};

/** Own staff of each office, by code. */
export function demoHeadcounts(
  offices: readonly { code: string; level: string }[],
  seed: number,
): Map<string, number> {
  const normal = normalDraws(seed);
  return new Map(
    offices.map(({ code, level }) => {
      const { min, max, mean, spread } = sizes[level] ?? district;
      const size = Math.round(mean + spread * normal());
      return [code, Math.min(max, Math.max(min, size))];
    }),
  );
}
