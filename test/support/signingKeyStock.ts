/**
 * Signing keys for waves of tests: real RSA keys, but made once for all runs and handed out in turn, because making one takes a
 * processor 0.12 s. Keys made anew are tested in waveKeys.test.ts and by the built program.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../server/projectRoot.ts';
import { makeSigningKey } from '../../server/waves/keys/makeWaveKeys.ts';

/** More than the waves of one test have units together, so that no two of them share a key. */
const size = 32;
const file = join(projectRoot, 'node_modules/.cache/farhangsanj/signing-keys.json');

let stock: Promise<string[]> | undefined;
let next = 0;

export async function stockedSigningKey(): Promise<string> {
  stock ??= loadStock();
  const keys = await stock;
  next = (next + 1) % size;
  return keys[next]!;
}

async function loadStock(): Promise<string[]> {
  try {
    const keys = JSON.parse(readFileSync(file, 'utf8')) as string[];
    if (keys.length === size) return keys;
  } catch {
    // There is no stock yet.
  }
  const keys = await Promise.all(Array.from({ length: size }, makeSigningKey));
  mkdirSync(dirname(file), { recursive: true });
  // Another process may be at the same: whoever is last leaves a whole file.
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(keys), { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
  return keys;
}
