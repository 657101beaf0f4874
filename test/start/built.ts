/** The built program, `dist/`, as a person runs it: every command and the server are processes of their own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { type Started, started } from './program.ts';

/** A machine of its own: where its data and its keys lie. */
export interface Machine {
  DATA_DIR: string;
  KEY_DIR: string;
}

export function newMachine(): Machine {
  const folder = temporaryFolder('built');
  return { DATA_DIR: join(folder, 'data'), KEY_DIR: join(folder, 'keys') };
}

/** Builds what is older than its source; nothing when the run began with a build. */
export async function buildFirst(): Promise<void> {
  const plain = join(projectRoot, 'server/build.mjs');
  const { buildIfStale } = (await import(plain)) as {
    buildIfStale(say: (line: string) => void): Promise<void>;
  };
  await buildIfStale(() => undefined);
}

function run(machine: Machine, args: readonly string[]): Started {
  const env = { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', ...machine };
  return started(
    spawn(process.execPath, [join(projectRoot, 'server/bootstrap.mjs'), ...args], { cwd: projectRoot, env }),
  );
}

/** `npm start` on a machine. */
export const startBuilt = (machine: Machine): Started => run(machine, ['start']);

/** One command to its end, with nothing piped in. */
export async function farhangsanj(machine: Machine, ...args: string[]) {
  const command = run(machine, args);
  command.child.stdin?.end();
  const [code] = (await once(command.child, 'close')) as [number | null];
  return { code, stdout: command.out(), stderr: command.err() };
}

/** The same where it must succeed; gives what it printed. */
export async function succeeds(machine: Machine, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await farhangsanj(machine, ...args);
  if (code !== 0) throw new Error(`farhangsanj ${args.join(' ')}: ${code}\n${stderr}`);
  return stdout;
}
