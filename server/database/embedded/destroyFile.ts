/**
 * Overwrites a file before its name is removed, so that its bytes are not left in free blocks of the disk. On disks that write each
 * change elsewhere (solid state, copying file systems) only an encrypted disk gives more.
 */
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Small enough that the flushes of other writers do not wait for long. */
const chunk = Buffer.alloc(1024 * 1024);

/** Does nothing when there is no such file. */
export async function destroyFile(path: string): Promise<void> {
  const file = await open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (!file) return;
  try {
    const { size } = await file.stat();
    for (let at = 0; at < size; at += chunk.length) {
      await file.write(chunk, 0, Math.min(chunk.length, size - at), at);
      await file.datasync();
    }
  } finally {
    await file.close();
  }
  await rm(path, { force: true });
}

/** Destroys every file in a folder, then the folder; does nothing when there is none. */
export async function destroyFolder(path: string): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) await destroyFolder(inside);
    else if (entry.isFile()) await destroyFile(inside);
  }
  await rm(path, { recursive: true, force: true });
}
