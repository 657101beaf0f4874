/** `account reset-second-factor`: for the only administrator, whose phone and recovery codes are gone. */
import { AccountModel } from '../../accounts/account.ts';
import { resetFactors } from '../../accounts/secondFactor/changeFactors.ts';
import { key } from '../../i18n/text.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';

export const accountResetFactorCommand: AddCommand = ({ account }, cli) => {
  account
    .command('reset-second-factor')
    .description('take away the second step of signing in from an account; its sessions end')
    .requiredOption('--username <name>', 'name to sign in with')
    .action((options: { username: string }) => run(options.username, cli));
};

async function run(username: string, cli: Cli): Promise<void> {
  await cli.withStore(async () => {
    const account = await AccountModel.findOne({ username: key(username) }).lean();
    if (!account) throw new CliError(`--username: there is no account ${username}`);
    await resetFactors(account._id, { actor: 'cli', now: cli.clock.now() });
    cli.print(`reset ${account.username}`);
  });
}
