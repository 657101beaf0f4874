/** `restore DIR`: a backup into an empty store, embedded or a real MongoDB; says which running waves lack their keys. */
import mongoose from 'mongoose';
import { BackupError } from '../../database/backup/manifest.ts';
import { restoreFrom } from '../../database/backup/restoreFrom.ts';
import { ballotsReceived } from '../../responses/ballotsReceived.ts';
import { waveKeysPresent } from '../../waves/keys/waveKeys.ts';
import { WaveModel } from '../../waves/wave.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { progressNotes } from '../progressNotes.ts';

export const restore: AddCommand = ({ program }, cli) => {
  program
    .command('restore <dir>')
    .description('put a backup into an empty store (DATA_DIR or MONGODB_URI)')
    .action((folder: string) => run(folder, cli));
};

async function run(folder: string, cli: Cli): Promise<void> {
  await cli.withStore(async () => {
    const manifest = await restoreFrom(folder, mongoose.connection, progressNotes(cli)).catch(
      (error: unknown) => {
        throw error instanceof BackupError ? new CliError(error.message) : error;
      },
    );
    const documents = manifest.collections.reduce((sum, entry) => sum + entry.documents, 0);
    cli.out(`${manifest.collections.length} collections, ${documents} documents restored`);
    await warnOfMissingKeys(cli);
  }, 'atTheEnd');
}

/** Without its keys a running wave can take no answers and can never be counted. */
async function warnOfMissingKeys(cli: Cli): Promise<void> {
  const { keyDir } = cli.config();
  const running = await WaveModel.find(
    { state: mongoose.trusted({ $in: ['open', 'closed'] }), imported: false },
    { title: 1 },
  ).lean();
  for (const { _id, title } of running.filter((wave) => !waveKeysPresent(keyDir, wave._id))) {
    const ballots = [...(await ballotsReceived(_id)).values()].reduce((sum, n) => sum + n, 0);
    cli.note(
      [
        `wave ${_id} (${title}): its keys are not in KEY_DIR (${keyDir}).`,
        `Until they are, nobody can answer it, and its ${ballots} sealed ballots cannot be counted.`,
        `Copy the folder ${_id} of the old KEY_DIR there, or run \`wave keys FILE\` with the recovery copy.`,
        'If neither exists any more, these answers are lost for good: withdraw the wave on its page and ask again with a new one.',
      ].join(' '),
    );
  }
}
