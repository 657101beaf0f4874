/** `wave purge`: permanently deletes the answers of a finished wave. Without `--yes` it only says what it would do. */

import { eraseWaves } from '../../campaigns/erasure/eraseWaves.ts';
import { purgeWave } from '../../campaigns/purgeWave.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { erasureLine } from '../erasureLine.ts';
import { findStoredWave, inEnglish } from '../findStoredWave.ts';

export const wavePurgeCommand: AddCommand = ({ wave }, cli) => {
  wave
    .command('purge')
    .description('delete responses, comments, tallies and reports of a finished wave for good')
    .argument('<id>', 'the wave')
    .option('--yes', 'really delete')
    .action((id: string, options: { yes?: boolean }) => run(id, options, cli));
};

async function run(id: string, { yes }: { yes?: boolean }, cli: Cli): Promise<void> {
  await cli.withStore(async ({ dataFolder }) => {
    const wave = await findStoredWave(id);
    if (!yes) {
      throw new CliError(
        `this deletes all answers and reports of "${wave.title}" for good; add --yes to do it`,
      );
    }
    const auditContext = { actor: 'cli', now: cli.clock.now() };
    const { responses, comments, tallies, reports } = await inEnglish(() => purgeWave(wave, auditContext));
    cli.print(
      `deleted: ${responses} responses, ${comments} comments, ${tallies} tallies, ${reports} reports`,
    );
    await eraseWaves(dataFolder ?? cli.config().dataDir, cli.clock);
    cli.print(erasureLine((await findStoredWave(id)).erasure));
  });
}
