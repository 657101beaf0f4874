/** Opens the store: a real MongoDB when MONGODB_URI is set, otherwise the embedded one in DATA_DIR. Same code above either. */
import mongoose from 'mongoose';
import { type Embedded, startEmbedded } from './embedded/startEmbedded.ts';

export interface Store {
  kind: 'mongodb' | 'embedded';
  /** Checks documents against indexes; only for an embedded store that this process has open. */
  verify?: Embedded['verify'];
  /** What other processes of the product connect to. */
  uri: string;
  close(): Promise<void>;
}

/** Connects mongoose's default connection and builds the indexes. */
export async function connect(place: { mongodbUri: string | undefined; dataDir: string }): Promise<Store> {
  mongoose.set('strictQuery', true);
  mongoose.set('sanitizeFilter', true);
  const embedded = place.mongodbUri ? undefined : await startEmbedded({ folder: place.dataDir });
  const uri = place.mongodbUri ?? embedded?.uri ?? '';
  try {
    await mongoose.connect(uri, { serverSelectionTimeoutMS: 5000 });
    await Promise.all(Object.values(mongoose.models).map((model) => model.init()));
  } catch (error) {
    await mongoose.disconnect();
    await embedded?.close();
    throw error;
  }
  return {
    kind: embedded ? 'embedded' : 'mongodb',
    ...(embedded && { verify: embedded.verify }),
    uri,
    async close() {
      await mongoose.disconnect();
      await embedded?.close();
    },
  };
}
