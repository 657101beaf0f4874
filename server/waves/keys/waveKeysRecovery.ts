/**
 * The recovery copy of a wave's keys, which is kept elsewhere until the count: without it a server that was restored from a backup cannot
 * count. It is a text to print or store that opens with the passphrases of two administrators together: its key is two shares, one
 * sealed to each passphrase. Copies of the first version have one passphrase; they are still read, and no longer made.
 */
import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import sodium from 'sodium-native';
import { derivePassphraseKey, type PassphraseKeys, passphraseKeys, saltBytes } from './passphraseKeys.ts';
import { readSecretKeys, type SecretKeys, writeSecretKeys } from './waveKeysFile.ts';

const onePassphrase = 'farhangsanj wave keys 1';
const twoPassphrases = 'farhangsanj wave keys 2';
const shareBytes = sodium.crypto_secretbox_KEYBYTES;
const sealedShareBytes = shareBytes + sodium.crypto_box_SEALBYTES;

/** `passphrase`: they do not open it. `malformed`: no recovery copy, or a damaged one. `passphraseMissing`: it needs two. */
export type RecoveryProblem =
  | 'passphrase'
  | 'malformed'
  | 'passphraseTooShort'
  | 'passphraseMissing'
  | 'passphraseSame';

export class RecoveryCopyError extends Error {
  constructor(readonly reason: RecoveryProblem) {
    super(`The recovery copy cannot be read: ${reason}`);
    this.name = 'RecoveryCopyError';
  }
}

/** How many passphrases a text needs that begins as a recovery copy does; 0 for any other. It may still be damaged. */
export function passphrasesOf(text: string): 0 | 1 | 2 {
  const start = text.trimStart();
  if (start.startsWith(twoPassphrases)) return 2;
  return start.startsWith(onePassphrase) ? 1 : 0;
}

/** Who holds a passphrase, as far as the copy has to know. */
type Holder = Pick<PassphraseKeys, 'salt' | 'publicKey'>;

/** @throws WaveKeysMissing */
export function exportRecoveryCopy(keyDir: string, wave: string, holders: readonly [Holder, Holder]): string {
  const message = gzipSync(Buffer.from(JSON.stringify(readSecretKeys(keyDir, wave))));
  const shares = [randomBytes(shareBytes), randomBytes(shareBytes)] as const;
  const sealed = holders.map(({ publicKey }, at) => {
    const box = Buffer.alloc(sealedShareBytes);
    sodium.crypto_box_seal(box, shares[at]!, publicKey);
    return box;
  });
  const nonce = randomBytes(sodium.crypto_secretbox_NONCEBYTES);
  const cipher = Buffer.alloc(message.length + sodium.crypto_secretbox_MACBYTES);
  sodium.crypto_secretbox_easy(cipher, message, nonce, together(...shares));
  const packed = Buffer.concat([...holders.map(({ salt }) => salt), ...sealed, nonce, cipher]);
  return [twoPassphrases, wave, ...packed.toString('base64').match(/.{1,76}/g)!, ''].join('\n');
}

const together = (one: Buffer, other: Buffer): Buffer =>
  Buffer.from(one.map((byte, at) => byte ^ other[at]!));

/**
 * Puts the keys of a recovery copy back into KEY_DIR. Two passphrases may come in either order.
 * @returns the id of their wave @throws RecoveryCopyError
 */
export async function importRecoveryCopy(
  keyDir: string,
  copy: string,
  passphrases: readonly string[],
): Promise<string> {
  const needed = passphrasesOf(copy);
  const [, wave, ...lines] = copy.replace(/\r/g, '').trim().split('\n');
  if (needed === 0) throw new RecoveryCopyError('malformed');
  if (passphrases.length < needed) throw new RecoveryCopyError('passphraseMissing');
  const packed = parts(Buffer.from(lines.join(''), 'base64'));
  const key =
    needed === 1
      ? await derivePassphraseKey(passphrases[0]!, packed.take(saltBytes))
      : await keyOfTwo(packed, passphrases);
  const keys = openKeys(packed.take(sodium.crypto_secretbox_NONCEBYTES), packed.rest(), key);
  if (keys.wave !== wave) throw new RecoveryCopyError('malformed');
  writeSecretKeys(keyDir, keys);
  return keys.wave;
}

type Parts = ReturnType<typeof parts>;

function parts(bytes: Buffer) {
  let at = 0;
  return {
    take(length: number): Buffer {
      if (at + length > bytes.length) throw new RecoveryCopyError('malformed');
      at += length;
      return bytes.subarray(at - length, at);
    },
    rest: () => bytes.subarray(at),
  };
}

/** @throws RecoveryCopyError when one of the passphrases opens none of the two shares */
async function keyOfTwo(packed: Parts, [first = '', second = '']: readonly string[]): Promise<Buffer> {
  const salts = [packed.take(saltBytes), packed.take(saltBytes)];
  const boxes = [packed.take(sealedShareBytes), packed.take(sealedShareBytes)];
  const share = async (at: number, passphrase: string): Promise<Buffer | null> => {
    const { publicKey, secretKey } = await passphraseKeys(passphrase, salts[at]);
    const opened = Buffer.alloc(shareBytes);
    return sodium.crypto_box_seal_open(opened, boxes[at]!, publicKey, secretKey) ? opened : null;
  };
  const inOrder = await share(0, first);
  const one = inOrder ?? (await share(0, second));
  const other = one && (await share(1, inOrder ? second : first));
  if (!other) throw new RecoveryCopyError('passphrase');
  return together(one, other);
}

function openKeys(nonce: Buffer, cipher: Buffer, key: Buffer): SecretKeys {
  const length = cipher.length - sodium.crypto_secretbox_MACBYTES;
  if (length <= 0) throw new RecoveryCopyError('malformed');
  const message = Buffer.alloc(length);
  if (!sodium.crypto_secretbox_open_easy(message, cipher, nonce, key))
    throw new RecoveryCopyError('passphrase');
  return JSON.parse(gunzipSync(message).toString('utf8')) as SecretKeys;
}
