/**
 * The recovery copy of a wave's keys, which somebody keeps elsewhere until the count: without it a server that was restored from
 * a backup cannot count. It is a text to print or store, encrypted under a passphrase (argon2id, secretbox).
 */
import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import sodium from 'sodium-native';
import { readSecretKeys, type SecretKeys, writeSecretKeys } from './waveKeysFile.ts';

const header = 'farhangsanj wave keys 1';
export const minPassphraseLength = 12;

/** `passphrase`: the passphrase is wrong. `malformed`: the text is no recovery copy, or a damaged one. */
export class RecoveryCopyError extends Error {
  constructor(readonly reason: 'passphrase' | 'malformed' | 'passphraseTooShort') {
    super(`The recovery copy cannot be read: ${reason}`);
    this.name = 'RecoveryCopyError';
  }
}

/** Whether a text begins as a recovery copy does; it may still be damaged. */
export function isRecoveryCopy(text: string): boolean {
  return text.trimStart().startsWith(header);
}

/** @throws WaveKeysMissing, RecoveryCopyError when the passphrase is too short */
export async function exportRecoveryCopy(keyDir: string, wave: string, passphrase: string): Promise<string> {
  if (passphrase.length < minPassphraseLength) throw new RecoveryCopyError('passphraseTooShort');
  const message = gzipSync(Buffer.from(JSON.stringify(readSecretKeys(keyDir, wave))));
  const salt = randomBytes(sodium.crypto_pwhash_SALTBYTES);
  const nonce = randomBytes(sodium.crypto_secretbox_NONCEBYTES);
  const cipher = Buffer.alloc(message.length + sodium.crypto_secretbox_MACBYTES);
  sodium.crypto_secretbox_easy(cipher, message, nonce, await deriveKey(passphrase, salt));
  const lines = Buffer.concat([salt, nonce, cipher])
    .toString('base64')
    .match(/.{1,76}/g)!;
  return [header, wave, ...lines, ''].join('\n');
}

/** Puts the keys of a recovery copy back into KEY_DIR. @returns the id of their wave @throws RecoveryCopyError */
export async function importRecoveryCopy(keyDir: string, copy: string, passphrase: string): Promise<string> {
  const [first, wave, ...lines] = copy.replace(/\r/g, '').trim().split('\n');
  const packed = Buffer.from(lines.join(''), 'base64');
  const saltEnd = sodium.crypto_pwhash_SALTBYTES;
  const nonceEnd = saltEnd + sodium.crypto_secretbox_NONCEBYTES;
  const length = packed.length - nonceEnd - sodium.crypto_secretbox_MACBYTES;
  if (first !== header || length <= 0) throw new RecoveryCopyError('malformed');
  const message = Buffer.alloc(length);
  const key = await deriveKey(passphrase, packed.subarray(0, saltEnd));
  const opened = sodium.crypto_secretbox_open_easy(
    message,
    packed.subarray(nonceEnd),
    packed.subarray(saltEnd, nonceEnd),
    key,
  );
  if (!opened) throw new RecoveryCopyError('passphrase');
  const keys = JSON.parse(gunzipSync(message).toString('utf8')) as SecretKeys;
  if (keys.wave !== wave) throw new RecoveryCopyError('malformed');
  writeSecretKeys(keyDir, keys);
  return keys.wave;
}

async function deriveKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  const key = Buffer.alloc(sodium.crypto_secretbox_KEYBYTES);
  await sodium.crypto_pwhash_async(
    key,
    Buffer.from(passphrase.normalize('NFKC'), 'utf8'),
    salt,
    sodium.crypto_pwhash_OPSLIMIT_MODERATE,
    sodium.crypto_pwhash_MEMLIMIT_MODERATE,
    sodium.crypto_pwhash_ALG_ARGON2ID13,
  );
  return key;
}
