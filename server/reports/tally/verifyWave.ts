/** Verifies the tallies of a wave: counts every response again and compares. */

import { isDeepStrictEqual } from 'node:util';
import { readResponses } from '../../responses/readResponses.ts';
import { localQuestionsOf } from '../../waves/localBlocks.ts';
import { WaveModel } from '../../waves/wave.ts';
import { createTallier } from './createTallier.ts';
import { localCounter } from './localCounts.ts';
import { areTalliesEqual, emptyTally } from './tally.ts';
import { tallyLayout } from './tallyLayout.ts';
import { loadLocalCounts, loadTallies } from './tallyModel.ts';

export interface VerifiedWave {
  wave: string;
  responses: number;
  /** Responses by unit code. */
  byUnit: Map<string, number>;
  /** Codes of the units whose stored tally is not that of their responses. */
  wrongUnits: string[];
}

/** @throws Error for an unknown wave */
export async function verifyWave(waveId: string): Promise<VerifiedWave> {
  const wave = await WaveModel.findById(waveId).lean();
  if (!wave) throw new Error(`there is no wave ${waveId}`);
  const layout = tallyLayout(wave.instruments);
  const stored = await loadTallies(waveId, layout);
  const storedLocal = await loadLocalCounts(waveId);
  const byUnit = new Map<string, number>();
  const wrongUnits: string[] = [];
  for (const unit of wave.units) {
    const { code } = unit;
    const tallier = createTallier(layout);
    const local = localCounter(localQuestionsOf(wave, unit));
    let responses = 0;
    for await (const batch of readResponses({ wave: waveId, unit: code })) {
      for (const response of batch) {
        tallier.add(response.answers, response.demographics);
        local.add(response.local);
      }
      responses += batch.length;
    }
    byUnit.set(code, responses);
    const isRight =
      areTalliesEqual(tallier.tally, stored.get(code) ?? emptyTally(layout)) &&
      isDeepStrictEqual(local.counts, storedLocal.get(code) ?? []);
    if (!isRight) wrongUnits.push(code);
  }
  const strays = [...stored.keys()].filter((code) => !byUnit.has(code));
  const total = [...byUnit.values()].reduce((sum, count) => sum + count, 0);
  return { wave: waveId, responses: total, byUnit, wrongUnits: [...wrongUnits, ...strays] };
}
