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

const briefFields = {
  title: 1,
  state: 1,
  imported: 1,
  opensAt: 1,
  closesAt: 1,
  closedAt: 1,
  offices: 1,
} as const;

/** A wave without its questionnaires, units and words, which make it long. */
export type BriefWave = Pick<Wave, '_id' | keyof typeof briefFields>;

/** All waves as a list of choices needs them, in the order of `listWaves`. */
export async function listWavesBriefly(): Promise<BriefWave[]> {
  return newestFirst(await WaveModel.find({}, briefFields).lean<BriefWave[]>());
}

/** All waves, the newest opening date first; drafts without a date come before them. */
export async function listWaves(): Promise<Wave[]> {
  return newestFirst(await WaveModel.find().lean());
}

function newestFirst<W extends Pick<Wave, 'opensAt' | 'title'>>(waves: W[]): W[] {
  const opening = (wave: W) => wave.opensAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return waves.sort((a, b) => opening(b) - opening(a) || a.title.localeCompare(b.title, 'fa'));
}
