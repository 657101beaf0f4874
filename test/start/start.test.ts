/** Starting the real program: what it prints on an empty store, how it stops, and one clear line when it cannot start. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';

interface Started {
  child: ChildProcess;
  out: () => string;
  err: () => string;
}

function start(folder: string, env: Record<string, string> = {}): Started {
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
  const text = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => {
    text.out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    text.err += chunk;
  });
  return { child, out: () => text.out, err: () => text.err };
}

async function printed({ child, out, err }: Started, words: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const match = words.exec(out());
    if (match) return match;
    assert.equal(child.exitCode, null, err());
    await Promise.race([once(child.stdout as never, 'data'), once(child, 'exit')]);
  }
}

async function refused(folder: string, env: Record<string, string> = {}): Promise<string> {
  const started = start(folder, env);
  const [code] = await once(started.child, 'close');
  assert.equal(code, 1);
  assert.equal(started.err().trim().split('\n').length, 1, started.err());
  return started.err();
}

const newFolder = () => mkdtempSync(join(tmpdir(), 'fs-start-'));

describe('npm start', function () {
  this.timeout(60_000);

  it('prints its address and the link for the first administrator, owns its folder, and stops on SIGTERM', async () => {
    const folder = newFolder();
    const started = start(folder);
    try {
      const [, link = '', origin = ''] = await printed(
        started,
        /((http:\/\/[\d.:]+)\/desk\/first-administrator\/\w{32})/,
      );
      assert.equal((await fetch(`${origin}/healthz`)).status, 200);
      assert.equal((await fetch(link)).status, 200);
      assert.equal(statSync(join(folder, 'keys/session-secret')).mode & 0o777, 0o600);
      assert.match(await refused(folder), new RegExp(`in use by process ${started.child.pid}`));
    } finally {
      started.child.kill('SIGTERM');
    }
    const [code] = await once(started.child, 'close');
    assert.equal(code, 0);
  });

  it('names a wrong variable', async () => {
    assert.match(await refused(newFolder(), { PORT: 'many' }), /PORT/);
  });

  it('names a folder that cannot be written', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'data'), 'a file where the folder should be');
    assert.match(await refused(folder), /data cannot be written \(EEXIST\).*DATA_DIR/);
  });

  it('names a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    try {
      assert.match(await refused(newFolder(), { PORT: String(port) }), new RegExp(`Port ${port} is taken`));
    } finally {
      other.close();
    }
  });
});
