/**
 * What servers do that the embedded store never does, played by a proxy in front of it: a replica set with its read concerns, a server
 * that clusters nothing, lines that are cut. On a real MongoDB the proxy stands in front of that.
 */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import type { Document } from 'bson';
import mongoose, { mongo } from 'mongoose';
import { backupTo } from '../../server/database/backup/backupTo.ts';
import { BackupError } from '../../server/database/backup/manifest.ts';
import { eraseStoreFiles } from '../../server/database/eraseDeleted.ts';
import { isUnavailable } from '../../server/database/isUnavailable.ts';
import { unclusteredCollections } from '../../server/database/prepareCollections.ts';
import '../../server/app.ts';
import { playReplicaSet, setName } from '../support/playReplicaSet.ts';
import { openTestStore as openProductStore } from '../support/testStore.ts';
import { type WireProxy, wireProxy } from '../support/wireProxy.ts';
import { openTestStore, type TestStore, temporaryFolder } from './embedded/separateStore.ts';

/** Has the driver greet a server in messages that the proxy reads. */
const spoken = { serverApi: { version: '1' as const } };

/** Shows the store as the primary of a replica set that gives snapshots, and notes each find. */
function asReplicaSet(proxy: WireProxy, finds: Document[]): void {
  const atClusterTime = new mongo.Timestamp({ t: 1_700_000_000, i: 1 });
  const withTime = (reply: Document) =>
    reply.cursor ? { ...reply, cursor: { ...reply.cursor, atClusterTime } } : reply;
  playReplicaSet(proxy, (command) => {
    if (!command.find) return undefined;
    finds.push(command);
    return { change: withTime };
  });
}

describe('other servers', () => {
  let store: TestStore;
  let proxy: WireProxy;
  let folder: string;
  before(async function () {
    // They are played before the embedded store; a server that is given is what it is.
    if (process.env.MONGODB_URI) return this.skip();
    store = await openTestStore();
    for (const name of ['ballots', 'offices', 'waves'])
      await store.db
        .collection(name)
        .insertMany([{ _id: 'b' as never }, { _id: 'c' as never }, { _id: 'a' as never }]);
  });
  after(() => store?.close());
  beforeEach(async () => {
    proxy = await wireProxy(store.uri);
    folder = temporaryFolder();
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await proxy.close();
  });

  const connected = async (options: string) => {
    const uri = `${proxy.uri.replace(/\/[^/]*$/, '')}/?${options}`;
    return mongoose.createConnection(uri, { dbName: store.db.databaseName, ...spoken }).asPromise();
  };

  it('that are a replica set give a backup of one moment, whatever read concern the address names', async () => {
    for (const concern of ['', '&readConcernLevel=majority', '&readConcernLevel=local']) {
      const finds: Document[] = [];
      asReplicaSet(proxy, finds);
      const connection = await connected(`replicaSet=${setName}&retryWrites=false${concern}`);
      const manifest = await backupTo(`${folder}/${concern.length}`, { connection, dataFolder: null });
      await connection.close();
      assert.equal(manifest.consistent, true);
      assert.ok(finds.length >= 3);
      assert.deepEqual(new Set(finds.map(({ readConcern }) => readConcern?.level)), new Set(['snapshot']));
      for (const { readConcern } of finds.slice(1))
        assert.ok(readConcern.atClusterTime, 'of the moment of the first');
    }
  });

  it('know no way to erase their files, each in its own words, and any other refusal is an error', async () => {
    const connection = await connected('retryWrites=false');
    const refuse = (code: number) => {
      proxy.meddle = ({ eraseDeleted }) =>
        eraseDeleted
          ? { reply: { ok: 0, code, errmsg: 'Unknown request received: eraseDeleted' } }
          : undefined;
      return eraseStoreFiles(connection.db);
    };
    for (const code of [59, 115, 13, 8000]) assert.equal(await refuse(code), 'outOfReach', String(code));
    await assert.rejects(refuse(1), /Unknown request/);
    await connection.close();
  });

  it('are read for a backup in the order of ids, whatever order they store', async () => {
    const finds: Document[] = [];
    proxy.meddle = (command) => {
      if (command.find) finds.push(command);
      return undefined;
    };
    const connection = await connected('directConnection=true');
    const manifest = await backupTo(folder, { connection, dataFolder: null });
    await connection.close();
    assert.equal(manifest.consistent, false);
    assert.deepEqual(
      finds.map(({ sort }) => sort),
      finds.map(() => ({ _id: 1 })),
    );
  });

  it('that keep documents in order of arrival are told from those that do not', async () => {
    await openProductStore();
    assert.deepEqual(await unclusteredCollections(), []);
    const db = mongoose.connection.db!;
    const listCollections = db.listCollections;
    // As a server lists them that has taken `create` without the option.
    db.listCollections = ((...given: []) => {
      const listing = listCollections.apply(db, given);
      const toArray = listing.toArray.bind(listing);
      listing.toArray = async () => (await toArray()).map((one) => ({ ...one, options: {} }));
      return listing;
    }) as typeof db.listCollections;
    try {
      const names = await unclusteredCollections();
      for (const name of ['ballots', 'invitations', 'responses', 'comments', 'paperPasses'])
        assert.ok(names.includes(name), `${name} of ${names}`);
    } finally {
      db.listCollections = listCollections;
    }
  });

  it('that have forgotten the moment of a long backup are named, with what to do', async () => {
    const finds: Document[] = [];
    asReplicaSet(proxy, finds);
    const { meddle } = proxy;
    proxy.meddle = (command) =>
      finds.length > 1 && command.find
        ? { reply: { ok: 0, code: 239, codeName: 'SnapshotTooOld', errmsg: 'too old' } }
        : meddle(command);
    const connection = await connected(`replicaSet=${setName}`);
    await assert.rejects(backupTo(folder, { connection, dataFolder: null }), (error: Error) => {
      assert.ok(error instanceof BackupError);
      assert.match(error.message, /minSnapshotHistoryWindowInSeconds/);
      return true;
    });
    await connection.close();
  });

  it('that are gone, cut or no primary any more are told from those that refuse', async () => {
    const errorOf = async (meddle: WireProxy['meddle']) => {
      const connection = await connected(
        'directConnection=true&retryReads=false&serverSelectionTimeoutMS=30000',
      );
      proxy.meddle = meddle;
      const error = await connection
        .db!.collection('waves')
        .findOne({})
        .then(
          () => null,
          (reason: unknown) => reason,
        );
      proxy.meddle = () => undefined;
      await connection.close();
      return error;
    };
    const refused = (code: number) => (command: Document) =>
      command.find ? { reply: { ok: 0, code, codeName: `Code${code}`, errmsg: `code ${code}` } } : undefined;
    const cut = (side: 'request' | 'reply') => (command: Document) =>
      command.find ? { cut: side } : undefined;
    for (const meddle of [
      cut('request'),
      cut('reply'),
      ...[10107, 189, 91, 11600, 11602, 13435, 13, 14031, 371].map(refused),
    ])
      assert.equal(isUnavailable(await errorOf(meddle)), true, String(await errorOf(meddle)));
    for (const code of [2, 59, 11000]) assert.equal(isUnavailable(await errorOf(refused(code))), false);
    assert.equal(isUnavailable(new Error('of our own')), false);
    proxy.setDown(true);
    await assert.rejects(connected('directConnection=true&serverSelectionTimeoutMS=100'), (error) =>
      isUnavailable(error),
    );
  });
});
