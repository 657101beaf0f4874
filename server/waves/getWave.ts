/** Finds waves. Ids come from URLs, so an unknown id is a page not found. */
import { NotFound } from '../http/httpErrors.ts';
import { type Wave, WaveModel } from './wave.ts';
import { isCounted } from './waveState.ts';

/** @throws NotFound */
export async function getWave(id: string): Promise<Wave> {
  const wave = await WaveModel.findById(id).lean();
  if (!wave) throw new NotFound('waves:notFound');
  return wave;
}

/** For whoever reads results: to them a wave is there from its count on. @throws NotFound */
export async function getCountedWave(id: unknown): Promise<Wave> {
  const wave = await WaveModel.findById(String(id)).lean();
  if (!wave || !isCounted(wave)) throw new NotFound();
  return wave;
}

/** All waves, the newest opening date first; drafts without a date come before them. */
export async function listWaves(): Promise<Wave[]> {
  const waves = await WaveModel.find().lean();
  const opening = (wave: Wave) => wave.opensAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return waves.sort((a, b) => opening(b) - opening(a) || a.title.localeCompare(b.title, 'fa'));
}
