/** The last step of a draft: its checklist, what the launch freezes, and the launch. */
import type { Response } from 'express';
import type { FieldError } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { officeName } from '../../offices/officeName.ts';
import { itemCount, settingsOf } from '../../waves/present.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { checklistOf, instrumentsOf, type WaveJobContext } from '../launch/launchWave.ts';
import { presentSaved, presentSteps } from './presentSteps.ts';

export async function showDraft(
  res: Response,
  wave: Wave,
  context: WaveJobContext,
  errors: FieldError[] = [],
): Promise<void> {
  const reader = readerOf(res);
  const names = new Map(wave.offices.map((office) => [office.code, officeName(office, reader.lang)]));
  const checklist = await checklistOf(wave, context);
  const points = checklist.map((point) => ({
    ...point,
    officeNames: point.offices.map((code) => names.get(code) ?? code),
  }));
  const red = points.filter(({ ok }) => !ok);
  await showWavePage(res, 'campaigns/draft/draft', wave, {
    title: wave.title,
    errors,
    points,
    facts: settingsOf(wave, itemCount(await instrumentsOf(wave)), reader),
    forbidden: red.filter(({ blocksLaunch }) => blocksLaunch).length,
    red: red.length,
    steps: presentSteps(wave, checklist, null, reader),
    saved: await presentSaved(wave, reader),
  });
}
