/** The command line and the version of stored data: it marks what it fills, and reads nothing that a newer program wrote. */
import assert from 'node:assert/strict';
import mongoose from 'mongoose';
import { schemaVersion } from '../../server/database/schemaVersion.ts';
import { useDatabase } from '../support/testStore.ts';
import { runOnStore } from './runOnStore.ts';

interface Meta {
  _id: string;
  version: number;
}

describe('commands and the version of the data', () => {
  useDatabase();
  const meta = () => mongoose.connection.collection<Meta>('meta');

  it('mark a new store with the version that they write', async () => {
    assert.equal((await runOnStore('verify')).code, 0);
    assert.equal((await meta().findOne({ _id: 'schema' }))?.version, schemaVersion);
  });

  it('refuse data that a newer program wrote, in one line', async () => {
    await meta().insertOne({ _id: 'schema', version: schemaVersion + 1 });
    const { code, stderr } = await runOnStore('verify');
    assert.equal(code, 1);
    assert.match(stderr, /^[^\n]*newer program[^\n]*\n$/);
  });

  it('say that an empty store is empty, and which commands there are', async () => {
    assert.match((await runOnStore('verify')).stderr, /the store is empty/);
    assert.match((await runOnStore('wave', 'nothing')).stderr, /expected import, /);
    assert.match((await runOnStore('nothing')).stderr, /expected .*offices.*verify/);
  });
});
