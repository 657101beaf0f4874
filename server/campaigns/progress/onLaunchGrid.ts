/**
 * Figures of reporting units with the people of the launch, who fix the grid of steps, and with the ends of it that were reached: whatever is
 * shown of a running wave is made from these. The grid is only ever coarsened, so both kinds of figures that are kept, the daily and
 * the hourly, keep the ends that were reached, and each minds those of the other.
 */
import { reachedEnd, type UnitParticipation } from '../../disclosure/steppedParticipation.ts';
import { launchHeadcounts } from '../../waves/launchHeadcounts.ts';
import type { Wave } from '../../waves/wave.ts';

type OnGrid<T> = T & Required<Pick<UnitParticipation, 'people'>>;

export function onLaunchGrid<T extends { code: string }>(
  wave: Pick<Wave, 'offices' | 'units' | 'headcountCorrections'>,
  figures: readonly T[],
): OnGrid<T>[] {
  const headcounts = launchHeadcounts(wave);
  const peopleOf = new Map(
    wave.units.map(({ code, offices }) => [
      code,
      offices.reduce((sum, office) => sum + (headcounts.get(office) ?? 0), 0),
    ]),
  );
  return figures.map((unit) => ({ ...unit, people: peopleOf.get(unit.code) ?? 0 }));
}

type Kept = readonly Pick<UnitParticipation, 'code' | 'end'>[];

/** Figures as they are kept, with every end that was reached by them or by those kept before. */
export function withReachedEnds(
  wave: Pick<Wave, 'offices' | 'units' | 'headcountCorrections' | 'minimum'>,
  figures: readonly UnitParticipation[],
  before: readonly (Kept | undefined)[],
): UnitParticipation[] {
  const ends = new Map<string, number>();
  for (const { code, end } of before.flatMap((kept) => kept ?? []))
    if (end !== undefined) ends.set(code, Math.min(end, ends.get(code) ?? end));
  return onLaunchGrid(wave, figures).map(({ people, ...unit }) => {
    const { code, invited, used } = unit;
    const end = ends.get(code);
    const known = { code, people, invited, used, ...(end !== undefined && { end }) };
    return { code, invited, used, ...reachedEnd(known, wave.minimum) };
  });
}
