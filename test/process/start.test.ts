/** Starting the real program: what it prints on an empty store, how it stops, and one clear line when it cannot start. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync, watch, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { buildFirst, newFolder, printed, start } from './program.ts';

async function refused(folder: string, env: Record<string, string> = {}): Promise<string> {
  const started = start(folder, env);
  const [code] = await once(started.child, 'close');
  assert.equal(code, 1);
  assert.equal(started.err().trim().split('\n').length, 1, started.err());
  return started.err();
}

describe('npm start', function () {
  this.timeout(120_000);
  before(buildFirst);

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
      assert.match(
        await refused(folder),
        new RegExp(`in use by process ${started.child.pid}\\. Stop that process first, or .*DATA_DIR`),
      );
    } finally {
      started.child.kill('SIGTERM');
    }
    const [code] = await once(started.child, 'close');
    assert.equal(code, 0);
  });

  it('ends cleanly on a signal that comes while it is starting: the folder is free for the next start', async () => {
    const folder = newFolder();
    const watching = watch(folder);
    const started = start(folder);
    await once(watching, 'change');
    watching.close();
    started.child.kill('SIGTERM');
    const [code] = await once(started.child, 'close');
    assert.deepEqual([code, started.err()], [0, '']);
    const left = existsSync(join(folder, 'data')) ? readdirSync(join(folder, 'data')) : [];
    assert.deepEqual(
      left.filter((name) => ['lock', 'uri', 'store.sock'].includes(name)),
      [],
    );
  });

  it('names a wrong variable', async () => {
    assert.match(await refused(newFolder(), { PORT: 'many' }), /PORT/);
  });

  it('names a folder that cannot be written', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'data'), 'a file where the folder should be');
    assert.match(await refused(folder), /data cannot be written \(ENOTDIR\).*DATA_DIR/);
  });

  it('names a folder on a file system that takes none', async () => {
    assert.match(
      await refused(newFolder(), { DATA_DIR: '/proc/farhangsanj/data' }),
      /\/proc\/farhangsanj\/data .*DATA_DIR/,
    );
    assert.match(await refused(newFolder(), { KEY_DIR: '/dev/null/keys' }), /\/dev\/null\/keys .*KEY_DIR/);
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

  it('names an address that is not of this machine', async () => {
    assert.match(await refused(newFolder(), { HOST: '192.0.2.1' }), /HOST: 192\.0\.2\.1 is no address/);
  });
});
