// A full disk, played by a limit on the size of files (no root needed): a clear error, nothing half-written, reading
// goes on, and writing as well once there is room.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './separateStore.ts';

const program = fileURLToPath(new URL('./fullDisk.ts', import.meta.url));
const limitBlocks = 32 * 1024;

describe('a store on a full disk', () => {
  const folder = temporaryFolder();
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses the write clearly, goes on reading, and writes again when there is room', function () {
    if (process.platform === 'win32') this.skip();
    this.timeout(120_000);
    const script = `ulimit -f ${limitBlocks} && exec "$0" --import tsx "$@"`;
    const ended = spawnSync('sh', ['-c', script, process.execPath, program, folder], { encoding: 'utf8' });
    assert.equal(ended.stderr, '');
    const { acknowledged, refusal, ...rest } = JSON.parse(ended.stdout);
    assert.equal(refusal.code, 14031);
    assert.match(refusal.message, /the disk is full or failing: nothing was written/);
    assert.ok(acknowledged > 0);
    assert.deepEqual(rest, {
      whileFull: acknowledged,
      reads: 1,
      deletedCount: 100,
      problems: [[], []],
      writesAgain: true,
    });
  });
});
