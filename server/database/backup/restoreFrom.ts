// Restores a backup into an empty database, embedded or a real MongoDB. All sums are checked before the first
// write, every count after the last; what fails half-way is taken back, so that it can be tried again.
import { createReadStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { createGunzip } from 'node:zlib';
import { type Connection, mongo } from 'mongoose';
import {
  BackupError,
  type CollectionEntry,
  type Manifest,
  type OnProgress,
  readManifest,
} from './manifest.ts';

const batchDocuments = 1000;
const batchBytes = 8 * 1024 * 1024;
const exact = { promoteValues: false, promoteLongs: false, bsonRegExp: true };

/** Restores `folder`; throws BackupError when the backup is damaged or the database holds documents. */
export async function restoreFrom(
  folder: string,
  connection: Connection,
  onProgress: OnProgress = () => {},
): Promise<Manifest> {
  const home = resolve(folder);
  const db = connection.db!;
  const manifest = await readManifest(home);
  await requireEmpty(db);
  const begun: string[] = [];
  try {
    for (const entry of manifest.collections) {
      begun.push(entry.name);
      await restoreCollection(home, db, entry, onProgress);
    }
    return manifest;
  } catch (error) {
    for (const name of begun) await db.collection(name).drop();
    throw error;
  }
}

async function requireEmpty(db: mongo.Db): Promise<void> {
  for (const { name } of await db.listCollections({}, { nameOnly: true }).toArray())
    if (!name.startsWith('system.') && (await db.collection(name).findOne({})))
      throw new BackupError(
        `the database ${db.databaseName} is not empty (collection ${name}): a restore needs an empty one`,
      );
}

async function restoreCollection(
  home: string,
  db: mongo.Db,
  entry: CollectionEntry,
  onProgress: OnProgress,
): Promise<void> {
  const { name, file, documents, indexes } = entry;
  const collection = db.collection(name);
  // Indexes the running product has already made may differ from those of the backup.
  const [known] = await db.listCollections({ name }).toArray();
  if (known) await collection.drop();
  await db.createCollection(name, clusteringOf(known));
  let done = 0;
  for await (const batch of batches(join(home, file))) {
    await collection.insertMany(batch, { forceServerObjectId: true, ignoreUndefined: false });
    done += batch.length;
    onProgress({ collection: name, done, total: documents });
  }
  if (indexes.length > 0)
    await collection.createIndexes(
      indexes.map(({ v: _, ns: _ns, ...index }) => index as mongo.IndexDescription),
    );
  const stored = await collection.countDocuments({});
  if (stored !== documents)
    throw new BackupError(`${name}: ${documents} documents in the backup, ${stored} after the restore`);
}

/** A collection that the product clusters by `_id` stays so: its natural order must not become the order of arrival. */
function clusteringOf(known: object | undefined): mongo.CreateCollectionOptions {
  const clustered = (known as mongo.CollectionInfo | undefined)?.options?.clusteredIndex;
  return clustered ? { clusteredIndex: { key: { _id: 1 }, unique: true } } : {};
}

async function* batches(path: string): AsyncGenerator<mongo.Document[]> {
  let batch: mongo.Document[] = [];
  let bytes = 0;
  for await (const document of documentsOf(path)) {
    batch.push(mongo.BSON.deserialize(document, exact));
    bytes += document.length;
    if (batch.length < batchDocuments && bytes < batchBytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

/** The bytes of each document of a gzipped BSON file. */
async function* documentsOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path).pipe(createGunzip()) as AsyncIterable<Buffer>) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let at = 0;
    while (rest.length - at >= 4 && rest.length - at >= rest.readInt32LE(at)) {
      const size = rest.readInt32LE(at);
      if (size < 5) throw new BackupError(`${path}: a document of ${size} bytes`);
      yield rest.subarray(at, at + size);
      at += size;
    }
    rest = rest.subarray(at);
  }
  if (rest.length > 0) throw new BackupError(`${path} ends in the middle of a document`);
}
