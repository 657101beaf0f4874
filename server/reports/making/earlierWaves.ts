/** What the waves before one show of offices' own staff: the chain of waves that are compared with one another, as far as they are released. */
import { minimumSizes } from '../../statistics/minimumSizes.ts';
import { endOf, type Wave, WaveModel } from '../../waves/wave.ts';
import { type PublishedReport, PublishedReportModel } from '../published/publishedModels.ts';
import type { Report } from '../published/reportObject.ts';
import type { ShownWave } from './comparison/changeOverWaves.ts';

const maxWaves = 12;

/** Oldest first; of nothing but published reports. Empty where they are too few to tell a change over waves. */
export async function earlierWaves({ _id, previous }: Pick<Wave, '_id' | 'previous'>): Promise<ShownWave[]> {
  const waves: Wave[] = [];
  const seen = new Set([_id]);
  let next = previous;
  while (next !== null && !seen.has(next) && waves.length < maxWaves - 1) {
    seen.add(next);
    const wave: Wave | null = await WaveModel.findById(next).lean();
    // What is not released may reveal nothing, by no number that rests on it.
    if (wave?.state !== 'released') break;
    waves.unshift(wave);
    next = wave.previous;
  }
  if (waves.length < minimumSizes.waves - 1) return [];
  const shown: ShownWave[] = [];
  for (const wave of waves) shown.push({ ...shownWave(wave, []), reports: await ownReports(wave._id) });
  return shown;
}

export function shownWave(
  wave: Pick<Wave, '_id' | 'instruments' | 'units' | 'closedAt' | 'closesAt'>,
  reports: readonly Report[],
): ShownWave {
  return {
    id: wave._id,
    endsAt: endOf(wave),
    instruments: wave.instruments,
    units: wave.units,
    reports: reports.filter(({ scope }) => scope === 'own').map(indexesOf),
  };
}

/** One after another, because only a small part of each is kept. */
async function ownReports(wave: string): Promise<ShownWave['reports']> {
  const found: ShownWave['reports'][number][] = [];
  const cursor = PublishedReportModel.find({ wave, scope: 'own' }, { report: 1 }).lean().cursor();
  for await (const { report } of cursor as AsyncIterable<PublishedReport>) found.push(indexesOf(report));
  return found;
}

const indexesOf = ({ office, rolledUpTo, instruments }: Report): ShownWave['reports'][number] => ({
  office,
  rolledUpTo,
  instruments: instruments.map(({ id, index }) => ({ id, index })),
});
