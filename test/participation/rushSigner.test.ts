/** Signatures of a rush come out of another thread exactly as they would have been made in place. */
import assert from 'node:assert/strict';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { blindSign } from '../../server/participation/blindSign.ts';
import { rushSigner } from '../../server/participation/rushSigner.ts';

const keyOf = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const token = () => Buffer.concat([Buffer.alloc(1), randomBytes(255)]);

describe('signing in a rush', () => {
  it('gives each token the signature of its own key, before and after the thread takes over', async function () {
    this.timeout(120_000);
    let takeOver = () => {};
    const ready = new Promise<void>((resolve) => {
      takeOver = resolve;
    });
    const sign = rushSigner(() => true, takeOver);
    const [one, other] = [keyOf(), keyOf()];
    const first = token();
    assert.deepEqual(await sign(one, first), blindSign(one, first));
    await ready;
    const tokens = Array.from({ length: 20 }, token);
    const signed = await Promise.all(tokens.map((each, at) => sign(at % 2 ? one : other, each)));
    assert.deepEqual(
      signed,
      tokens.map((each, at) => blindSign(at % 2 ? one : other, each)),
    );
  });

  it('refuses in the thread what it refuses in place, and goes on', async function () {
    this.timeout(120_000);
    let takeOver = () => {};
    const ready = new Promise<void>((resolve) => {
      takeOver = resolve;
    });
    const sign = rushSigner(() => true, takeOver);
    const key = keyOf();
    await sign(key, token());
    await ready;
    await assert.rejects(sign(key, Buffer.alloc(256, 255)), /does not fit/);
    const good = token();
    assert.deepEqual(await sign(key, good), blindSign(key, good));
  });

  it('makes signatures where they are asked for while there is no rush', async () => {
    let started = false;
    const sign = rushSigner(
      () => false,
      () => {
        started = true;
      },
    );
    const [key, good] = [keyOf(), token()];
    assert.deepEqual(await sign(key, good), blindSign(key, good));
    assert.equal(started, false);
  });
});
