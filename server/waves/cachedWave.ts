/**
 * The wave behind every answering request, cached for a second: it is a large document, and a rush of respondents would read nothing
 * else. A change made in this process shows at once (`onWaveChange`), a change made in another process within the second.
 */
import { isDeepStrictEqual } from 'node:util';
import { perStore } from '../database/perStore.ts';
import { NotFound } from '../http/httpErrors.ts';
import { type Wave, WaveModel } from './wave.ts';
import { onWaveChange } from './waveChanges.ts';
import { phaseOf, requireAnswerable } from './wavePhase.ts';
import { wasLaunched } from './waveState.ts';

const freshMs = 1000;
const maxCached = 64;
const cachedWaves = perStore(() => new Map<string, { until: number; wave: Promise<Wave | null> }>());

onWaveChange(() => cachedWaves().clear());

/** null when there is no such wave. Gives the same object for as long as nothing in it changes; do not write to it. */
export function getCachedWave(id: string): Promise<Wave | null> {
  const cached = cachedWaves();
  const known = cached.get(id);
  if (known && performance.now() < known.until) return known.wave;
  const reading = refresh(id, known?.wave);
  if (cached.size >= maxCached) cached.delete(cached.keys().next().value ?? '');
  cached.set(id, { until: performance.now() + freshMs, wave: reading });
  reading.catch(() => cached.delete(id));
  return reading;
}

/** For whoever answers: a draft and data from elsewhere are no wave to them. @throws NotFound */
export async function getLaunchedWave(id: string): Promise<Wave> {
  const wave = await getCachedWave(id);
  if (!wave || !wasLaunched(wave)) throw new NotFound('responses:noSuchWave');
  return wave;
}

/** @throws NotFound; HttpError that names the phase when the wave takes no answers now */
export async function getAnswerableWave(id: string, now: Date): Promise<Wave> {
  const wave = await getLaunchedWave(id);
  requireAnswerable(phaseOf(wave, now));
  return wave;
}

async function refresh(id: string, before: Promise<Wave | null> | undefined): Promise<Wave | null> {
  const found = await WaveModel.findOne({ _id: id }).lean();
  const old = await before?.catch(() => null);
  return old && isDeepStrictEqual(old, found) ? old : found;
}
