/** Runs the command line on the store that the test has open. */
import { runCli } from '../../server/cli/runCli.ts';
import { noon } from '../support/fixedClock.ts';
import { openTestStore } from '../support/testStore.ts';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

export async function runOnStore(...args: string[]): Promise<Ran> {
  return runWithInput('', ...args);
}

/** The same with something piped in. */
export async function runWithInput(input: string, ...args: string[]): Promise<Ran> {
  const ran = { stdout: '', stderr: '' };
  const code = await runCli(args, {
    stdout: (text) => {
      ran.stdout += text;
    },
    stderr: (text) => {
      ran.stderr += text;
    },
    clock: { now: () => noon },
    stdin: async () => input,
    open: async () => ({ ...(await openTestStore()), close: async () => {} }),
  });
  return { code, ...ran };
}

/** The one JSON document of a command that succeeds. */
export async function jsonOf<T>(...args: string[]): Promise<T> {
  const { code, stdout, stderr } = await runOnStore(...args, '--json');
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
}
