/**
 * Makes the collections of all models with their indexes. What must not betray an order of arrival is clustered by its random `_id`, and
 * sessions expire by an index; a server that knows neither gets ordinary ones, which `missingFeatures` tells.
 */
import mongoose, { mongo } from 'mongoose';

const namespaceExists = 48;
/** Codes of servers that refuse an option: unknown field, invalid options, not supported, not implemented. */
const refusals = new Set([9, 59, 67, 72, 115, 197, 238, 40415]);

/** Several hosts may do this at once. Call it once after connecting. */
export async function prepareCollections(): Promise<void> {
  const db = mongoose.connection.db!;
  const known = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  await Promise.all(
    Object.values(mongoose.models).map(async (model) => {
      const name = model.collection.collectionName;
      if (!known.has(name)) await create(db, name, clusteringOf(model));
      for (const [key, options] of model.schema.indexes())
        await createIndex(db.collection(name), key as mongo.IndexSpecification, options as IndexOptions);
    }),
  );
}

function clusteringOf(
  model: Pick<(typeof mongoose.models)[string], 'schema'>,
): mongo.CreateCollectionOptions {
  const { clusteredIndex } = model.schema.get('collectionOptions') ?? {};
  return clusteredIndex ? { clusteredIndex } : {};
}

/** The same index is there with other options. */
const isOtherwiseIndexed = (error: unknown) => [85, 86].includes((error as { code?: number }).code ?? 0);
const isRefusal = (error: unknown) => refusals.has((error as { code?: number }).code ?? 0);

async function create(db: mongo.Db, name: string, options: mongo.CreateCollectionOptions): Promise<void> {
  try {
    await db.createCollection(name, options);
  } catch (error) {
    if ((error as { code?: number }).code === namespaceExists) return;
    if (!options.clusteredIndex || !isRefusal(error)) throw error;
    await create(db, name, {});
  }
}

type IndexOptions = Pick<mongo.CreateIndexesOptions, 'unique' | 'expireAfterSeconds'>;

async function createIndex(
  collection: mongo.Collection,
  key: mongo.IndexSpecification,
  { unique, expireAfterSeconds }: IndexOptions,
): Promise<void> {
  const plain = unique ? { unique } : {};
  const options = expireAfterSeconds === undefined ? plain : { ...plain, expireAfterSeconds };
  try {
    await collection.createIndex(key, options);
  } catch (error) {
    // A large index takes longer than a reply is waited for; asking again waits for the one that is being made.
    if (error instanceof mongo.MongoNetworkTimeoutError) return createIndex(collection, key, options);
    if (expireAfterSeconds === undefined) throw error;
    // Made by a version of the server that let nothing expire; its index serves, and `missingFeatures` tells the rest.
    if (isOtherwiseIndexed(error)) return;
    if (!isRefusal(error)) throw error;
    await createIndex(collection, key, plain);
  }
}

/** Names of the collections that the product wants clustered and this server keeps in order of arrival. */
export async function unclusteredCollections(): Promise<string[]> {
  const wanted = Object.values(mongoose.models)
    .filter((model) => clusteringOf(model).clusteredIndex)
    .map((model) => model.collection.collectionName);
  const stored = await mongoose.connection.db!.listCollections().toArray();
  const clustered = new Set(
    stored.filter((one) => 'options' in one && one.options?.clusteredIndex).map(({ name }) => name),
  );
  return wanted.filter((name) => !clustered.has(name));
}

/** What this server refuses of what the product would like, a sentence each; it works without. */
export async function missingFeatures(): Promise<string[]> {
  const unclustered = await unclusteredCollections();
  const warnings: string[] = [];
  if (unclustered.length > 0)
    warnings.push(
      `the database keeps ${unclustered.join(', ')} in order of arrival, because it makes no clustered collections: encrypt its disk, and let nobody read its files while a wave runs.`,
    );
  const indexes = await mongoose.connection.db!.collection('sessions').indexes();
  if (!indexes.some(({ expireAfterSeconds }) => expireAfterSeconds !== undefined))
    warnings.push(
      'the database cannot let sessions expire by itself: they end in time all the same, and are deleted every ten minutes while the product runs.',
    );
  return warnings;
}
