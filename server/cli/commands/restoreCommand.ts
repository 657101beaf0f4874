/** `restore DIR`: a backup into an empty store, embedded or a real MongoDB; says which running waves have no keys. */
import mongoose from 'mongoose';
import { wavesWithoutKeys } from '../../campaigns/count/wavesWithoutKeys.ts';
import { BackupError } from '../../database/backup/manifest.ts';
import { restoreFrom } from '../../database/backup/restoreFrom.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { progressNotes } from '../progressNotes.ts';

export const restoreCommand: AddCommand = ({ program }, cli) => {
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
    cli.print(`${manifest.collections.length} collections, ${documents} documents restored`);
    for (const warning of await wavesWithoutKeys(cli.config().keyDir)) cli.printNote(warning);
  }, 'after');
}
