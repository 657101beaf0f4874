/** `backup-key FILE`: makes the pair of keys for encrypted backups. The secret part goes into the file, to be taken off the server. */
import { writeFileSync } from 'node:fs';
import { makeBackupKeys } from '../../database/backup/backupKeys.ts';
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
  try {
    writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CliError(
      code === 'EEXIST'
        ? `${file} exists: a key is never written over another, name a new file`
        : `${file} cannot be written (${code}); name another file`,
    );
  }
  cli.printNote(`The secret part is in ${file}. Move it to a safe place and delete it here.`);
  cli.print(`BACKUP_KEY=${publicText}`);
}
