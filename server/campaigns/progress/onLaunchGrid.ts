/** Figures of reporting units with the people of the launch, who fix the grid of steps: whatever is shown of a running wave is made from these. */
import type { UnitParticipation } from '../../disclosure/steppedParticipation.ts';
import { launchHeadcounts } from '../../waves/launchHeadcounts.ts';
import type { Wave } from '../../waves/wave.ts';

export function onLaunchGrid<T extends { code: string }>(
  wave: Pick<Wave, 'offices' | 'units' | 'headcountCorrections'>,
  figures: readonly T[],
): (T & Required<Pick<UnitParticipation, 'people'>>)[] {
  const headcounts = launchHeadcounts(wave);
  const peopleOf = new Map(
    wave.units.map(({ code, offices }) => [
      code,
      offices.reduce((sum, office) => sum + (headcounts.get(office) ?? 0), 0),
    ]),
  );
  return figures.map((unit) => ({ ...unit, people: peopleOf.get(unit.code) ?? 0 }));
}
