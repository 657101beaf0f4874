/** Facts about the machine and the store, as they are now. What cannot be read is said in words, because a check must not fail itself. */
import { readdir, stat, statfs } from 'node:fs/promises';
import { freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import type { DiskFacts, MemoryFacts } from './judgeMachine.ts';

export async function readDisk(folder: string): Promise<DiskFacts> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { free: bavail * bsize, size: blocks * bsize, data: await bytesBelow(folder) };
  } catch (error) {
    return { problem: (error as NodeJS.ErrnoException).code ?? (error as Error).message };
  }
}

/** Of all files; what vanishes meanwhile counts nothing. */
export async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(({ parentPath, name }) =>
      stat(join(parentPath, name)).then(
        ({ blocks }) => blocks * 512,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** A service may be allowed less than the machine has (MemoryMax). */
export function readMemory(): MemoryFacts {
  const allowed = process.constrainedMemory();
  const total = totalmem();
  return {
    used: process.memoryUsage.rss(),
    limit: allowed > 0 && allowed < total ? allowed : total,
    free: freemem(),
  };
}

/** What the store's host takes for the time; null for one that does not say. */
export async function readStoreClock(): Promise<Date | null> {
  const reply = await mongoose.connection.db!.command({ hello: 1 });
  return reply.localTime instanceof Date ? reply.localTime : null;
}
