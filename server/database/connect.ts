/** Opens the store: a real MongoDB when MONGODB_URI is set, otherwise the embedded one in DATA_DIR. Same code above either. */
import mongoose, { type mongo } from 'mongoose';
import { failOnClosedLines } from './closedLines.ts';
import { type Embedded, startEmbedded } from './embedded/startEmbedded.ts';
import { lookAfterLostReplies } from './lostReplies.ts';
import { prepareCollections } from './prepareCollections.ts';
import { requireServer } from './requireServer.ts';
import { serverOptions } from './serverOptions.ts';

export interface Store {
  /** Where the embedded store lies, whoever has it open; null for a real MongoDB. */
  dataFolder: string | null;
  /** Checks documents against indexes; only for an embedded store that this process has open. */
  verify?: Embedded['verify'];
  /** What other processes of the product connect to. */
  uri: string;
  close(): Promise<void>;
}

/** Collections and indexes are made by `prepareCollections`, once and before anything else. */
const connecting = { autoIndex: false, autoCreate: false };

const strict = () => mongoose.set('strictQuery', true).set('sanitizeFilter', true);

/** Of the store that this process has open; one, because mongoose's models have one connection. */
let openUri = '';
export const storeUri = () => openUri;

/** Connects a thread of this process to the store whose indexes the process has built. */
export async function connectThread(uri: string): Promise<void> {
  strict();
  await mongoose.connect(uri, { ...connecting, ...serverOptions(uri) });
  failOnClosedLines(mongoose.connection.getClient());
  lookAfterLostReplies();
}

/**
 * Connects mongoose's default connection and builds the indexes. What goes wrong with a server is said by `storeProblem`.
 * @param extra for whoever watches what is sent
 * @throws StoreRefused
 */
export async function connect(
  place: { mongodbUri: string | undefined; dataDir: string },
  extra: mongo.MongoClientOptions = {},
): Promise<Store> {
  strict();
  const embedded = place.mongodbUri ? undefined : await startEmbedded({ folder: place.dataDir });
  const uri = place.mongodbUri ?? embedded?.uri ?? '';
  try {
    await mongoose.connect(uri, { ...connecting, ...serverOptions(uri), ...extra });
    failOnClosedLines(mongoose.connection.getClient());
    await requireServer(mongoose.connection.db!);
    await prepareCollections();
    lookAfterLostReplies();
  } catch (error) {
    await mongoose.disconnect();
    await embedded?.close();
    throw error;
  }
  openUri = uri;
  return {
    dataFolder: embedded ? place.dataDir : null,
    ...(embedded && { verify: embedded.verify }),
    uri,
    async close() {
      await mongoose.disconnect();
      await embedded?.close();
    },
  };
}
