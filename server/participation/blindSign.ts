/**
 * The server's part of RSABSSA-SHA384-PSS-Randomized (RFC 9474, 4.3): a raw RSA signature of the blinded message.
 * OpenSSL does it a thousand times faster than big numbers in JavaScript, and blinds its own computation.
 */
import { constants, createPublicKey, type KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto';

const padding = constants.RSA_NO_PADDING;

/** The blinded message must be as long as the modulus and, as a number, below it. */
export class MalformedBlinded extends Error {
  constructor() {
    super('The blinded message does not fit the key');
    this.name = 'MalformedBlinded';
  }
}

interface PublicPart {
  key: KeyObject;
  modulus: Buffer;
}
/** By the key object itself, so that nothing is shared between wave folders. */
const publicParts = new WeakMap<KeyObject, PublicPart>();

/** Derived from a private key once, not for every signature. */
function publicPartOf(key: KeyObject): PublicPart {
  const known = publicParts.get(key);
  if (known) return known;
  const publicKey = createPublicKey(key);
  const part = { key: publicKey, modulus: Buffer.from(publicKey.export({ format: 'jwk' }).n!, 'base64url') };
  publicParts.set(key, part);
  return part;
}

/** Whether the bytes can be signed at all: as long as the modulus, and below it. */
export function fitsKey(key: KeyObject, blinded: Buffer): boolean {
  const { modulus } = publicPartOf(key);
  return blinded.length === modulus.length && Buffer.compare(blinded, modulus) < 0;
}

/** @throws MalformedBlinded; Error when the computation went wrong (a faulty signature would give the key away). */
export function blindSign(key: KeyObject, blinded: Buffer): Buffer {
  if (!fitsKey(key, blinded)) throw new MalformedBlinded();
  const signature = privateDecrypt({ key, padding }, blinded);
  const recovered = publicEncrypt({ key: publicPartOf(key).key, padding }, signature);
  if (!recovered.equals(blinded)) throw new Error('The signature does not verify: nothing is handed out');
  return signature;
}
