/**
 * What takes seconds to make and is the same in every run: the documents of a prepared store, kept in a file between runs and put back
 * from there. The file is named by everything that it was made with, so that a changed source makes it anew.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize, serialize } from 'bson';
import mongoose from 'mongoose';
import { projectRoot } from '../../server/projectRoot.ts';

const cache = join(projectRoot, 'node_modules/.cache/farhangsanj');

/** Documents as bytes, by collection. */
type Saved = Record<string, Uint8Array[]>;

interface Kept<T> {
  given: T;
  collections: Saved;
}

/**
 * Fills the empty store as `make` does, and gives what it gives.
 * @param name of the file
 * @param sources files and folders that decide what is made, besides the server and the surveys
 */
export async function savedStore<T>(
  name: string,
  sources: readonly string[],
  make: () => Promise<T>,
): Promise<T> {
  const file = join(
    cache,
    `${name}-${digestOf(['server', 'surveys', 'package-lock.json', ...sources])}.bson`,
  );
  const kept = read<T>(file);
  if (kept) {
    await putBack(kept.collections);
    return kept.given;
  }
  const given = await make();
  write(file, name, { given, collections: await takeDown() });
  return given;
}

function digestOf(paths: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths.flatMap(filesBelow).sort()) {
    hash.update(`${path}\0`);
    hash.update(readFileSync(join(projectRoot, path)));
  }
  return hash.digest('hex').slice(0, 16);
}

function filesBelow(path: string): string[] {
  if (/\.\w+$/.test(path)) return [path];
  return readdirSync(join(projectRoot, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1));
}

function read<T>(file: string): Kept<T> | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return null;
  }
  const { given, collections } = deserialize(bytes, { promoteBuffers: true });
  return { given, collections };
}

/** The same file may be written by another process at this moment, and read by a third: it appears whole. */
function write<T>(file: string, name: string, kept: Kept<T>): void {
  mkdirSync(dirname(file), { recursive: true });
  for (const old of readdirSync(cache).filter((one) => one.replace(/-\w+\.bson$/, '') === name))
    rmSync(join(cache, old), { force: true });
  writeFileSync(`${file}.${process.pid}`, serialize(kept));
  renameSync(`${file}.${process.pid}`, file);
}

const database = () => mongoose.connection.db!;

async function takeDown(): Promise<Saved> {
  const saved: Saved = {};
  for (const { collectionName } of await database().collections()) {
    const documents = await database().collection(collectionName).find().toArray();
    if (documents.length) saved[collectionName] = documents.map((document) => serialize(document));
  }
  return saved;
}

async function putBack(saved: Saved): Promise<void> {
  for (const [name, documents] of Object.entries(saved))
    await database()
      .collection(name)
      .insertMany(documents.map((bytes) => deserialize(bytes)) as never);
}
