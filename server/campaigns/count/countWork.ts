/**
 * The parts of a count, in whichever thread they run: one reporting unit, and at the end the reports. Finished work is in the store; an
 * interrupted part is repeated.
 */
import { publishThemes } from '../../comments/themes/publishThemes.ts';
import { publishWaveReports } from '../../reports/making/publishWaveReports.ts';
import { createTallier } from '../../reports/tally/createTallier.ts';
import { localCounter } from '../../reports/tally/localCounts.ts';
import { tallyLayout } from '../../reports/tally/tallyLayout.ts';
import { saveTally } from '../../reports/tally/tallyModel.ts';
import { countUnit } from '../../responses/countUnit.ts';
import { getWave } from '../../waves/getWave.ts';
import { ballotOpener } from '../../waves/keys/ballotOpener.ts';
import { localQuestionsOf } from '../../waves/localBlocks.ts';
import type { Wave } from '../../waves/wave.ts';

export interface CountWork {
  countUnit(code: string): Promise<void>;
  /** @param invited invitations by unit code */
  publish(invited: ReadonlyMap<string, number>): Promise<void>;
}

/** @throws NotFound for an unknown wave */
export async function countWork(keyDir: string, id: string): Promise<CountWork> {
  const wave: Wave = await getWave(id);
  const layout = tallyLayout(wave.instruments);
  const open = lazyOpener(keyDir, id);
  return {
    async countUnit(code) {
      const tallier = createTallier(layout);
      const unit = wave.units.find((one) => one.code === code);
      const counter = localCounter(unit ? localQuestionsOf(wave, unit) : []);
      await countUnit({
        wave,
        unit: code,
        open,
        onContent: ({ items, demographics, local }) => {
          tallier.add(items, demographics);
          counter.add(local);
        },
        saveTally: () => saveTally(id, code, tallier.tally, counter.counts),
      });
    },
    async publish(invited) {
      await publishWaveReports(id, undefined, invited);
      await publishThemes(id);
    },
  };
}

/** Reads the keys with the first ballot: a count that was killed between destroying them and its last write must not need them again. */
function lazyOpener(keyDir: string, id: string): (sealed: Buffer) => Buffer | null {
  let open: ReturnType<typeof ballotOpener> | undefined;
  return (sealed) => {
    open ??= ballotOpener(keyDir, id);
    return open(sealed);
  };
}
