/**
 * How a first entry waits for the second. Its name and its key are derived from the slip's code and the wave's secret
 * together: the database alone tells neither whose paper it is nor what stands on it, an old backup with the codes does not
 * either once the count has destroyed the keys, and nothing on the invitation can be computed from it.
 */
import { createHash, randomBytes } from 'node:crypto';
import sodium from 'sodium-native';
import { waveSecret } from '../waves/keys/waveSecret.ts';

export interface PassKeys {
  /** Name of the document. */
  id: string;
  key: Buffer;
}

export interface PaperEntry {
  /** Encoded answers (encodeSheet): of one length for all papers of a wave. */
  content: Buffer;
  /** What the credential is made from, so that a sending that was broken off can be repeated. */
  nonce: Buffer;
  /** Who entered it, as a hash: only whether the second is the same person matters. */
  clerk: Buffer;
}

const nonceBytes = 32;
const personBytes = 32;

/** @param code as `readCode` gives it. @throws WaveKeysMissing */
export function passKeys(keyDir: string, wave: string, code: string): PassKeys {
  return {
    id: waveSecret(keyDir, wave, 'paper name', code).toString('hex'),
    key: waveSecret(keyDir, wave, 'paper key', code),
  };
}

export function newEntry(sheet: Buffer, account: string): PaperEntry {
  return { content: sheet, nonce: randomBytes(nonceBytes), clerk: personHash(account) };
}

export function isBy({ clerk }: PaperEntry, account: string): boolean {
  return clerk.equals(personHash(account));
}

function personHash(account: string): Buffer {
  return createHash('sha256').update(`paper ${account}`).digest();
}

export function sealEntry({ key }: PassKeys, { content, nonce, clerk }: PaperEntry): Buffer {
  const message = Buffer.concat([nonce, clerk, content]);
  const start = randomBytes(sodium.crypto_secretbox_NONCEBYTES);
  const box = Buffer.alloc(message.length + sodium.crypto_secretbox_MACBYTES);
  sodium.crypto_secretbox_easy(box, message, start, key);
  return Buffer.concat([start, box]);
}

/** @throws Error when the box was not sealed with this key */
export function openEntry({ key }: PassKeys, sealed: Buffer): PaperEntry {
  const start = sealed.subarray(0, sodium.crypto_secretbox_NONCEBYTES);
  const box = sealed.subarray(sodium.crypto_secretbox_NONCEBYTES);
  const message = Buffer.alloc(box.length - sodium.crypto_secretbox_MACBYTES);
  if (!sodium.crypto_secretbox_open_easy(message, box, start, key)) {
    throw new Error('A first entry does not open with its own key');
  }
  return {
    nonce: message.subarray(0, nonceBytes),
    clerk: message.subarray(nonceBytes, nonceBytes + personBytes),
    content: message.subarray(nonceBytes + personBytes),
  };
}
