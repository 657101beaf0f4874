// Writes a backup of the connected database, embedded or a real MongoDB, in one form that restores into either.
// The embedded store first copies its files at one moment and the backup is read from that copy, so that it is
// consistent while work goes on; a replica set gives a snapshot; a lone mongod cannot, and the manifest says so.
// Documents are written in the order of their random `_id`, whatever the server stores them by: never in order of arrival.
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Connection, mongo } from 'mongoose';
import { copyDataFile } from '../embedded/copyDataFile.ts';
import { destroyFolder } from '../embedded/destroyFile.ts';
import { startEmbedded } from '../embedded/startEmbedded.ts';
import {
  BackupError,
  type CollectionEntry,
  type Manifest,
  type OnProgress,
  writeManifest,
} from './manifest.ts';

const progressEvery = 1000;

/** The code of a server that has forgotten the moment which the backup reads. */
const snapshotTooOld = 239;
const tooSlow =
  'the backup took longer than the server remembers one moment: raise minSnapshotHistoryWindowInSeconds there (300 by default) and repeat it';

/** The database that `connection` leads to, and the folder of its files if it is an embedded store. */
interface Source {
  connection: Connection;
  dataFolder: string | null;
}

/** Backs up into `folder`, which must be empty or missing. Throws BackupError; leaves nothing half-made behind. */
export async function backupTo(
  folder: string,
  { connection, dataFolder }: Source,
  onProgress: OnProgress = () => {},
): Promise<Manifest> {
  const home = resolve(folder);
  await mkdir(home, { recursive: true, mode: 0o700 });
  if ((await readdir(home)).length > 0)
    throw new BackupError(`${home} is not empty: a backup needs a folder of its own`);
  try {
    const db = connection.db!;
    const manifest = dataFolder
      ? await dumpEmbedded(home, dataFolder, db.databaseName, onProgress)
      : await dumpServer(home, db, onProgress);
    await writeManifest(home, manifest);
    return manifest;
  } catch (error) {
    for (const name of await readdir(home)) await rm(join(home, name), { recursive: true, force: true });
    throw (error as { code?: number }).code === snapshotTooOld ? new BackupError(tooSlow) : error;
  }
}

async function dumpServer(home: string, db: mongo.Db, onProgress: OnProgress): Promise<Manifest> {
  const { setName } = await db.command({ hello: 1 });
  if (!setName) return dump(home, db, false, onProgress);
  await using session = db.client.startSession({ snapshot: true });
  return await dump(home, db, true, onProgress, session);
}

async function dumpEmbedded(
  home: string,
  dataFolder: string,
  database: string,
  onProgress: OnProgress,
): Promise<Manifest> {
  const folder = await mkdtemp(join(home, '.copy-'));
  try {
    await copyDataFile(dataFolder, folder);
    const store = await startEmbedded({ folder });
    try {
      await using client = await mongo.MongoClient.connect(store.uri);
      return await dump(home, client.db(database), true, onProgress);
    } finally {
      await store.close();
    }
  } finally {
    await destroyFolder(folder);
  }
}

async function dump(
  home: string,
  db: mongo.Db,
  consistent: boolean,
  onProgress: OnProgress,
  session?: mongo.ClientSession,
): Promise<Manifest> {
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
  const collections: CollectionEntry[] = [];
  for (const name of names.filter((each) => !each.startsWith('system.')).sort())
    collections.push(await dumpCollection(home, db.collection(name), onProgress, session));
  return { format: 1, createdAt: new Date().toISOString(), consistent, collections };
}

async function dumpCollection(
  home: string,
  collection: mongo.Collection,
  onProgress: OnProgress,
  session?: mongo.ClientSession,
): Promise<CollectionEntry> {
  const name = collection.collectionName;
  const file = `${encodeURIComponent(name)}.bson.gz`;
  const total = await collection.estimatedDocumentCount();
  const hash = createHash('sha256');
  let documents = 0;
  // Said here as well, because the driver prefers the read concern of the connection string to that of the session.
  const snapshot = session ? { session, readConcern: { level: 'snapshot' as const } } : {};
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const document of collection.find({}, { raw: true, ...snapshot }).sort({ _id: 1 })) {
      yield document as unknown as Uint8Array;
      if (++documents % progressEvery === 0) onProgress({ collection: name, done: documents, total });
    }
  }
  const summed = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(
    bytes,
    createGzip(),
    summed,
    createWriteStream(join(home, file), { mode: 0o600, flush: true }),
  );
  onProgress({ collection: name, done: documents, total: documents });
  const indexes = (await collection.indexes()).filter(({ name: indexName }) => indexName !== '_id_');
  return {
    name,
    file,
    documents,
    sha256: hash.digest('hex'),
    indexes: indexes as CollectionEntry['indexes'],
  };
}
