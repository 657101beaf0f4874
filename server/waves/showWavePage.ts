/** Renders a desk page of one wave, with the locals that all such pages share. A form with errors is answered with 422. */
import type { Response } from 'express';
import type { FrameLocals, View, ViewLocals } from '../http/viewLocals.ts';
import { wavePath } from './paths.ts';
import type { Wave } from './wave.ts';

/** What a page of a wave is given besides that; where the view is one of several, what any of them is given. */
type WaveLocals<V extends View> = V extends View ? FrameLocals & Omit<ViewLocals[V], 'wave' | 'base'> : never;

export function showWavePage<V extends View>(
  res: Response,
  view: V,
  wave: Wave,
  locals: WaveLocals<V>,
): Promise<void> {
  const { errors }: FrameLocals = locals;
  const ofWave = { layout: 'desk', status: errors?.length ? 422 : 200, wave, base: wavePath(wave._id) };
  return res.page(view, { ...ofWave, ...locals } as unknown as FrameLocals & ViewLocals[V]);
}
