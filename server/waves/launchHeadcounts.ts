/**
 * Headcounts as launch froze them. Corrections change what rates are measured against, but how many invitations there should be is
 * judged by the headcounts of the launch, which nobody can change any more.
 */
import type { Wave } from './wave.ts';
import type { HeadcountCorrection } from './waveParts.ts';

type Counted = Pick<Wave, 'offices' | 'headcountCorrections'>;

export function isApplied({ decision }: HeadcountCorrection): boolean {
  return (decision ?? 'applied') === 'applied';
}

/** By office: people at launch; null where the wave had no headcount. */
export function launchHeadcounts({ offices, headcountCorrections }: Counted): Map<string, number | null> {
  const headcounts = new Map(offices.map(({ code, headcount }) => [code, headcount]));
  // The first correction of an office knows what stood there before; so corrections are undone from the last to the first.
  for (const { office, from } of [...headcountCorrections].filter(isApplied).reverse()) {
    headcounts.set(office, from);
  }
  return headcounts;
}

/** People of a reporting unit at launch and now; null for an unknown unit or one without a headcount. */
export function unitHeadcounts(
  wave: Counted & Pick<Wave, 'units'>,
  unit: string,
): { atLaunch: number; now: number } | null {
  const found = wave.units.find(({ code }) => code === unit);
  if (!found || found.headcount === null) return null;
  const atLaunch = launchHeadcounts(wave);
  return {
    atLaunch: found.offices.reduce((sum, code) => sum + (atLaunch.get(code) ?? 0), 0),
    now: found.headcount,
  };
}
