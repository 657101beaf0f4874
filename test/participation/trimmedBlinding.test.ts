/** The browser's blind signatures as they are built, with most of their number library left out: the RFC's vector and the whole library agree. */
import assert from 'node:assert/strict';
import { constants, generateKeyPairSync, verify, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { blindSign } from '../../server/participation/blindSign.ts';
import { projectRoot } from '../../server/projectRoot.ts';

const plain = join(projectRoot, 'server/build/buildTrim.mjs');
const library = join(projectRoot, 'node_modules/@cloudflare/blindrsa-ts/lib/src/sjcl/index.js');
const { trim, trimBigNumbers } = (await import(plain)) as {
  trim: Plugin;
  trimBigNumbers: (source: string) => string;
};

interface Blinding {
  blind(spki: string): Promise<{ message: string; blinded: string; inverse: string }>;
  unblind(made: { key: string; message: string; inverse: string }, blindSignature: string): Promise<string>;
}

/** Numbers that repeat: the same for both builds, so that their results can be compared to the byte. */
function sameDraws() {
  let drawn = 0;
  const next = () => {
    drawn = (drawn * 1_103_515_245 + 12_345) % 2_147_483_648;
    return drawn >> 16;
  };
  return { subtle: webcrypto.subtle, getRandomValues: (bytes: Uint8Array) => bytes.map(next) };
}

async function built(plugins: Plugin[], crypto: object): Promise<Blinding> {
  const { outputFiles } = await build({
    entryPoints: [join(projectRoot, 'public/src/answer/blinding.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    globalName: 'made',
    target: ['es2020'],
    plugins,
  });
  return new Function('crypto', `${outputFiles[0]!.text}; return made.blinding`)(crypto) as Blinding;
}

const file = new URL('./fixtures/rfc9474.json', import.meta.url);
const vector = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
const bytes = (name: string) => Buffer.from(vector[name]!.replace(/\s/g, ''), 'hex');

function keyOfVector(): Promise<string> {
  const product = BigInt(`0x${bytes('p').toString('hex')}`) * BigInt(`0x${bytes('q').toString('hex')}`);
  const n = Buffer.from(product.toString(16), 'hex').toString('base64url');
  return webcrypto.subtle
    .importKey('jwk', { kty: 'RSA', n, e: 'AQAB' }, { name: 'RSA-PSS', hash: 'SHA-384' }, true, ['verify'])
    .then((key) => webcrypto.subtle.exportKey('spki', key))
    .then((spki) => Buffer.from(spki).toString('base64'));
}

describe('the blind signatures of the built script', () => {
  it("unblind the RFC's blind signature into the RFC's signature", async () => {
    const trimmed = await built([trim], webcrypto);
    const [message, inverse, blindSignature] = ['message', 'inverse', 'blindSignature'].map((name) =>
      bytes(name).toString('base64'),
    );
    const made = { key: await keyOfVector(), message: message!, inverse: inverse! };
    assert.equal(await trimmed.unblind(made, blindSignature!), bytes('signature').toString('base64'));
  });

  it('are the same as those of the whole library to the byte, and valid', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 3072 });
    const key = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const trimmed = await built([trim], sameDraws());
    const whole = await built([], sameDraws());
    const made = await trimmed.blind(key);
    assert.deepEqual(made, await whole.blind(key));
    const signed = blindSign(privateKey, Buffer.from(made.blinded, 'base64')).toString('base64');
    const signature = Buffer.from(await trimmed.unblind({ key, ...made }, signed), 'base64');
    const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
    assert.ok(verify('sha384', Buffer.from(made.message, 'base64'), { key: publicKey, ...pss }, signature));
  });

  it('are not built from a library that has a part unknown to us, lacks one, or needs what is left out', () => {
    const source = readFileSync(library, 'utf8');
    assert.ok(trimBigNumbers(source).length < source.length / 2);
    assert.throws(() => trimBigNumbers(`${source}\nsjcl.novelty = {};`), /does not know/);
    assert.throws(() => trimBigNumbers(source.replaceAll('sjcl.json', 'sjcl.other')), /no longer fills json/);
    assert.throws(
      () => trimBigNumbers(`${source}\nsjcl.bn.more = () => sjcl.random.randomWords(1);`),
      /now needs random/,
    );
  });
});
