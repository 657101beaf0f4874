/** What holds for every command: help, version, and one clear line for what is wrong. */
import assert from 'node:assert/strict';
import { mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOrJoinStore as openForCli } from '../../server/cli/openOrJoinStore.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { useDatabase } from '../support/testStore.ts';
import { runOnStore } from './runOnStore.ts';

describe('the command line', () => {
  useDatabase();

  it('helps with every command', async () => {
    for (const args of [
      ['--help'],
      ['wave', '--help'],
      ['wave', 'import', '--help'],
      ['report', '--help'],
      ['verify', '--help'],
    ]) {
      const { code, stdout } = await runOnStore(...args);
      assert.equal(code, 0);
      assert.match(stdout, /^Usage: farhangsanj/);
    }
  });

  it('says in the help which options are required, and which commands a noun has', async () => {
    const { stdout } = await runOnStore('wave', 'import', '--help');
    assert.match(stdout.replace(/\s+/g, ' '), /--title <title> title of the wave \(required\) --opens/);
    assert.match((await runOnStore('--help')).stdout, /wave +survey waves: import, export, count/);
  });

  it('tells its version', async () => {
    const { code, stdout } = await runOnStore('--version');
    assert.equal(code, 0);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('is started by a file that may be executed, so that running it changes nothing in the clone', () => {
    assert.equal(statSync(join(projectRoot, 'server/build/bootstrap.mjs')).mode & 0o111, 0o111);
  });

  it('names the option or variable of a folder that cannot be written', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'fs-cli-')), 'a-file');
    writeFileSync(file, '');
    const refused = new RegExp(`^The folder ${file} cannot be written \\(\\w+\\)`);
    assert.match((await runOnStore('backup', file)).stderr, refused);
    await assert.rejects(openForCli({ mongodbUri: undefined, dataDir: file }), /another with DATA_DIR/);
  });

  it('names the commands of a noun', async () => {
    assert.match((await runOnStore('wave')).stderr, /^wave: expected a command: import(, \w+)*\n$/);
  });

  it('says what it expected of a wrong command in one line', async () => {
    for (const args of [
      [],
      ['wave'],
      ['nonsense'],
      ['wave', 'nonsense'],
      ['report'],
      ['report', '--wave', 'x', '--office', 'y'],
    ]) {
      const { code, stdout, stderr } = await runOnStore(...args);
      assert.equal(code, 1, args.join(' '));
      assert.equal(stdout, '');
      assert.match(stderr, /^[^\n]{12,}\n$/, args.join(' '));
    }
  });
});
