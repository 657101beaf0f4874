/** `wave recovery`: makes a recovery copy of a running wave's keys, in two calls by two administrators; the second call gives it out. */
import { AccountModel } from '../../accounts/account.ts';
import { givePassphrase } from '../../campaigns/recovery/makeRecoveryCopy.ts';
import { minPassphraseLength } from '../../waves/keys/passphraseKeys.ts';
import { RecoveryCopyError } from '../../waves/keys/waveKeysRecovery.ts';
import { replaceFile } from '../../wholeFile.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';
import { findStoredWave, inEnglish } from '../findStoredWave.ts';

interface Options {
  as: string;
  out?: string;
}

export const waveRecoveryCommand: AddCommand = ({ wave }, cli) => {
  wave
    .command('recovery')
    .description(
      'make a recovery copy of the keys of a running wave: two administrators call it one after the other, each with a passphrase on standard input',
    )
    .argument('<id>', 'the wave')
    .requiredOption('--as <username>', 'the administrator whose passphrase it is')
    .option('--out <file>', 'where the second call writes the copy; without it the copy is printed')
    .action((id: string, options: Options) => run(id, options, cli));
};

async function run(id: string, { as, out }: Options, cli: Cli): Promise<void> {
  const passphrase = (await cli.readStdin()).split(/\r?\n/)[0] ?? '';
  await cli.withStore(async () => {
    const wave = await findStoredWave(id);
    const administrator = { username: as, role: 'administrator' as const, disabled: false };
    const account = await AccountModel.findOne(administrator).lean();
    if (!account) throw new CliError(`--as: expected the username of an administrator, found ${as}`);
    const auditContext = { actor: account._id, now: cli.clock.now() };
    const give = () => givePassphrase(wave, passphrase, cli.config().keyDir, auditContext);
    const copy = await inEnglish(give).catch((error: unknown) => {
      if (!(error instanceof RecoveryCopyError)) throw error;
      throw new CliError(error.reason === 'passphraseSame' ? same : tooShort);
    });
    if (copy === null) return cli.print(`the passphrase of ${as} is in place; ${next}`);
    if (!out) return cli.print(copy.trimEnd());
    replaceFile(out, copy);
    cli.print(`${out}: the recovery copy of wave ${id}, which opens with both passphrases together`);
  });
}

const tooShort = `the passphrase is too short: expected at least ${minPassphraseLength} characters`;
const same = 'this is the first passphrase again: expected one that the other administrator does not know';
const next = 'another administrator completes the copy with the same command';
