/**
 * The two parts of the key of backups (X25519). The public part is in the configuration of the server and seals; the secret part is kept
 * elsewhere and opens, so that whoever takes the backup disk, or the whole server, can read no backup.
 */
import sodium from 'sodium-native';
import { BackupError } from './manifest.ts';

const publicHead = 'farhangsanj-backup-public-';
const secretHead = 'farhangsanj-backup-secret-';
const keyText = '[A-Za-z0-9_-]{43}';

export interface BackupKeys {
  publicKey: Buffer;
  secretKey: Buffer;
}

/** As text, each naming what it is. */
export function makeBackupKeys(): { publicText: string; secretText: string } {
  const publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES);
  const secretKey = Buffer.alloc(sodium.crypto_box_SECRETKEYBYTES);
  sodium.crypto_box_keypair(publicKey, secretKey);
  const secretText = `${secretHead}${secretKey.toString('base64url')}`;
  sodium.sodium_memzero(secretKey);
  return { publicText: `${publicHead}${publicKey.toString('base64url')}`, secretText };
}

/** @param text checked by the configuration */
export const readPublicKey = (text: string): Buffer =>
  Buffer.from(text.slice(publicHead.length), 'base64url');

/** Reads the file that `backup-key` wrote: its last line is the key. @throws BackupError */
export function readSecretKey(file: string, text: string): BackupKeys {
  const line = text.trim().split('\n').at(-1)?.trim() ?? '';
  if (!new RegExp(`^${secretHead}${keyText}$`).test(line))
    throw new BackupError(`${file} holds no secret key of backups: expected the file that backup-key wrote`);
  const secretKey = Buffer.from(line.slice(secretHead.length), 'base64url');
  return { secretKey, publicKey: publicKeyOf(secretKey) };
}

function publicKeyOf(secretKey: Buffer): Buffer {
  const publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES);
  sodium.crypto_scalarmult_base(publicKey, secretKey);
  return publicKey;
}
