/**
 * The keys of a wave: one pair that seals ballots, and one RSA key for each reporting unit that signs blinded tokens.
 * A unit's own key says which unit a credential belongs to; a key for one person is impossible, because every browser
 * fetches the same published document and its fingerprint stands on the slips and the first page.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import sodium from 'sodium-native';
import {
  readSecretKeys,
  removeSecretKeys,
  type SecretKeys,
  secretKeysVersion,
  writeSecretKeys,
} from './waveKeysFile.ts';

const makePair = promisify(generateKeyPair);
const signingKeyBits = 2048;

/** What the wave's document keeps of its keys. */
export interface PublicKeys {
  sealingKey: string;
  /** SPKI (DER, base64) by code of the reporting unit. */
  verifyingKeys: Record<string, string>;
  fingerprint: string;
}

/**
 * Makes and stores the keys of a wave. RSA keys are made on the thread pool, about 0.12 s each. A launch that was
 * interrupted may ask again: keys already stored for the same units are given back.
 */
export async function makeWaveKeys(
  keyDir: string,
  wave: string,
  unitCodes: readonly string[],
  onProgress: (done: number, total: number) => void = () => {},
): Promise<PublicKeys> {
  const stored = waveKeysPresent(keyDir, wave) ? readSecretKeys(keyDir, wave) : undefined;
  if (stored && sameCodes(Object.keys(stored.signing), unitCodes)) return publicPart(stored);
  const keys: SecretKeys = { wave, sealing: makeSealingPair(), signing: {} };
  for (const [position, code] of unitCodes.entries()) {
    const pair = await makePair('rsa', { modulusLength: signingKeyBits, publicExponent: 65537 });
    keys.signing[code] = pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    onProgress(position + 1, unitCodes.length);
  }
  writeSecretKeys(keyDir, keys);
  return publicPart(keys);
}

function sameCodes(some: readonly string[], others: readonly string[]): boolean {
  return [...some].sort().join('\n') === [...others].sort().join('\n');
}

function makeSealingPair(): SecretKeys['sealing'] {
  const publicKey = Buffer.alloc(sodium.crypto_box_PUBLICKEYBYTES);
  const secretKey = Buffer.alloc(sodium.crypto_box_SECRETKEYBYTES);
  sodium.crypto_box_keypair(publicKey, secretKey);
  return { publicKey: publicKey.toString('base64'), secretKey: secretKey.toString('base64') };
}

function publicPart(keys: SecretKeys): PublicKeys {
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

/** By code of the reporting unit. */
export type SigningKeys = ReadonlyMap<string, KeyObject>;
const signingKeys = new Map<string, { version: number; keys: SigningKeys }>();

/** The keys that sign for a wave's units. Kept in memory for as long as the file lies unchanged. @throws WaveKeysMissing */
export function loadSigningKeys(keyDir: string, wave: string): SigningKeys {
  const version = secretKeysVersion(keyDir, wave);
  const name = `${keyDir}\n${wave}`;
  const known = signingKeys.get(name);
  if (known && known.version === version) return known.keys;
  signingKeys.delete(name);
  const stored = Object.entries(readSecretKeys(keyDir, wave).signing);
  const read = (der: string) =>
    createPrivateKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'pkcs8' });
  const keys = new Map(stored.map(([unit, der]) => [unit, read(der)]));
  if (version !== null) signingKeys.set(name, { version, keys });
  return keys;
}

export function signingKeyOf(keys: SigningKeys, { wave, unit }: { wave: string; unit: string }): KeyObject {
  const key = keys.get(unit);
  if (!key) throw new Error(`Wave ${wave} has no signing key for unit ${unit}`);
  return key;
}

/** The key that signs for a unit. @throws WaveKeysMissing */
export function loadSigningKey(keyDir: string, wave: string, unit: string): KeyObject {
  return signingKeyOf(loadSigningKeys(keyDir, wave), { wave, unit });
}

/**
 * Opens sealed boxes of a wave; the function gives null for a box that was not sealed to it. What it gives is overwritten by the
 * next box, so that opened sheets do not lie about in memory. @throws WaveKeysMissing
 */
export function sealedOpener(keyDir: string, wave: string): (sealed: Buffer) => Buffer | null {
  const { sealing } = readSecretKeys(keyDir, wave);
  const publicKey = Buffer.from(sealing.publicKey, 'base64');
  const secretKey = Buffer.from(sealing.secretKey, 'base64');
  let opened = Buffer.alloc(0);
  return (sealed) => {
    const length = sealed.length - sodium.crypto_box_SEALBYTES;
    if (length < 0) return null;
    if (opened.length < length) opened = Buffer.alloc(length);
    const message = opened.subarray(0, length);
    return sodium.crypto_box_seal_open(message, sealed, publicKey, secretKey) ? message : null;
  };
}

/** Destroys all secret keys of a wave: from then on nobody can sign for it, nor open a ballot in an older backup. */
export function destroyWaveKeys(keyDir: string, wave: string): void {
  signingKeys.delete(`${keyDir}\n${wave}`);
  removeSecretKeys(keyDir, wave);
}

export function waveKeysPresent(keyDir: string, wave: string): boolean {
  return secretKeysVersion(keyDir, wave) !== null;
}
