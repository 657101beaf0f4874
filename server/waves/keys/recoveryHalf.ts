/**
 * The first of two passphrases of a recovery copy, while the second is waited for: `KEY_DIR/<wave>/recovery.json` holds who gave it and
 * the public key that it stands for, so that the copy can be sealed to it without anybody knowing it. It goes with the wave's keys.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../wholeFile.ts';
import type { PassphraseKeys } from './passphraseKeys.ts';
import { WaveKeysMissing, waveKeysPresent } from './waveKeysFile.ts';

const halfSchema = z.strictObject({ by: z.string(), salt: z.base64(), publicKey: z.base64() });

export interface RecoveryHalf extends Pick<PassphraseKeys, 'salt' | 'publicKey'> {
  /** The account of the administrator. */
  by: string;
}

const halfPath = (keyDir: string, wave: string): string => join(keyDir, wave, 'recovery.json');

/** @throws WaveKeysMissing */
export function writeRecoveryHalf(keyDir: string, wave: string, { by, salt, publicKey }: RecoveryHalf): void {
  if (!waveKeysPresent(keyDir, wave)) throw new WaveKeysMissing(wave);
  const half = { by, salt: salt.toString('base64'), publicKey: publicKey.toString('base64') };
  replaceFile(halfPath(keyDir, wave), JSON.stringify(half));
}

/** Null when no passphrase waits for another one. */
export function readRecoveryHalf(keyDir: string, wave: string): RecoveryHalf | null {
  if (!waveKeysPresent(keyDir, wave) || !existsSync(halfPath(keyDir, wave))) return null;
  const { by, salt, publicKey } = halfSchema.parse(JSON.parse(readFileSync(halfPath(keyDir, wave), 'utf8')));
  return { by, salt: Buffer.from(salt, 'base64'), publicKey: Buffer.from(publicKey, 'base64') };
}

export function removeRecoveryHalf(keyDir: string, wave: string): void {
  if (waveKeysPresent(keyDir, wave)) rmSync(halfPath(keyDir, wave), { force: true });
}
