/** The real program as a process of its own, on folders of its own and a free port. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';

export const newFolder = () => mkdtempSync(join(tmpdir(), 'fs-start-'));

export interface Started {
  child: ChildProcess;
  out: () => string;
  err: () => string;
}

export function start(folder: string, env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, ['--import', 'tsx', join(projectRoot, 'server/index.ts')], {
    cwd: projectRoot,
    env: {
      PATH: process.env.PATH,
      DATA_DIR: join(folder, 'data'),
      KEY_DIR: join(folder, 'keys'),
      PORT: '0',
      LOG_LEVEL: 'silent',
      ...env,
    },
  });
  return started(child);
}

/** A process whose words are kept. */
export function started(child: ChildProcess): Started {
  const text = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => {
    text.out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    text.err += chunk;
  });
  return { child, out: () => text.out, err: () => text.err };
}

/** Waits for words on stdout. @throws AssertionError with stderr when the program ends before */
export async function printed({ child, out, err }: Started, words: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const match = words.exec(out());
    if (match) return match;
    assert.equal(child.exitCode, null, err());
    await Promise.race([once(child.stdout as never, 'data'), once(child, 'exit')]);
  }
}
