/** Headcounts of the demo province: believable sizes, the same on every run. */
import type { OfficeLevel } from '../offices/office.ts';
import { normalDraws } from '../statistics/normalDraws.ts';

const sizes: Record<OfficeLevel, { least: number; most: number; usual: number; spread: number }> = {
  province: { least: 400, most: 400, usual: 400, spread: 0 },
  governorate: { least: 30, most: 150, usual: 80, spread: 32 },
  district: { least: 8, most: 40, usual: 21, spread: 9 },
};

/** Own staff of each office, by code. */
export function demoHeadcounts(
  offices: readonly { code: string; level: OfficeLevel }[],
  seed: number,
): Map<string, number> {
  const normal = normalDraws(seed);
  return new Map(
    offices.map(({ code, level }) => {
      const { least, most, usual, spread } = sizes[level];
      const drawn = Math.round(usual + spread * normal());
      return [code, Math.min(most, Math.max(least, drawn))];
    }),
  );
}
