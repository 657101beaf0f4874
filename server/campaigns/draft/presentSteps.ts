/** The list of steps: what each holds, or what it lacks for the launch; and when the draft was saved last. */
import { displayNames } from '../../accounts/displayNames.ts';
import type { Reader } from '../../i18n/reader.ts';
import type { Wave } from '../../waves/wave.ts';
import type { ChecklistItem } from '../launch/launchChecklist.ts';
import { type DraftStep, draftSteps, stepOfField, stepPath } from './draftSteps.ts';

/** The points of the checklist that are mended in a step; all others belong to the check. */
const stepOfPoint: Readonly<Record<string, DraftStep>> = {
  instruments: 'what',
  uniqueIds: 'what',
  noOffices: 'who',
  offices: 'who',
  headcounts: 'who',
  units: 'who',
  overlap: 'who',
  withoutPeople: 'who',
  dates: 'when',
  firstPage: 'words',
};

/** Points of the checklist that are red in the step. */
export const redIn = (points: readonly ChecklistItem[], step: DraftStep) =>
  points.filter(({ id, ok }) => !ok && stepOfPoint[id] === step);

export interface PresentedStep {
  step: DraftStep | 'check';
  href: string;
  isCurrent: boolean;
  /** Whether something in it stands in the way of the launch, or could not be stored. */
  state: 'done' | 'missing' | 'wrong';
  line: string;
}

/** @param current null on the page of the check */
export function presentSteps(
  wave: Wave,
  points: readonly ChecklistItem[],
  current: DraftStep | null,
  reader: Reader,
): PresentedStep[] {
  const { t } = reader;
  const steps = draftSteps.map((step): PresentedStep => {
    const isWrong = (wave.draft?.unfinished ?? []).some(({ field }) => stepOfField(field) === step);
    const missing = redIn(points, step).find(({ blocksLaunch }) => blocksLaunch);
    return {
      step,
      href: stepPath(wave._id, step),
      isCurrent: step === current,
      state: isWrong ? 'wrong' : missing ? 'missing' : 'done',
      line: isWrong
        ? t('draft:steps.wrong')
        : missing
          ? t(`draft:steps.lacks.${missing.id}`, missing.values)
          : holds(wave, points, step, reader),
    };
  });
  const red = points.filter(({ ok, blocksLaunch }) => !ok && blocksLaunch).length;
  const line = red > 0 ? t('draft:steps.left', { count: red }) : t('draft:steps.ready');
  const state = red > 0 ? 'missing' : 'done';
  return [
    ...steps,
    { step: 'check', href: stepPath(wave._id, null), isCurrent: current === null, state, line },
  ];
}

function holds(wave: Wave, points: readonly ChecklistItem[], step: DraftStep, { t, f }: Reader): string {
  const values = (id: string) => points.find((point) => point.id === id)?.values ?? {};
  if (step === 'what') return t('draft:steps.holds.what', values('instruments'));
  if (step === 'who')
    return t('draft:steps.holds.who', { count: wave.offices.length, people: values('headcounts').people });
  if (step === 'when' && wave.opensAt && wave.closesAt)
    return t('waves:period', { from: f.dateNumeric(wave.opensAt), to: f.dateNumeric(wave.closesAt) });
  if (step === 'rules')
    return t('draft:steps.holds.rules', { minimum: wave.minimum, minimumDetail: wave.minimumDetail });
  return t('draft:steps.holds.words');
}

/** «آخرین ذخیره ۱۰:۴۲»; empty for a draft that was made and not saved since. */
export async function presentSaved({ draft }: Wave, { t, f }: Reader): Promise<string> {
  if (!draft) return '';
  const { savedAt, savedBy } = draft;
  const name = (await displayNames([savedBy]))[savedBy] ?? '';
  return t('draft:steps.saved', { at: f.dateTime(new Date(savedAt)), name });
}
