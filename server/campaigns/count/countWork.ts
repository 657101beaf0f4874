/**
 * The pieces that a count is made of, in whichever thread they are done: one reporting unit, and at the end the reports. What is done
 * is in the store; a piece that was broken off is done again.
 */
import { publishWaveReports } from '../../reports/making/publishWaveReports.ts';
import { createTallier } from '../../reports/tally/createTallier.ts';
import { tallyLayout } from '../../reports/tally/tallyLayout.ts';
import { saveTally } from '../../reports/tally/tallyModel.ts';
import { countUnit } from '../../responses/countUnit.ts';
import { getWave } from '../../waves/getWave.ts';
import { sealedOpener } from '../../waves/keys/waveKeys.ts';
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
  const open = lateOpener(keyDir, id);
  return {
    async countUnit(code) {
      const tallier = createTallier(layout);
      await countUnit({
        wave,
        unit: code,
        open,
        onContent: ({ items, demographics }) => tallier.add(items, demographics),
        saveTally: () => saveTally(id, code, tallier.tally),
      });
    },
    async publish(invited) {
      await publishWaveReports(id, undefined, invited);
    },
  };
}

/** A count that died between the destruction of the keys and its last write must not need them again. */
function lateOpener(keyDir: string, id: string): (sealed: Buffer) => Buffer | null {
  let open: ReturnType<typeof sealedOpener> | undefined;
  return (sealed) => {
    open ??= sealedOpener(keyDir, id);
    return open(sealed);
  };
}
