/**
 * The keys that sign blinded tokens, one for each reporting unit of a wave. They are cached, because a signature is asked for by the
 * hundred in a second and the file would be read and parsed for each.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readSecretKeys, removeSecretKeys, secretKeysVersion } from './waveKeysFile.ts';

/** By code of the reporting unit. */
export type SigningKeys = ReadonlyMap<string, KeyObject>;
/** By KEY_DIR and wave, so that apps with different folders share nothing. */
const cachedKeys = new Map<string, { version: number; keys: SigningKeys }>();

/** The keys that sign for a wave's units, cached for as long as their file is unchanged. @throws WaveKeysMissing */
export function loadSigningKeys(keyDir: string, wave: string): SigningKeys {
  const version = secretKeysVersion(keyDir, wave);
  const cacheKey = `${keyDir}\n${wave}`;
  const cached = cachedKeys.get(cacheKey);
  if (cached && cached.version === version) return cached.keys;
  cachedKeys.delete(cacheKey);
  const stored = Object.entries(readSecretKeys(keyDir, wave).signing);
  const read = (der: string) =>
    createPrivateKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'pkcs8' });
  const keys = new Map(stored.map(([unit, der]) => [unit, read(der)]));
  if (version !== null) cachedKeys.set(cacheKey, { version, keys });
  return keys;
}

export function signingKeyOf(keys: SigningKeys, { wave, unit }: { wave: string; unit: string }): KeyObject {
  const key = keys.get(unit);
  if (!key) throw new Error(`Wave ${wave} has no signing key for unit ${unit}`);
  return key;
}

/** The key that signs for a unit. @throws WaveKeysMissing */
export function loadSigningKey(keyDir: string, wave: string, unit: string): KeyObject {
  return signingKeyOf(loadSigningKeys(keyDir, wave), { wave, unit });
}

/** Destroys all secret keys of a wave: from then on nobody can sign for it or open a ballot in an older backup. */
export function destroyWaveKeys(keyDir: string, wave: string): void {
  cachedKeys.delete(`${keyDir}\n${wave}`);
  removeSecretKeys(keyDir, wave);
}
