/** `backup DIR`: makes a consistent copy of the whole store while it runs; keys are never in it. */
import mongoose from 'mongoose';
import { backupTo } from '../../database/backup/backupTo.ts';
import { BackupError } from '../../database/backup/manifest.ts';
import { prepareFolder } from '../../prepareFolders.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { progressNotes } from '../progressNotes.ts';

export const backupCommand: AddCommand = ({ program }, cli) => {
  program
    .command('backup <dir>')
    .description(
      'copy the whole store into a folder that is empty or missing; the keys in KEY_DIR are not part of it',
    )
    .action((folder: string) => run(folder, cli));
};

async function run(folder: string, cli: Cli): Promise<void> {
  prepareFolder('<dir>', folder);
  await cli.withStore(async ({ dataFolder }) => {
    const from = { connection: mongoose.connection, dataFolder };
    const manifest = await backupTo(folder, from, progressNotes(cli)).catch((error: unknown) => {
      throw error instanceof BackupError ? new CliError(error.message) : error;
    });
    const documents = manifest.collections.reduce((sum, entry) => sum + entry.documents, 0);
    if (!manifest.consistent)
      cli.printNote(
        'This server stands alone and gives no picture of one moment: what was written during the backup may be in it in part. Back up while nobody works, or run the server as a replica set.',
      );
    cli.print(`${manifest.collections.length} collections, ${documents} documents: ${folder}`);
  });
}
