/**
 * Addresses are stored encrypted under a secret of their wave's keys, and found by a keyed digest. Both secrets lie in KEY_DIR only: once
 * the count or the withdrawal has destroyed the keys, no backup and no freed page of a database tells an address any more.
 */
import { createHmac, randomBytes } from 'node:crypto';
import sodium from 'sodium-native';
import { HttpError } from '../http/httpErrors.ts';
import { WaveKeysMissing, waveKeysPresent } from '../waves/keys/waveKeysFile.ts';
import { waveSecret } from '../waves/keys/waveSecret.ts';

/** As an invitation stores it. */
export interface SealedAddress {
  sealedAddress: string;
  /** The same for the same address in any case of its letters; null in an invitation without one. */
  addressDigest: string;
}

export interface AddressCipher {
  /** Text that is stored: an address, or more of a row. Its length is rounded up, so that it does not tell which one it is. */
  seal(text: string): string;
  /** @throws Error for a text that was not sealed with this wave's keys */
  open(sealed: string): string;
  digest(address: string): string;
}

const blockBytes = 64;
/** A file of that many rows is read in batches; each would read and derive the keys again. */
export type AddressCiphers = (wave: string) => AddressCipher;

/** @throws HttpError that says what to do, where the keys of the wave are not in KEY_DIR */
export function addressCipher(keyDir: string, wave: string): AddressCipher {
  const { sealing, finding } = secretsOf(keyDir, wave);
  return {
    seal(text) {
      const message = padded(Buffer.from(text, 'utf8'));
      const nonce = randomBytes(sodium.crypto_secretbox_NONCEBYTES);
      const box = Buffer.alloc(message.length + sodium.crypto_secretbox_MACBYTES);
      sodium.crypto_secretbox_easy(box, message, nonce, sealing);
      return Buffer.concat([nonce, box]).toString('base64');
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64');
      const nonce = bytes.subarray(0, sodium.crypto_secretbox_NONCEBYTES);
      const box = bytes.subarray(sodium.crypto_secretbox_NONCEBYTES);
      const message = Buffer.alloc(Math.max(0, box.length - sodium.crypto_secretbox_MACBYTES));
      if (message.length === 0 || !sodium.crypto_secretbox_open_easy(message, box, nonce, sealing))
        throw new Error(`An address of wave ${wave} cannot be opened with the keys in KEY_DIR`);
      return message.subarray(4, 4 + message.readUInt32LE(0)).toString('utf8');
    },
    digest: (address) => createHmac('sha256', finding).update(address.toLowerCase()).digest('base64'),
  };
}

function secretsOf(keyDir: string, wave: string): { sealing: Buffer; finding: Buffer } {
  try {
    return {
      sealing: waveSecret(keyDir, wave, 'address', ''),
      finding: waveSecret(keyDir, wave, 'address digest', ''),
    };
  } catch (error) {
    throw error instanceof WaveKeysMissing ? new HttpError(503, 'delivery:keysMissing') : error;
  }
}

/** The length, the text and zeros up to a whole number of blocks. */
function padded(text: Buffer): Buffer {
  const message = Buffer.alloc(Math.ceil((4 + text.length) / blockBytes) * blockBytes);
  message.writeUInt32LE(text.length);
  text.copy(message, 4);
  return message;
}

/** One cipher for each wave, made when it is first asked for; for one round of work, not for longer. */
export function addressCiphers(keyDir: string): AddressCiphers {
  const made = new Map<string, AddressCipher>();
  return (wave) => {
    const cipher = made.get(wave) ?? addressCipher(keyDir, wave);
    made.set(wave, cipher);
    return cipher;
  };
}

/** Null without the keys: pages are shown then without addresses. */
export function addressCipherIfKeys(keyDir: string, wave: string): AddressCipher | null {
  return waveKeysPresent(keyDir, wave) ? addressCipher(keyDir, wave) : null;
}

export function sealAddress(cipher: AddressCipher, address: string): SealedAddress {
  return { sealedAddress: cipher.seal(address), addressDigest: cipher.digest(address) };
}
