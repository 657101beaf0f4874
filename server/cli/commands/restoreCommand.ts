/** `restore DIR`, or `restore FILE --key FILE`: a backup into an empty store; says which running waves have no keys. */
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { wavesWithoutKeys } from '../../campaigns/count/wavesWithoutKeys.ts';
import { readSecretKey } from '../../database/backup/backupKeys.ts';
import { BackupError, type Manifest } from '../../database/backup/manifest.ts';
import { unpackInto } from '../../database/backup/packFolder.ts';
import { restoreFrom } from '../../database/backup/restoreFrom.ts';
import { openSealed } from '../../database/backup/sealedFile.ts';
import { destroyFolder } from '../../database/embedded/destroyFile.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { progressNotes } from '../progressNotes.ts';

export const restoreCommand: AddCommand = ({ program }, cli) => {
  program
    .command('restore <backup>')
    .description(
      'put a backup into an empty store (DATA_DIR or MONGODB_URI): a folder that `backup` wrote, or with --key an encrypted file of BACKUP_DIR',
    )
    .option('--key <file>', 'the secret key that `backup-key` wrote')
    .action((from: string, { key }: { key?: string }) => run(from, key, cli));
};

async function run(from: string, keyFile: string | undefined, cli: Cli): Promise<void> {
  const isFile = statSync(from, { throwIfNoEntry: false })?.isFile() === true;
  if (isFile && !keyFile)
    throw new CliError(`${from} is encrypted: give --key FILE, the file that backup-key wrote`);
  await cli.withStore(async () => {
    const manifest = await (isFile && keyFile ? fromFile(from, keyFile, cli) : fromFolder(from, cli)).catch(
      (error: unknown) => {
        throw error instanceof BackupError ? new CliError(error.message) : error;
      },
    );
    const documents = manifest.collections.reduce((sum, entry) => sum + entry.documents, 0);
    cli.print(`${manifest.collections.length} collections, ${documents} documents restored`);
    for (const warning of await wavesWithoutKeys(cli.config().keyDir)) cli.printNote(warning);
  }, 'after');
}

const fromFolder = (folder: string, cli: Cli): Promise<Manifest> =>
  restoreFrom(folder, mongoose.connection, progressNotes(cli));

/** Unpacked into a private folder that is overwritten afterwards. */
async function fromFile(file: string, keyFile: string, cli: Cli): Promise<Manifest> {
  const keys = readSecretKey(keyFile, readKeyFile(keyFile));
  const folder = mkdtempSync(join(tmpdir(), 'farhangsanj-restore-'));
  try {
    await unpackInto(folder, openSealed(file, keys));
    return await fromFolder(folder, cli);
  } finally {
    await destroyFolder(folder);
  }
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError(`--key: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
