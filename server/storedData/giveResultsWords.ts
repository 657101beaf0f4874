/** Waves that are for employees and were launched before results opened with words: without words nobody could open theirs. */

import { resultsWordsFor } from '../waves/resultsWords.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';

/** Idempotent: words that a wave has stay. Drafts get theirs at the launch. */
export async function giveResultsWords(): Promise<void> {
  const waves = await WaveModel.find({ audiences: 'employees', resultsWords: null }).lean<Wave[]>();
  for (const wave of waves) {
    if (wave.state === 'draft') continue;
    const words = resultsWordsFor(wave, wave.audiences);
    await WaveModel.updateOne({ _id: wave._id, resultsWords: null }, { $set: { resultsWords: words } });
  }
}
