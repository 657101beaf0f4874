/** Checks that all requests with a code share: the wave must accept answers, and the body must be what the page sends. */
import { z } from 'zod';
import { BadRequest, HttpError, NotFound } from '../http/httpErrors.ts';
import { getCachedWave } from '../waves/cachedWave.ts';
import type { Wave } from '../waves/wave.ts';
import { phaseOf } from '../waves/wavePhase.ts';

export const codeBody = z.object({ code: z.string().max(500) });

/** @throws BadRequest */
export function parseBody<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new BadRequest();
  return parsed.data;
}

/** @throws NotFound; HttpError that names the phase when the wave accepts no answers now */
export async function getOpenWave(id: string, now: Date): Promise<Wave> {
  const wave = await getCachedWave(id);
  if (!wave || wave.state === 'draft' || wave.imported) throw new NotFound('responses:noSuchWave');
  const phase = phaseOf(wave, now);
  if (phase !== 'open' && phase !== 'grace') throw new HttpError(409, `responses:refused.${phase}`);
  return wave;
}
