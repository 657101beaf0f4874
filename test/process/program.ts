/** The program as people run it, built and in processes of its own: `npm start` and the commands. */
import assert from 'node:assert/strict';
import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

export const newFolder = () => temporaryFolder('start');

export interface Started {
  child: ChildProcess;
  out: () => string;
  err: () => string;
}

/** Builds what is older than its source; nothing when the run began with a build. For `before`. */
export async function buildFirst(): Promise<void> {
  const plain = join(projectRoot, 'server/build/build.mjs');
  const { buildIfStale } = (await import(plain)) as {
    buildIfStale(say: (line: string) => void): Promise<void>;
  };
  await buildIfStale(() => undefined);
}

/** A process with data and keys in a folder, of whose environment it sees nothing else but `env`. */
export function run(folder: string, args: readonly string[], env: Record<string, string> = {}): Started {
  const places = { DATA_DIR: join(folder, 'data'), KEY_DIR: join(folder, 'keys') };
  const child = spawn(process.execPath, [join(projectRoot, 'server/build/bootstrap.mjs'), ...args], {
    cwd: projectRoot,
    env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', ...places, ...env },
  });
  return listenTo(child);
}

/** Collects what a process says. */
export function listenTo(child: ChildProcessWithoutNullStreams): Started {
  const text = { out: '', err: '' };
  child.stdout.on('data', (chunk) => {
    text.out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    text.err += chunk;
  });
  return { child, out: () => text.out, err: () => text.err };
}

/** `npm start` on a free port. */
export const start = (folder: string, env: Record<string, string> = {}) => run(folder, ['start'], env);

/** One command to its end, with nothing piped in. */
export async function farhangsanj(folder: string, args: readonly string[], env: Record<string, string> = {}) {
  const command = run(folder, args, env);
  command.child.stdin?.end();
  const [code] = (await once(command.child, 'close')) as [number | null];
  return { code, stdout: command.out(), stderr: command.err() };
}

/** The same where it must succeed; gives what it printed. */
export async function succeeds(folder: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await farhangsanj(folder, args);
  assert.equal(code, 0, `farhangsanj ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** Waits for words on stdout. @throws AssertionError with stderr when the program ends before */
export const printed = (program: Started, words: RegExp) => said(program, 'stdout', words);

/** The same of the log, on stderr. */
export const logged = (program: Started, words: RegExp) => said(program, 'stderr', words);

async function said({ child, out, err }: Started, stream: 'stdout' | 'stderr', words: RegExp) {
  const text = stream === 'stdout' ? out : err;
  for (;;) {
    const match = words.exec(text());
    if (match) return match;
    assert.equal(child.exitCode, null, err());
    await Promise.race([once(child[stream] as never, 'data'), once(child, 'exit')]);
  }
}

/** Tells the program to stop, and gives its exit code. */
export async function stop({ child }: Started): Promise<number | null> {
  child.kill('SIGTERM');
  const [code] = (await once(child, 'close')) as [number | null];
  return code;
}
