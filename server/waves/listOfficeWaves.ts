/** Waves as the pages of offices know them: which offices they hold, and with how many people. */
import type { OfficeWaves } from '../offices/officeWaves.ts';
import { wavePath } from './paths.ts';
import { WaveModel } from './wave.ts';
import { isRunning, runningStates, stateIn } from './waveState.ts';

export const listOfficeWaves: OfficeWaves = async (which) => {
  const waves = await WaveModel.find(which === 'running' ? stateIn(runningStates) : {})
    .select('title state offices')
    .lean();
  return waves.map((wave) => ({
    id: wave._id,
    title: wave.title,
    href: wavePath(wave._id),
    state: wave.state,
    running: isRunning(wave),
    headcounts: new Map(wave.offices.map(({ code, headcount }) => [code, headcount ?? null])),
    correction: (office, headcount) =>
      `${wavePath(wave._id, 'headcounts')}?office=${office}&headcount=${headcount}`,
  }));
};
