/** `backup-key FILE`: makes the pair of keys for encrypted backups. The secret part goes into the file, to be taken off the server. */
import { makeBackupKeys } from '../../database/backup/backupKeys.ts';
import { createFile } from '../../wholeFile.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';

export const backupKeyCommand: AddCommand = ({ program }, cli) => {
  program
    .command('backup-key <file>')
    .description(
      'make the key of encrypted backups: the secret part into a new file that you keep elsewhere, the public part on the screen for BACKUP_KEY',
    )
    .action((file: string) => run(file, cli));
};

function run(file: string, cli: Cli): void {
  const { publicText, secretText } = makeBackupKeys();
  const lines = [
    '# Opens the backups of Farhang-Sanj (restore FILE --key THIS). Keep it in a safe and never on the server.',
    `# BACKUP_KEY=${publicText}`,
    secretText,
  ];
  if (!created(file, `${lines.join('\n')}\n`))
    throw new CliError(`${file} exists: a key is never written over another, name a new file`);
  cli.printNote(`The secret part is in ${file}. Move it to a safe place and delete it here.`);
  cli.print(`BACKUP_KEY=${publicText}`);
}

function created(file: string, content: string): boolean {
  try {
    return createFile(file, content);
  } catch (error) {
    throw new CliError(
      `${file} cannot be written (${(error as NodeJS.ErrnoException).code}); name another file`,
    );
  }
}
