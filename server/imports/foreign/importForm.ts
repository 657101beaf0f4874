/** The form that makes a wave of mapped answers: its title, days, smallest group and the wave before it. */
import { z } from 'zod';
import { readBy, textBetween, wholeNumber } from '../../http/formFields.ts';
import type { FieldError } from '../../http/forms.ts';
import { instantAt } from '../../i18n/isoDay.ts';
import { dayOrNull } from '../../i18n/readDay.ts';
import { closedBefore } from '../../waves/closedBefore.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { countedStates, stateIn } from '../../waves/waveState.ts';

/** Minutes after midnight at which answering begins and ends. */
const edges = { start: 0, end: 24 * 60 - 1 };

const day = (edge: keyof typeof edges) =>
  readBy<Date | null>((typed) => {
    if (!typed) return { value: null };
    const found = dayOrNull(typed);
    return found ? { value: instantAt(found, edges[edge]) } : { problem: 'imports:errors.day' };
  });

export const importForm = z.object({
  title: textBetween(1, 200, 'imports:errors.title'),
  opens: day('start'),
  closes: day('end'),
  minimum: wholeNumber(5, 1000, 'imports:errors.minimum'),
  previous: z.string().max(64).default(''),
});
export type ImportFields = z.infer<typeof importForm>;

type EarlierWave = Pick<Wave, '_id' | 'title' | 'opensAt' | 'closesAt' | 'closedAt'>;

/** Waves that a later one can be compared with. */
export async function countedWaves(): Promise<EarlierWave[]> {
  const fields = { title: 1, opensAt: 1, closesAt: 1, closedAt: 1 };
  return WaveModel.find(stateIn(countedStates), fields).lean();
}

/** What is wrong between the fields, and with the wave before. */
export function fieldsApart(
  { opens, closes, previous }: ImportFields,
  earlier: readonly EarlierWave[],
): FieldError[] {
  const errors: FieldError[] = [];
  if (opens && closes && closes < opens)
    errors.push({ field: 'closes', message: 'imports:errors.closesFirst' });
  const before = earlier.find(({ _id }) => _id === previous);
  if (previous && (!before || !closedBefore(before, opens ?? closes)))
    errors.push({ field: 'previous', message: 'imports:errors.previous' });
  return errors;
}
