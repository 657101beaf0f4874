/** `npm run bench` says what is wrong with its arguments in one line, before it measures anything. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { projectRoot } from '../../server/projectRoot.ts';

describe('npm run bench', function () {
  this.timeout(60_000);

  it('names a wrong option and a file that cannot be written', () => {
    for (const [args, expected] of [
      [['--nonsense'], /--nonsense/],
      [
        ['credentials', '--json', '/nowhere/figures.json'],
        /--json: \/nowhere\/figures\.json cannot be written/,
      ],
    ] as [string[], RegExp][]) {
      const run = spawnSync(process.execPath, ['--import', 'tsx', 'bench/index.ts', ...args], {
        cwd: projectRoot,
        encoding: 'utf8',
      });
      assert.deepEqual([run.status, run.stdout], [1, '']);
      assert.match(run.stderr, expected);
      assert.equal(run.stderr.trimEnd().split('\n').length, 1, run.stderr);
    }
  });
});
