/** `suggestion-keys`: renews the keys with which reviewers read suggestions; old threads stay readable. */
import { audit } from '../../accounts/audit/audit.ts';
import { renewKeys } from '../../suggestions/renewKeys.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';

export const suggestionKeysCommand: AddCommand = ({ program }, cli) => {
  program
    .command('suggestion-keys')
    .description(
      'renew the keys with which suggestions are read (KEY_DIR/suggestion-keys); older ones stay readable, and a copy of the old file opens nothing that is stored from now on',
    )
    .action(() => run(cli));
};

async function run(cli: Cli): Promise<void> {
  await cli.withStore(async () => {
    const renewed = await renewKeys(cli.config().keyDir);
    if (!renewed) throw new CliError('there are no keys yet: they are made with the first suggestion');
    const { threads, lost } = renewed;
    await audit({ at: cli.clock.now(), actor: 'cli', action: 'suggestion.keys', detail: { threads, lost } });
    cli.print(`${threads} suggestions are under the new key`);
    if (lost > 0) cli.printNote(`${lost} could not be opened before either`);
    cli.printNote('Several hosts need the new file; copies of the old one are to be destroyed.');
  });
}
