/** The page of a draft: its checklist, its settings, and the launch. */
import type { Response } from 'express';
import type { FieldError } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { officeName } from '../../offices/officeName.ts';
import { itemCount, settingsOf } from '../../waves/present.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { checklistOf, instrumentsOf, type WaveJobContext } from '../launch/launchWave.ts';

export async function showDraft(
  res: Response,
  wave: Wave,
  context: WaveJobContext,
  errors: FieldError[] = [],
): Promise<void> {
  const reader = readerOf(res);
  const names = new Map(wave.offices.map((office) => [office.code, officeName(office, reader.lang)]));
  const points = (await checklistOf(wave, context)).map((point) => ({
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
  });
}
