/**
 * The server's part of RSABSSA-SHA384-PSS-Randomized (RFC 9474, 4.3): a raw RSA signature of the blinded message.
 * OpenSSL does it a thousand times faster than big numbers in JavaScript, and blinds its own computation.
 */
import { constants, createPublicKey, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto';

const padding = constants.RSA_NO_PADDING;

/** The blinded message is not a number below the modulus, of the modulus' length. */
export class MalformedBlinded extends Error {
  constructor() {
    super('The blinded message does not fit the key');
    this.name = 'MalformedBlinded';
  }
}

/** Whether bytes may be signed at all: as long as the modulus, and smaller. */
export function fitsKey(key: KeyObject, blinded: Buffer): boolean {
  const { n } = createPublicKey(key).export({ format: 'jwk' });
  const modulus = Buffer.from(n!, 'base64url');
  return blinded.length === modulus.length && Buffer.compare(blinded, modulus) < 0;
}

/** @throws MalformedBlinded; Error when the computation went wrong (a faulty signature would give the key away). */
export function blindSign(key: KeyObject, blinded: Buffer): Buffer {
  if (!fitsKey(key, blinded)) throw new MalformedBlinded();
  const signature = privateDecrypt({ key, padding }, blinded);
  const back = publicEncrypt({ key: createPublicKey(key), padding }, signature);
  if (!back.equals(blinded)) throw new Error('The signature does not verify: nothing is handed out');
  return signature;
}
