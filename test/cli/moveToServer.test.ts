/**
 * Moving to a server is two commands, each with MONGODB_URI: `backup` from one store by its address, `restore` into another. Here both
 * servers are stores in processes of their own, and the commands are the real program.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { mongo } from 'mongoose';
import { projectRoot } from '../../server/projectRoot.ts';
import { buildFirst, farhangsanj, newFolder } from '../process/program.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const offices = Array.from({ length: 1500 }, (_, n) => ({
  _id: `o${n}`,
  level: 'office',
  nameFa: `دفتر ${n}`,
}));
const servers: ChildProcess[] = [];

/** A store in a process of its own; gives its address. */
async function server(): Promise<string> {
  const store = join(projectRoot, 'test/database/embedded/busyStore.ts');
  const args = ['--import', 'tsx', store, temporaryFolder('server'), '0'];
  const child = spawn(process.execPath, args, { cwd: projectRoot, env: { PATH: process.env.PATH } });
  servers.push(child);
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return JSON.parse(line).uri;
}

const command = (mongodbUri: string, ...args: string[]) =>
  farhangsanj(newFolder(), args, { MONGODB_URI: mongodbUri });

describe('moving to a server', function () {
  this.timeout(120_000);
  before(buildFirst);
  after(() => {
    for (const each of servers) each.kill('SIGKILL');
  });

  it('brings every document and index from one address to another, with progress and a count', async () => {
    const [from, to] = await Promise.all([server(), server()]);
    const [old, young] = await Promise.all([from, to].map((uri) => mongo.MongoClient.connect(uri)));
    await old!
      .db()
      .collection('offices')
      .insertMany(offices as never[]);
    await old!.db().collection('things').createIndex({ code: 1 }, { unique: true });
    const folder = join(temporaryFolder('move'), 'copy');

    const backup = await command(from, 'backup', folder);
    assert.equal(backup.code, 0, backup.stderr);
    assert.match(backup.stderr, /offices: 1500 of 1500/);
    assert.match(backup.stderr, /stands alone and gives no picture of one moment/);
    assert.ok(readdirSync(folder).includes('manifest.json'));
    const restore = await command(to, 'restore', folder);
    assert.equal(restore.code, 0, restore.stderr);
    assert.match(restore.stderr, /offices: 1500 of 1500/);
    assert.match(restore.stdout, /1501 documents restored/);

    assert.deepEqual(
      await young!.db().collection('offices').find().sort({ _id: 1 }).toArray(),
      [...offices].sort(byId),
    );
    const names = (await young!.db().collection('things').indexes()).map(({ name }) => name);
    assert.deepEqual(names, ['_id_', 'code_1']);
    const again = await command(to, 'restore', folder);
    assert.equal(again.code, 1);
    assert.match(again.stderr, /is not empty/);
    await Promise.all([old!.close(), young!.close()]);
  });

  it('says in one line that the address does not answer', async () => {
    const nowhere = `mongodb://${encodeURIComponent(join(temporaryFolder('nowhere'), 'store.sock'))}/farhangsanj`;
    const { code, stderr } = await command(nowhere, 'backup', join(temporaryFolder('move'), 'copy'));
    assert.equal(code, 1);
    assert.match(stderr, /Nothing answers at \S+store\.sock: start the database/);
    assert.equal(stderr.trim().split('\n').length, 1, stderr);
  });
});

const byId = (left: { _id: string }, right: { _id: string }) => (left._id < right._id ? -1 : 1);
