/**
 * How a first entry is encrypted until the second. Its id and its key are derived from the slip's code and the wave's secret together:
 * the database alone shows neither whose paper it is nor what is on it, nor does an old backup with the codes once the count has
 * destroyed the keys, and nothing on the invitation can be computed from it.
 */
import { createHash, randomBytes } from 'node:crypto';
import sodium from 'sodium-native';
import { waveSecret } from '../waves/keys/waveSecret.ts';

export interface EntryKeys {
  /** Id of the stored entry. */
  id: string;
  key: Buffer;
}

export interface PaperEntry {
  /** Encoded answers (`encodeBallotContent`), of the same length for all papers of a wave. */
  content: Buffer;
  /** The credential is made from it, so that interrupted sending can be repeated. */
  nonce: Buffer;
  /** A hash of who entered it: only whether the same person makes the second entry matters. */
  clerk: Buffer;
}

const nonceBytes = 32;
const clerkBytes = 32;

/** @param code as `readCode` gives it. @throws WaveKeysMissing */
export function entryKeys(keyDir: string, wave: string, code: string): EntryKeys {
  return {
    id: waveSecret(keyDir, wave, 'paper name', code).toString('hex'),
    key: waveSecret(keyDir, wave, 'paper key', code),
  };
}

export function newEntry(content: Buffer, account: string): PaperEntry {
  return { content, nonce: randomBytes(nonceBytes), clerk: clerkHash(account) };
}

export function isBy({ clerk }: PaperEntry, account: string): boolean {
  return clerk.equals(clerkHash(account));
}

function clerkHash(account: string): Buffer {
  return createHash('sha256').update(`paper ${account}`).digest();
}

export function sealEntry({ key }: EntryKeys, { content, nonce, clerk }: PaperEntry): Buffer {
  const message = Buffer.concat([nonce, clerk, content]);
  const start = randomBytes(sodium.crypto_secretbox_NONCEBYTES);
  const box = Buffer.alloc(message.length + sodium.crypto_secretbox_MACBYTES);
  sodium.crypto_secretbox_easy(box, message, start, key);
  return Buffer.concat([start, box]);
}

/** @throws Error when the box was not sealed with this key */
export function openEntry({ key }: EntryKeys, sealed: Buffer): PaperEntry {
  const start = sealed.subarray(0, sodium.crypto_secretbox_NONCEBYTES);
  const box = sealed.subarray(sodium.crypto_secretbox_NONCEBYTES);
  const message = Buffer.alloc(box.length - sodium.crypto_secretbox_MACBYTES);
  if (!sodium.crypto_secretbox_open_easy(message, box, start, key)) {
    throw new Error('A first entry does not open with its own key');
  }
  return {
    nonce: message.subarray(0, nonceBytes),
    clerk: message.subarray(nonceBytes, nonceBytes + clerkBytes),
    content: message.subarray(nonceBytes + clerkBytes),
  };
}
