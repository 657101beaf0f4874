/**
 * The keys of a wave: one pair that seals ballots, and one RSA key for each reporting unit that signs blinded tokens.
 * A unit's own key says which unit a credential belongs to; a key for one person is impossible, because every browser
 * fetches the same published document and its fingerprint stands on the slips and the first page.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import sodium from 'sodium-native';
import { readSecretKeys, type SecretKeys, waveKeysPresent, writeSecretKeys } from './waveKeysFile.ts';

const makePair = promisify(generateKeyPair);
const signingKeyBits = 2048;

/** The part of the keys that the wave's document stores. */
export interface PublicKeys {
  sealingKey: string;
  /** SPKI (DER, base64) by code of the reporting unit. */
  verifyingKeys: Record<string, string>;
  fingerprint: string;
}

/** A new RSA key, PKCS #8 (DER, base64), made on the thread pool in about 0.12 s. */
export async function makeSigningKey(): Promise<string> {
  const pair = await makePair('rsa', { modulusLength: signingKeyBits, publicExponent: 65537 });
  return pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
}

/**
 * Makes and stores the keys of a wave. A launch that was interrupted may ask again: keys already stored for the same units are
 * returned.
 */
export async function makeWaveKeys(
  keyDir: string,
  wave: string,
  unitCodes: readonly string[],
  onProgress: (done: number, total: number) => void = () => {},
  makeKey = makeSigningKey,
): Promise<PublicKeys> {
  const stored = waveKeysPresent(keyDir, wave) ? readSecretKeys(keyDir, wave) : undefined;
  if (stored && sameCodes(Object.keys(stored.signing), unitCodes)) return publicKeysOf(stored);
  const keys: SecretKeys = { wave, sealing: makeSealingPair(), signing: {} };
  for (const [position, code] of unitCodes.entries()) {
    keys.signing[code] = await makeKey();
    onProgress(position + 1, unitCodes.length);
  }
  writeSecretKeys(keyDir, keys);
  return publicKeysOf(keys);
}

function sameCodes(codes: readonly string[], others: readonly string[]): boolean {
  return [...codes].sort().join('\n') === [...others].sort().join('\n');
}

function makeSealingPair(): SecretKeys['sealing'] {
  const publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES);
  const secretKey = Buffer.alloc(sodium.crypto_box_SECRETKEYBYTES);
  sodium.crypto_box_keypair(publicKey, secretKey);
  return { publicKey: publicKey.toString('base64'), secretKey: secretKey.toString('base64') };
}

function publicKeysOf(keys: SecretKeys): PublicKeys {
  const verifyingKeys = Object.fromEntries(
    Object.entries(keys.signing).map(([code, der]) => {
      const secret = createPrivateKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'pkcs8' });
      const spki = createPublicKey(secret).export({ type: 'spki', format: 'der' });
      return [code, spki.toString('base64')];
    }),
  );
  const published = { wave: keys.wave, sealingKey: keys.sealing.publicKey, verifyingKeys };
  return { ...published, fingerprint: fingerprintOf(publishedKeys(published)) };
}

/** The published document, byte for byte the same for everyone: no spaces, units in the order of their codes. */
export function publishedKeys(keys: {
  wave: string;
  sealingKey: string;
  verifyingKeys: Record<string, string>;
}): string {
  const units = Object.fromEntries(Object.entries(keys.verifyingKeys).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ wave: keys.wave, sealingKey: keys.sealingKey, units });
}

/** SHA-256 in groups of four hexadecimal digits, as slips and the first page show it. */
export function fingerprintOf(document: string): string {
  const digest = createHash('sha256').update(document).digest('hex');
  return digest.match(/.{4}/g)!.join(' ');
}
