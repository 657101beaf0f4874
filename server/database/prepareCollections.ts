/**
 * Makes the collections of all models with their indexes. What must not betray an order of arrival is clustered by its random `_id`;
 * a server that knows no clustered collections gets ordinary ones, which the launch checklist tells (`unclusteredCollections`).
 */
import mongoose, { type mongo } from 'mongoose';

const namespaceExists = 48;
/** Codes of servers that refuse the option: unknown field, invalid options, not supported, not implemented. */
const refusals = new Set([9, 59, 72, 115, 238, 40415]);

/** Several hosts may do this at once. Call it once after connecting. */
export async function prepareCollections(): Promise<void> {
  const db = mongoose.connection.db!;
  const known = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  await Promise.all(
    Object.values(mongoose.models).map(async (model) => {
      const name = model.collection.collectionName;
      if (!known.has(name)) await create(db, name, clusteringOf(model));
      await model.createIndexes();
    }),
  );
}

function clusteringOf(
  model: Pick<(typeof mongoose.models)[string], 'schema'>,
): mongo.CreateCollectionOptions {
  const { clusteredIndex } = model.schema.get('collectionOptions') ?? {};
  return clusteredIndex ? { clusteredIndex } : {};
}

async function create(db: mongo.Db, name: string, options: mongo.CreateCollectionOptions): Promise<void> {
  try {
    await db.createCollection(name, options);
  } catch (error) {
    const { code } = error as { code?: number };
    if (code === namespaceExists) return;
    if (!options.clusteredIndex || !refusals.has(code ?? 0)) throw error;
    await create(db, name, {});
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
