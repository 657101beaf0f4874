/** What two administrators did to one part of a draft, told to the second: by whom, and what it is now. */
import { displayNames } from '../../accounts/displayNames.ts';
import type { FieldError } from '../../http/forms.ts';
import type { Reader } from '../../i18n/reader.ts';
import type { Office } from '../../offices/office.ts';
import { officeName } from '../../offices/officeName.ts';
import { getWave } from '../../waves/getWave.ts';
import type { Wave } from '../../waves/wave.ts';
import { type DraftPart, storedPart } from './draftParts.ts';
import { valuesOfWave } from './draftValues.ts';
import type { SavedStep } from './saveStep.ts';

/** One error beside each part that both have changed. */
export async function conflictErrors(
  { conflicts, wave }: SavedStep,
  offices: readonly Office[],
  reader: Reader,
): Promise<FieldError[]> {
  const names = await displayNames(conflicts.map(({ by }) => by));
  return Promise.all(
    conflicts.map(async ({ part, by }) => ({
      field: part,
      message: 'draft:conflict.both',
      values: {
        name: names[by] || reader.t('draft:conflict.somebody'),
        theirs: await told(wave, part, offices, reader),
      },
    })),
  );
}

/** For each person the parts that they alone have changed. */
export async function namesOfChanged(theirs: SavedStep['theirs'], { t, f }: Reader) {
  const names = await displayNames(theirs.map(({ by }) => by));
  return [...new Set(theirs.map(({ by }) => by))].map((by) => ({
    name: names[by] || t('draft:conflict.somebody'),
    parts: f.list(theirs.filter((one) => one.by === by).map(({ part }) => t(`draft:form.${part}`))),
  }));
}

/** What is stored of a part, in words. */
async function told(
  wave: Wave,
  part: DraftPart,
  offices: readonly Office[],
  reader: Reader,
): Promise<string> {
  const { t, f, lang } = reader;
  if (part === 'offices') {
    const chosen = wave.offices.map((office) => officeName(office, lang));
    const few = 12;
    return chosen.length > few
      ? t('draft:conflict.offices', { count: chosen.length })
      : f.list(chosen) || '–';
  }
  if (part === 'audiences') return f.list(wave.audiences.map((audience) => t(`waves:audience.${audience}`)));
  if (part === 'headsAnswerAt') return t(`draft:form.heads.${wave.headsAnswerAt}`);
  if (part === 'pilot') return t(`draft:conflict.pilot.${wave.pilot ? 'yes' : 'no'}`);
  if (part === 'previous')
    return wave.previous ? (await getWave(wave.previous)).title : t('draft:form.noPrevious');
  const typed = valuesOfWave(wave, offices, f)[part];
  return (Array.isArray(typed) ? f.list(storedPart(wave, part) as string[]) : typed) || '–';
}
