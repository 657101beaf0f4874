/** `account create`: an account from the command line. Without a password it prints a one-time link that sets one. */
import { hasOffices, type Role, roles } from '../../accounts/account.ts';
import { createAccount, UsernameTaken } from '../../accounts/createAccount.ts';
import { displayName, username } from '../../accounts/forms.ts';
import { hashPassword } from '../../accounts/password.ts';
import { maxPasswordLength, minPasswordLength, weaknessOf } from '../../accounts/passwordRules/weakness.ts';
import { setPasswordPath } from '../../accounts/paths.ts';
import { issueSetPasswordToken } from '../../accounts/setPassword.ts';
import { baseUrlOf } from '../../http/baseUrlOf.ts';
import { OfficeModel } from '../../offices/office.ts';
import { type AddCommand, type Cli, CliError } from '../cli.ts';

interface Options {
  username: string;
  role: string;
  name: string;
  office?: string[];
  passwordStdin?: boolean;
}

export const accountCreateCommand: AddCommand = ({ account }, cli) => {
  account
    .command('create')
    .description(
      'create an account; prints a one-time link for its password, unless --password-stdin is given',
    )
    .requiredOption('--username <name>', 'name to sign in with')
    .requiredOption('--role <role>', roles.join(', '))
    .requiredOption('--name <name>', 'full name')
    .option('--office <code...>', 'offices of a manager, with all below them, or of a reviewer')
    .option('--password-stdin', 'read the password from standard input')
    .action((options: Options) => run(options, cli));
};

async function run(options: Options, cli: Cli): Promise<void> {
  const person = checked(options);
  const passwordHash = options.passwordStdin
    ? await hashPassword(checkedPassword(await cli.readStdin(), person))
    : null;
  await cli.withStore(async () => {
    for (const { office } of person.grants) {
      if (!(await OfficeModel.exists({ _id: office })))
        throw new CliError(`--office: expected the code of a stored office, found ${office}`);
    }
    const now = cli.clock.now();
    const account = await createAccount({ ...person, passwordHash }, 'cli', now).catch((error: unknown) => {
      if (error instanceof UsernameTaken) throw new CliError(`--username: ${error.message} is taken`);
      throw error;
    });
    if (passwordHash) return cli.print(`created ${account.username}`);
    const { token } = await issueSetPasswordToken(account._id, now);
    cli.print(`${baseUrlOf(cli.config())}${setPasswordPath(token)}`);
  });
}

function checked(options: Options) {
  const name = username.safeParse(options.username);
  if (!name.success) throw new CliError('--username: expected 3 to 64 letters or digits without spaces');
  const full = displayName.safeParse(options.name);
  if (!full.success) throw new CliError('--name: expected 1 to 120 characters');
  const role = roles.find((one): one is Role => one === options.role);
  if (!role) throw new CliError(`--role: expected one of ${roles.join(', ')}, found ${options.role}`);
  const offices = options.office ?? [];
  if (hasOffices(role) && !offices.length) throw new CliError(`--office: a ${role} needs at least one`);
  if (!hasOffices(role) && offices.length)
    throw new CliError('--office: only a manager or a reviewer has offices');
  const grants = offices.map((office) => ({ office, from: null, to: null }));
  return { username: name.data, displayName: full.data, role, grants };
}

function checkedPassword(password: string, person: { username: string; displayName: string }): string {
  const weakness = weaknessOf(password, [person.username, person.displayName]);
  if (weakness === 'length')
    throw new CliError(`the password needs ${minPasswordLength} to ${maxPasswordLength} characters`);
  if (weakness === 'common')
    throw new CliError(
      'the password is easy to guess: expected several unrelated words, or letters that are no word, name, date or keyboard row',
    );
  return password;
}
