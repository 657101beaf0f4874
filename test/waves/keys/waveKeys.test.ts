import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ballotOpener } from '../../../server/waves/keys/ballotOpener.ts';
import { fingerprintOf, makeWaveKeys, publishedKeys } from '../../../server/waves/keys/makeWaveKeys.ts';
import { passphraseKeys } from '../../../server/waves/keys/passphraseKeys.ts';
import { destroyWaveKeys, loadSigningKey } from '../../../server/waves/keys/signingKeys.ts';
import { WaveKeysMissing, waveKeysPresent } from '../../../server/waves/keys/waveKeysFile.ts';
import {
  exportRecoveryCopy,
  importRecoveryCopy,
  passphrasesOf,
  type RecoveryCopyError,
} from '../../../server/waves/keys/waveKeysRecovery.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'fs-keys-'));
const passphrase = 'چهار واژهٔ بی‌ربط';
const other = 'درخت و رود و سنگ';
const is = (reason: string) => (error: unknown) => (error as RecoveryCopyError).reason === reason;

describe('the keys of a wave', function () {
  this.timeout(120_000);
  let keyDir: string;
  let made: Awaited<ReturnType<typeof makeWaveKeys>>;
  const steps: number[] = [];

  before(async () => {
    keyDir = folder();
    made = await makeWaveKeys(keyDir, 'wave1', ['b', 'a'], (done) => steps.push(done));
  });

  it('are one file that only its owner reads, with progress while they are made', () => {
    assert.deepEqual(steps, [1, 2]);
    assert.deepEqual(readdirSync(join(keyDir, 'wave1')), ['keys.json']);
    assert.equal(statSync(join(keyDir, 'wave1')).mode & 0o777, 0o700);
    assert.equal(statSync(join(keyDir, 'wave1/keys.json')).mode & 0o777, 0o600);
  });

  it('are published as one document whose fingerprint does not depend on the order of units', () => {
    const { a, b } = made.verifyingKeys;
    const document = publishedKeys({
      wave: 'wave1',
      sealingKey: made.sealingKey,
      verifyingKeys: { a: a!, b: b! },
    });
    assert.equal(made.fingerprint, fingerprintOf(document));
    assert.match(made.fingerprint, /^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
  });

  it('are given back to a launch that was interrupted, and made anew for other units', async () => {
    assert.deepEqual(await makeWaveKeys(keyDir, 'wave1', ['a', 'b']), made);
    const place = folder();
    const one = await makeWaveKeys(place, 'wave1', ['a']);
    assert.notDeepEqual(
      one.verifyingKeys.a,
      (await makeWaveKeys(place, 'wave1', ['a', 'b'])).verifyingKeys.a,
    );
  });

  it('come back from the recovery copy with both passphrases, in any order, and with neither alone', async () => {
    const holders = [await passphraseKeys(passphrase), await passphraseKeys(other)] as const;
    const copy = exportRecoveryCopy(keyDir, 'wave1', holders);
    assert.equal(passphrasesOf(copy), 2);
    assert.ok(
      !copy.includes(JSON.parse(readFileSync(join(keyDir, 'wave1/keys.json'), 'utf8')).sealing.secretKey),
    );
    const place = folder();
    for (const [given, reason] of [
      [[passphrase], 'passphraseMissing'],
      [[passphrase, passphrase], 'passphrase'],
      [[other, other], 'passphrase'],
      [[passphrase, 'another passphrase'], 'passphrase'],
    ] as const)
      await assert.rejects(importRecoveryCopy(place, copy, given), is(reason), given.join());
    const both = [other, passphrase];
    await assert.rejects(importRecoveryCopy(place, 'something else', both), is('malformed'));
    await assert.rejects(importRecoveryCopy(place, copy.replace('wave1', 'wave2'), both), is('malformed'));
    assert.ok(!waveKeysPresent(place, 'wave1'));
    assert.equal(await importRecoveryCopy(place, copy.replaceAll('\n', '\r\n'), both), 'wave1');
    assert.deepEqual(await makeWaveKeys(place, 'wave1', ['a', 'b']), made);
  });

  it('come back from a copy of an earlier version with its one passphrase', async () => {
    const copy = readFileSync(new URL('./fixtures/copy-of-one-passphrase.txt', import.meta.url), 'utf8');
    const place = folder();
    assert.equal(passphrasesOf(copy), 1);
    await assert.rejects(importRecoveryCopy(place, copy, ['another passphrase']), is('passphrase'));
    assert.equal(await importRecoveryCopy(place, copy, ['درخت گردو در باغ بزرگ']), 'wave1');
    assert.ok(waveKeysPresent(place, 'wave1'));
  });

  it('are gone after their destruction, from the disk and from memory', async () => {
    const place = folder();
    await makeWaveKeys(place, 'wave1', ['a']);
    loadSigningKey(place, 'wave1', 'a');
    destroyWaveKeys(place, 'wave1');
    destroyWaveKeys(place, 'wave1');
    assert.equal(waveKeysPresent(place, 'wave1'), false);
    assert.equal(existsSync(join(place, 'wave1')), false);
    assert.throws(() => loadSigningKey(place, 'wave1', 'a'), WaveKeysMissing);
    assert.throws(() => ballotOpener(place, 'wave1'), WaveKeysMissing);
  });
});
