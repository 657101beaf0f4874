/** The server's part of the blind signature against the vectors of RFC 9474, and against the browser's library. */
import assert from 'node:assert/strict';
import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  verify,
  webcrypto,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BlindRSA, Params } from '@cloudflare/blindrsa-ts';
import { blindSign, fitsKey, MalformedBlinded } from '../../server/participation/blindSign.ts';

const file = new URL('./fixtures/rfc9474.json', import.meta.url);
const vector = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
const bytes = (name: string) => Buffer.from(vector[name]!.replace(/\s/g, ''), 'hex');
const toNumber = (buffer: Buffer) => BigInt(`0x${buffer.toString('hex')}`);
const url = (value: bigint) => {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url');
};

/** Extended Euclid. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [low, high] = [value % modulus, modulus];
  let [of, before] = [1n, 0n];
  while (low > 1n) {
    const times = high / low;
    [low, high] = [high - times * low, low];
    [of, before] = [before - times * of, of];
  }
  return ((of % modulus) + modulus) % modulus;
}

function keyOfVector() {
  const [p, q, e] = [toNumber(bytes('p')), toNumber(bytes('q')), 65537n];
  const d = inverse(e, (p - 1n) * (q - 1n));
  const parts = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const encoded = Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, url(value)]));
  return createPrivateKey({ key: { kty: 'RSA', ...encoded }, format: 'jwk' });
}

const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };

describe('blindSign', () => {
  it("signs the RFC's blinded message with the RFC's result", () => {
    assert.deepEqual(blindSign(keyOfVector(), bytes('blinded')), bytes('blindSignature'));
  });

  it("the RFC's signature is the blind one times the inverse, and a verifier accepts it", () => {
    const key = keyOfVector();
    const n = toNumber(bytes('p')) * toNumber(bytes('q'));
    const unblinded = (toNumber(bytes('blindSignature')) * toNumber(bytes('inverse'))) % n;
    assert.equal(unblinded, toNumber(bytes('signature')));
    const verifier = { key: createPublicKey(key), ...pss };
    assert.ok(verify('sha384', bytes('message'), verifier, bytes('signature')));
  });

  it('gives what the library of the browser unblinds into a valid credential', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const suite = new BlindRSA({ ...Params.RSABSSA_SHA384_PSS_Randomized, supportsRSARAW: false } as never);
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' };
    const key = (await webcrypto.subtle.importKey('spki', spki, algorithm, true, ['verify'])) as never;
    const message = suite.prepare(webcrypto.getRandomValues(new Uint8Array(32)));
    const { blindedMsg, inv } = await suite.blind(key, message);
    const signature = await suite.finalize(key, message, blindSign(privateKey, Buffer.from(blindedMsg)), inv);
    assert.equal(message.length, 64);
    assert.ok(verify('sha384', message, { key: publicKey, ...pss }, signature));
  });

  it('refuses what is not a number below the modulus, of its length', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    for (const wrong of [
      Buffer.alloc(0),
      Buffer.alloc(255, 1),
      Buffer.alloc(257, 1),
      Buffer.alloc(256, 255),
    ]) {
      assert.equal(fitsKey(privateKey, wrong), false);
      assert.throws(() => blindSign(privateKey, wrong), MalformedBlinded);
    }
  });
});
