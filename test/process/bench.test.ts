/** `npm run bench` says what is wrong with its arguments in one line, before it measures anything. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { projectRoot } from '../../server/projectRoot.ts';
import { openTestStore } from '../database/embedded/separateStore.ts';

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

  it('fills the database that the measured program finds, and not the one that is named', async function () {
    // The embedded store drops no databases; a server that is given would keep what this leaves.
    if (process.env.MONGODB_URI) return this.skip();
    const store = await openTestStore();
    const script = `
      import { useOwnDatabase, withStore } from './bench/support/withStore.ts';
      import { WaveModel } from './server/waves/wave.ts';
      import mongoose from 'mongoose';
      useOwnDatabase();
      await withStore('', () => WaveModel.collection.insertOne({ _id: 'measured' }));
      const found = async (uri) => {
        const connection = await mongoose.createConnection(uri).asPromise();
        const n = await connection.collection('waves').countDocuments({});
        await connection.close();
        return n;
      };
      console.log(await found(process.env.MONGODB_URI), await found(process.env.NAMED));`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
      cwd: projectRoot,
      env: { ...process.env, MONGODB_URI: store.uri, NAMED: store.uri },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    assert.equal((await text(child.stdout)).trim(), '1 0');
    await store.close();
  });
});
