/** Renders a desk page of one wave, with the locals that all such pages share. A form with errors is answered with 422. */
import type { Response } from 'express';
import type { FieldError } from '../http/forms.ts';
import { wavePath } from './paths.ts';
import type { Wave } from './wave.ts';

export function showWavePage(
  res: Response,
  view: string,
  wave: Wave,
  locals: { title: string; errors?: readonly FieldError[]; [name: string]: unknown },
): Promise<void> {
  const status = locals.errors?.length ? 422 : 200;
  return res.page(view, { layout: 'desk', status, wave, base: wavePath(wave._id), ...locals });
}
