/** The pages on which a draft is written: its first step, each step of one that exists, and the whole form at once. */
import type { Response } from 'express';
import type { FieldError } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import type { Office } from '../../offices/office.ts';
import { listWavesBriefly } from '../../waves/getWave.ts';
import { wavePath, wavesPath } from '../../waves/paths.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { checklistOf, type WaveJobContext } from '../launch/launchWave.ts';
import { readDraft } from './draftForm.ts';
import { type DraftPart, versionsOf } from './draftParts.ts';
import { type DraftStep, fieldsOf, stepAfter } from './draftSteps.ts';
import { type DraftValues, valuesOfWave } from './draftValues.ts';
import { presentConsequences } from './presentConsequences.ts';
import { presentFields } from './presentFields.ts';
import { presentSaved, presentSteps } from './presentSteps.ts';

export async function showNewDraft(
  res: Response,
  values: DraftValues,
  errors: FieldError[] = [],
): Promise<void> {
  const reader = readerOf(res);
  await res.page('campaigns/draft/new', {
    title: reader.t('draft:form.titleNew'),
    layout: 'desk',
    status: errors.length > 0 ? 422 : 200,
    errors,
    ...(await presentFields({ wave: null, values, offices: [], step: 'what', waves: [] }, reader)),
  });
}

interface WholeForm {
  /** null for a new draft. */
  wave: Wave | null;
  values: DraftValues;
  errors?: FieldError[];
  offices: readonly Office[];
}

/** All steps below one another, for a form that was sent as a whole. */
export async function showWholeForm(
  res: Response,
  { wave, values, errors = [], offices }: WholeForm,
): Promise<void> {
  const reader = readerOf(res);
  const heading = wave ? reader.t('draft:form.titleEdit') : reader.t('draft:form.titleNew');
  await res.page('campaigns/draft/form', {
    title: heading,
    layout: 'desk',
    status: errors.length > 0 ? 422 : 200,
    script: 'desk.js',
    heading,
    cancel: wave ? wavePath(wave._id) : wavesPath,
    errors,
    ...(await presentFields({ wave, values, offices, step: null, waves: await listWavesBriefly() }, reader)),
  });
}

interface StepPage {
  wave: Wave;
  step: DraftStep;
  offices: readonly Office[];
  /** What was typed in the step, where it was not stored as a whole. */
  typed?: DraftValues;
  /** Versions that the typed values began from; what is stored now where they are left out. */
  began?: Partial<Record<DraftPart, string>>;
  errors?: FieldError[];
}

export async function showStep(res: Response, page: StepPage, context: WaveJobContext): Promise<void> {
  const { wave, step, offices, typed } = page;
  const reader = readerOf(res);
  const values = typed ?? unfinishedOver(valuesOfWave(wave, offices, reader.f), wave);
  const errors = page.errors ?? errorsOfUnfinished(wave, step, values);
  const points = await checklistOf(wave, context);
  const next = stepAfter(step);
  // The only steps that speak of other waves; with thousands of offices each wave is long.
  const waves = step === 'who' || step === 'when' ? await listWavesBriefly() : [];
  await showWavePage(res, 'campaigns/draft/step', wave, {
    title: `${reader.t(`draft:steps.${step}`)} · ${wave.title}`,
    script: 'desk.js',
    status: page.errors?.length ? 422 : 200,
    errors,
    step,
    next: reader.t(next ? 'draft:steps.next' : 'draft:steps.toCheck', {
      step: reader.t(`draft:steps.${next ?? 'check'}`),
    }),
    began: { ...versionsOf(wave, step), ...page.began },
    steps: presentSteps(wave, points, step, reader),
    saved: await presentSaved(wave, reader),
    consequences: await presentConsequences({ wave, step, points, context, waves }, reader),
    fields: await presentFields({ wave, values, offices, step, waves }, reader),
  });
}

/** What is stored, and over it what was typed and could not be. */
function unfinishedOver(values: DraftValues, wave: Wave): DraftValues {
  const shown = { ...values, headcounts: { ...values.headcounts } };
  for (const { field, typed } of wave.draft?.unfinished ?? []) {
    const [name, code] = field.split('.');
    if (code !== undefined) shown.headcounts[code] = String(typed);
    else Object.assign(shown, { [name!]: typed });
  }
  return shown;
}

/** Told again whenever the step is opened; what no longer is wrong (another first day, say) is not. */
function errorsOfUnfinished(wave: Wave, step: DraftStep, values: DraftValues): FieldError[] {
  const kept = new Set((wave.draft?.unfinished ?? []).map(({ field }) => field));
  if (kept.size === 0) return [];
  const wrong = readDraft(values, fieldsOf(step)).errors.filter(({ field }) => kept.has(field));
  if (step !== 'when' || !kept.has('previous')) return wrong;
  return [...wrong, { field: 'previous', message: 'campaigns:errors.previousNotBefore' }];
}
