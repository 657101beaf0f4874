/** `wave count`: opens and counts the ballots of a closed wave, or resumes an interrupted count. */

import { advanceWaves } from '../../campaigns/advanceWaves.ts';
import { countWaveNow } from '../../campaigns/count/countWave.ts';
import type { AddCommand, Cli } from '../cli.ts';
import { erasureLine } from '../erasureLine.ts';
import { findStoredWave, inEnglish } from '../findStoredWave.ts';

export const waveCountCommand: AddCommand = ({ wave }, cli) => {
  wave
    .command('count')
    .description('open and count the ballots of a closed wave; needs its keys in KEY_DIR')
    .argument('<id>', 'the wave')
    .option('--json', 'print {"wave", "received", "counted"}')
    .option(
      '--unconfirmed <reason>',
      'count although a maker of a recovery copy has not confirmed that it is destroyed; the reason stays in the audit trail',
    )
    .action((id: string, options: Options) => run(id, options, cli));
};

interface Options {
  json?: boolean;
  unconfirmed?: string;
}

async function run(id: string, { json, unconfirmed = '' }: Options, cli: Cli): Promise<void> {
  await cli.withStore(async ({ dataFolder }) => {
    const config = cli.config();
    const dataDir = dataFolder ?? config.dataDir;
    const now = cli.clock.now();
    await advanceWaves(now, config.keyDir);
    const wave = await findStoredWave(id);
    const auditContext = { actor: 'cli', now };
    const progress = async (done: number, total: number) =>
      cli.printNote(`${done} of ${total} reporting units`);
    await inEnglish(() =>
      countWaveNow(
        wave,
        auditContext,
        { config: { ...config, dataDir }, clock: cli.clock, unconfirmedBecause: unconfirmed.trim() },
        progress,
      ),
    );
    const { count, erasure } = await findStoredWave(id);
    const { received, counted } = count;
    const result = { wave: id, received, counted };
    cli.print(json ? JSON.stringify(result) : `${counted} of ${received} ballots counted`);
    if (!json) cli.print(erasureLine(erasure));
  });
}
