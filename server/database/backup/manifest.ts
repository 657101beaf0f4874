// What a backup folder holds: one gzipped BSON file for each collection (as mongodump writes them) and
// `manifest.json` with counts, indexes and SHA-256 sums, written last: a folder without it is not a backup.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const manifestSchema = z.strictObject({
  format: z.literal(1),
  createdAt: z.iso.datetime(),
  /** True when all collections were read at one moment. */
  consistent: z.boolean(),
  collections: z.array(
    z.strictObject({
      name: z.string().min(1),
      file: z.string().regex(/^[^/\\]+\.bson\.gz$/),
      documents: z.int().min(0),
      sha256: z.string().length(64),
      indexes: z.array(
        z.looseObject({ key: z.record(z.string(), z.union([z.number(), z.string()])), name: z.string() }),
      ),
    }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;
export type CollectionEntry = Manifest['collections'][number];

/** Something is wrong with a backup, or with where it should go; the message says what and where. */
export class BackupError extends Error {
  override name = 'BackupError';
}

export interface Progress {
  collection: string;
  /** Documents of this collection done so far, and how many there are (as far as known). */
  done: number;
  total: number;
}
export type OnProgress = (progress: Progress) => void;

export const writeManifest = (folder: string, manifest: Manifest): Promise<void> =>
  writeFile(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });

/** Reads the manifest and checks every file against its sum. Throws BackupError. */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, 'manifest.json');
  const text = await readFile(path, 'utf8').catch(() => {
    throw new BackupError(`${path} cannot be read: ${folder} is not a complete backup`);
  });
  const manifest = parse(path, text);
  for (const { file, sha256 } of manifest.collections)
    if ((await sumOf(join(folder, file))) !== sha256)
      throw new BackupError(
        `${join(folder, file)} is damaged or missing: its SHA-256 sum is not that of manifest.json`,
      );
  return manifest;
}

function parse(path: string, text: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(text));
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const where = issue ? `${issue.path.join('.')}: ${issue.message}` : (error as Error).message;
    throw new BackupError(`${path}: ${where}`);
  }
}

async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch {
    return '';
  }
  return hash.digest('hex');
}
