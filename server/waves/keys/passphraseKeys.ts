/** The pair of keys that a passphrase stands for: what is sealed to the public one opens with the passphrase, which is stored nowhere. */
import { randomBytes } from 'node:crypto';
import sodium from 'sodium-native';

export const minPassphraseLength = 12;
export const saltBytes = sodium.crypto_pwhash_SALTBYTES;

export interface PassphraseKeys {
  salt: Buffer;
  publicKey: Buffer;
  secretKey: Buffer;
}

/** The passphrase before, while it is worked on: two at once would take more memory than the guide names for the process. */
let before: Promise<unknown> = Promise.resolve();

/** 32 bytes by argon2id in a thread beside, which takes a quarter of a gigabyte and most of a second; one passphrase after another. */
export function derivePassphraseKey(passphrase: string, salt: Buffer): Promise<Buffer> {
  const derived = before.then(() => derive(passphrase, salt));
  before = derived.catch(() => undefined);
  return derived;
}

async function derive(passphrase: string, salt: Buffer): Promise<Buffer> {
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

export async function passphraseKeys(
  passphrase: string,
  salt: Buffer = randomBytes(saltBytes),
): Promise<PassphraseKeys> {
  const publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES);
  const secretKey = Buffer.alloc(sodium.crypto_box_SECRETKEYBYTES);
  sodium.crypto_box_seed_keypair(publicKey, secretKey, await derivePassphraseKey(passphrase, salt));
  return { salt, publicKey, secretKey };
}
