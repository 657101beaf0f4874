/** `wave keys FILE`: puts a wave's keys back from their recovery copy, so that a restored wave can be answered and counted. */
import { audit } from '../../accounts/audit/audit.ts';
import { sealStoredAddresses } from '../../storedData/sealStoredAddresses.ts';
import { waveKeysPresent } from '../../waves/keys/waveKeysFile.ts';
import { importRecoveryCopy, passphrasesOf, RecoveryCopyError } from '../../waves/keys/waveKeysRecovery.ts';
import { isRunning } from '../../waves/waveState.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { findStoredWave } from '../findStoredWave.ts';
import { textOf } from '../inputFile.ts';

export const waveKeysCommand: AddCommand = ({ wave }, cli) => {
  wave
    .command('keys')
    .description(
      'put the keys of a running wave back from a recovery copy; the passphrases of its two administrators are read from standard input, one a line',
    )
    .argument('<file>', 'the recovery copy')
    .action((file: string) => run(file, cli));
};

async function run(file: string, cli: Cli): Promise<void> {
  const copy = await textOf(file);
  const needed = passphrasesOf(copy);
  if (needed === 0) throw new CliError(`${file}: ${reasons.malformed}`);
  const typed = await cli.readStdin();
  const passphrases = needed === 1 ? [typed] : typed.split(/\r?\n/).filter(Boolean);
  await cli.withStore(async () => {
    const { keyDir } = cli.config();
    const wave = await findStoredWave(copy.split('\n')[1]?.trim() ?? '');
    if (!isRunning(wave)) {
      throw new CliError(`wave ${wave._id} is ${wave.state}: only a running wave has keys`);
    }
    if (waveKeysPresent(keyDir, wave._id))
      throw new CliError(`the keys of wave ${wave._id} are in KEY_DIR already`);
    await importRecoveryCopy(keyDir, copy, passphrases).catch((error: unknown) => {
      throw error instanceof RecoveryCopyError ? new CliError(`${file}: ${reasons[error.reason]}`) : error;
    });
    await sealStoredAddresses(keyDir, wave._id);
    await audit({
      at: cli.clock.now(),
      actor: 'cli',
      action: 'wave.keysRestored',
      subject: { kind: 'wave', id: wave._id },
    });
    cli.print(`the keys of wave ${wave._id} are in KEY_DIR again`);
    if (needed === 1) cli.print(ofOnePassphrase(wave._id));
  });
}

const ofOnePassphrase = (wave: string) =>
  `this copy was made by an earlier version under one passphrase, so one person alone can open the wave with it: make another with \`wave recovery ${wave}\` and destroy this one`;

const reasons = {
  passphrase: 'the passphrase does not open this recovery copy',
  passphraseMissing:
    'this recovery copy needs the passphrases of both administrators who made it: give them on standard input, one a line',
  passphraseTooShort: 'the passphrase is too short',
  passphraseSame: 'both passphrases are the same',
  malformed: 'expected a recovery copy, found something else or a damaged one',
};
