/**
 * Where the secret keys of a wave lie: one file `KEY_DIR/<wave>/keys.json`, readable by its owner only, apart from
 * DATA_DIR and its backups. It is written completely or not at all, and overwritten before it is removed.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceFile } from '../../wholeFile.ts';

/** All secrets of one wave; every value is base64. */
export interface SecretKeys {
  wave: string;
  sealing: { publicKey: string; secretKey: string };
  /** PKCS#8 (DER) by code of the reporting unit. */
  signing: Record<string, string>;
}

/** The wave's keys are not in KEY_DIR: destroyed by the count, or lost. */
export class WaveKeysMissing extends Error {
  constructor(wave: string) {
    super(`The keys of wave ${wave} are not in KEY_DIR`);
    this.name = 'WaveKeysMissing';
  }
}

function keysPath(keyDir: string, wave: string): string {
  if (!/^[\w-]+$/.test(wave)) throw new WaveKeysMissing(wave);
  return join(keyDir, wave, 'keys.json');
}

export function writeSecretKeys(keyDir: string, keys: SecretKeys): void {
  const path = keysPath(keyDir, keys.wave);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  replaceFile(path, JSON.stringify(keys));
}

/** @throws WaveKeysMissing */
export function readSecretKeys(keyDir: string, wave: string): SecretKeys {
  const path = keysPath(keyDir, wave);
  if (!existsSync(path)) throw new WaveKeysMissing(wave);
  return JSON.parse(readFileSync(path, 'utf8')) as SecretKeys;
}

/** Changes when the file does; null when there is none. */
export function secretKeysVersion(keyDir: string, wave: string): number | null {
  return statSync(keysPath(keyDir, wave), { throwIfNoEntry: false })?.mtimeMs ?? null;
}

export function waveKeysPresent(keyDir: string, wave: string): boolean {
  return secretKeysVersion(keyDir, wave) !== null;
}

/** Overwrites the secrets with noise, then removes them. Doing it again does nothing. */
export function removeSecretKeys(keyDir: string, wave: string): void {
  const folder = dirname(keysPath(keyDir, wave));
  // Drafts of a process that was killed while it wrote are among them.
  for (const name of existsSync(folder) ? readdirSync(folder) : []) overwriteWithNoise(join(folder, name));
  rmSync(folder, { recursive: true, force: true });
}

function overwriteWithNoise(path: string): void {
  const file = openSync(path, 'r+');
  try {
    writeFileSync(file, randomBytes(fstatSync(file).size));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
