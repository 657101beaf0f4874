/**
 * Reads a written backup back, restores it into a store of its own and compares: a backup that nobody has restored is a hope. The scratch
 * folder lies beside the data, whose disk is trusted with them anyway, and is overwritten afterwards.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { BackupError, type Manifest } from '../../database/backup/manifest.ts';
import { unpackInto } from '../../database/backup/packFolder.ts';
import { restoreFrom } from '../../database/backup/restoreFrom.ts';
import { openSealed } from '../../database/backup/sealedFile.ts';
import { startEmbedded } from '../../database/embedded/startEmbedded.ts';

export interface Written {
  file: string;
  streamKey: Buffer;
  manifest: Manifest;
}

/** @param scratch an empty folder, destroyed by the caller. @throws BackupError */
export async function verifyBackup(
  { file, streamKey, manifest }: Written,
  scratch: string,
  step: () => void,
): Promise<void> {
  const unpacked = join(scratch, 'unpacked');
  await mkdir(unpacked, { mode: 0o700 });
  await unpackInto(unpacked, openSealed(file, { streamKey }));
  step();
  const store = await startEmbedded({ folder: join(scratch, 'store') });
  try {
    const connection = await mongoose
      .createConnection(store.uri, { autoIndex: false, autoCreate: false })
      .asPromise();
    try {
      // Counts every collection after restoring it, and makes every index.
      const restored = await restoreFrom(unpacked, connection, step);
      if (contentOf(restored) !== contentOf(manifest))
        throw new BackupError('what was read back is not what was written');
    } finally {
      await connection.close();
    }
    const { problems } = await store.verify();
    if (problems.length > 0) throw new BackupError(`the restored copy is not sound: ${problems[0]}`);
  } finally {
    await store.close();
  }
}

const contentOf = ({ collections }: Manifest): string =>
  JSON.stringify(collections.map(({ name, documents, sha256 }) => [name, documents, sha256]));
