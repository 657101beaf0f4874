/** Opens sealed ballots with the secret sealing key of their wave. What it returns is overwritten by the next ballot. */
import sodium from 'sodium-native';
import { readSecretKeys } from './waveKeysFile.ts';

/**
 * The returned function gives null for a box that was not sealed to this wave. All boxes are opened into one buffer, so that opened
 * ballots do not lie about in memory. @throws WaveKeysMissing
 */
export function ballotOpener(keyDir: string, wave: string): (sealed: Buffer) => Buffer | null {
  const { sealing } = readSecretKeys(keyDir, wave);
  const publicKey = Buffer.from(sealing.publicKey, 'base64');
  const secretKey = Buffer.from(sealing.secretKey, 'base64');
  let opened = Buffer.alloc(0);
  return (sealed) => {
    const length = sealed.length - sodium.crypto_box_SEALBYTES;
    if (length < 0) return null;
    if (opened.length < length) opened = Buffer.alloc(length);
    const message = opened.subarray(0, length);
    return sodium.crypto_box_seal_open(message, sealed, publicKey, secretKey) ? message : null;
  };
}
