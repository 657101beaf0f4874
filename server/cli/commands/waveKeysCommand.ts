/** `wave keys FILE`: puts a wave's keys back from their recovery copy, so that a restored wave can be answered and counted. */
import { audit } from '../../accounts/audit/audit.ts';
import { sealStoredAddresses } from '../../storedData/sealStoredAddresses.ts';
import { waveKeysPresent } from '../../waves/keys/waveKeysFile.ts';
import { importRecoveryCopy, isRecoveryCopy, RecoveryCopyError } from '../../waves/keys/waveKeysRecovery.ts';
import { isRunning } from '../../waves/waveState.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { findStoredWave } from '../findStoredWave.ts';
import { textOf } from '../inputFile.ts';

export const waveKeysCommand: AddCommand = ({ wave }, cli) => {
  wave
    .command('keys')
    .description(
      'put the keys of a running wave back from a recovery copy; its passphrase is read from standard input',
    )
    .argument('<file>', 'the recovery copy')
    .action((file: string) => run(file, cli));
};

async function run(file: string, cli: Cli): Promise<void> {
  const copy = textOf(file);
  if (!isRecoveryCopy(copy)) throw new CliError(`${file}: ${reasons.malformed}`);
  const passphrase = await cli.readStdin();
  await cli.withStore(async () => {
    const { keyDir } = cli.config();
    const wave = await findStoredWave(copy.split('\n')[1]?.trim() ?? '');
    if (!isRunning(wave)) {
      throw new CliError(`wave ${wave._id} is ${wave.state}: only a running wave has keys`);
    }
    if (waveKeysPresent(keyDir, wave._id))
      throw new CliError(`the keys of wave ${wave._id} are in KEY_DIR already`);
    await importRecoveryCopy(keyDir, copy, passphrase).catch((error: unknown) => {
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
  });
}

const reasons = {
  passphrase: 'the passphrase does not open this recovery copy',
  passphraseTooShort: 'the passphrase is too short',
  malformed: 'expected a recovery copy, found something else or a damaged one',
};
