/** Opens the store in a folder for as long as something is put into it. */
import { connect } from '../../server/database/connect.ts';

export async function withStore<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  const store = await connect({ mongodbUri: undefined, dataDir });
  try {
    return await work();
  } finally {
    await store.close();
  }
}
