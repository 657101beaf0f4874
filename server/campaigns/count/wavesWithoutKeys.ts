/** Finds running waves whose keys are not in KEY_DIR, as after a restore on another machine: they can neither be answered nor counted. */
import { countBallots } from '../../responses/ballotsReceived.ts';
import { waveKeysPresent } from '../../waves/keys/waveKeysFile.ts';
import { WaveModel } from '../../waves/wave.ts';
import { runningStates, stateIn } from '../../waves/waveState.ts';

/** A paragraph about each for the person at the terminal: what does not work, how to fix it, what is lost otherwise. */
export async function wavesWithoutKeys(keyDir: string): Promise<string[]> {
  const running = await WaveModel.find({ ...stateIn(runningStates), imported: false }, { title: 1 }).lean();
  const without = running.filter(({ _id }) => !waveKeysPresent(keyDir, _id));
  return Promise.all(
    without.map(async ({ _id, title }) => {
      const ballots = await countBallots(_id);
      return [
        `wave ${_id} (${title}): its keys are not in KEY_DIR (${keyDir}).`,
        `Until they are, nobody can answer it, and its ${ballots} sealed ballots cannot be counted.`,
        `Copy the folder ${_id} of the old KEY_DIR there, or run \`wave keys FILE\` with the recovery copy.`,
        'If neither exists any more, these answers are lost for good: withdraw the wave on its page and ask again with a new one.',
      ].join(' ');
    }),
  );
}
