/** Secrets for purposes other than sealing and signing, derived from a wave's secret keys: they cannot be derived once the keys are destroyed. */
import { hkdfSync } from 'node:crypto';
import { readSecretKeys } from './waveKeysFile.ts';

/** 32 bytes, the same for the same purpose and material. @throws WaveKeysMissing */
export function waveSecret(keyDir: string, wave: string, purpose: string, material: string): Buffer {
  const secret = Buffer.from(readSecretKeys(keyDir, wave).sealing.secretKey, 'base64');
  return Buffer.from(hkdfSync('sha256', secret, material, `farhangsanj ${purpose}`, 32));
}
