/** `wave count` and `wave purge`: what they do, and the one line they say when they cannot. */
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ResponseModel } from '../../server/responses/response.ts';
import { destroyWaveKeys } from '../../server/waves/keys/signingKeys.ts';
import { waveKeysPresent } from '../../server/waves/keys/waveKeysFile.ts';
import { exportRecoveryCopy } from '../../server/waves/keys/waveKeysRecovery.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { noon } from '../support/fixedClock.ts';
import { situation } from '../support/situation.ts';
import { openTestStore, useDatabase } from '../support/testStore.ts';
import { runOnStore, runWithInput } from './runOnStore.ts';

describe('wave commands', () => {
  useDatabase();
  let id: string;
  let keyDir: string;
  const usual = process.env.KEY_DIR;
  beforeEach(async () => {
    await openTestStore();
    keyDir = mkdtempSync(join(tmpdir(), 'fs-keys-'));
    process.env.KEY_DIR = keyDir;
    id = (await situation.openWave({ keyDir, invitations: 0 })).wave._id;
  });
  afterEach(() => {
    if (usual === undefined) delete process.env.KEY_DIR;
    else process.env.KEY_DIR = usual;
  });

  it('keys puts the keys back from a recovery copy, with the right passphrase and only where they are missing', async () => {
    const passphrase = 'درخت گردو در باغ بزرگ';
    const file = join(keyDir, 'copy.txt');
    writeFileSync(file, await exportRecoveryCopy(keyDir, id, passphrase));
    assert.match((await runWithInput(passphrase, 'wave', 'keys', file)).stderr, /already/);
    destroyWaveKeys(keyDir, id);
    const wrong = await runWithInput('not the passphrase', 'wave', 'keys', file);
    assert.match(wrong.stderr, /copy\.txt: the passphrase does not open/);
    assert.equal(waveKeysPresent(keyDir, id), false);
    const right = await runWithInput(`${passphrase}\n`, 'wave', 'keys', file);
    assert.deepEqual([right.code, right.stderr], [0, '']);
    assert.equal(waveKeysPresent(keyDir, id), true);
    destroyWaveKeys(keyDir, id);
    const other = join(keyDir, 'other.txt');
    writeFileSync(other, 'code,level\n');
    assert.match(
      (await runWithInput('', 'wave', 'keys', other)).stderr,
      /other\.txt: expected a recovery copy/,
    );
    await WaveModel.updateOne({ _id: id }, { $set: { state: 'counted' } });
    assert.match((await runWithInput(passphrase, 'wave', 'keys', file)).stderr, /only a running wave/);
  });

  it('count refuses a wave whose grace time is not over, and an unknown one', async () => {
    const early = await runOnStore('wave', 'count', id);
    assert.deepEqual([early.code, early.stdout], [1, '']);
    assert.match(early.stderr, /grace time/);
    assert.match((await runOnStore('wave', 'count', 'nosuchwave')).stderr, /"nosuchwave"/);
  });

  it('count counts, and prints received and counted', async () => {
    const closedAt = new Date(noon.getTime() - 49 * 3_600_000);
    await WaveModel.updateOne(
      { _id: id },
      { $set: { state: 'closed', closedAt, offices: await underOneRoot(id) } },
    );
    const counted = await runOnStore('wave', 'count', id, '--json');
    assert.equal(counted.code, 0, counted.stderr);
    assert.deepEqual(JSON.parse(counted.stdout), { wave: id, received: 0, counted: 0 });
    assert.equal((await WaveModel.findById(id).lean())?.state, 'counted');
    assert.match((await runOnStore('wave', 'count', id)).stderr, /counted already/);
  });

  it('purge deletes only when told so, and never from a running wave', async () => {
    const response = {
      _id: 'one',
      wave: id,
      unit: 'office1',
      answers: Buffer.alloc(3),
      demographics: Buffer.alloc(0),
    };
    await ResponseModel.create(response);
    assert.match((await runOnStore('wave', 'purge', id, '--yes')).stderr, /still running/);
    await WaveModel.updateOne({ _id: id }, { $set: { state: 'released' } });
    assert.match((await runOnStore('wave', 'purge', id)).stderr, /--yes/);
    assert.equal(await ResponseModel.countDocuments(), 1);
    assert.match((await runOnStore('wave', 'purge', id, '--yes')).stdout, /1 responses/);
    assert.equal(await ResponseModel.countDocuments(), 0);
    const report = await runOnStore('report', '--wave', id, '--office', 'office1');
    assert.match(report.stderr, /answers and reports of wave \w+ were deleted/);
  });
});

/** The situation's offices stand side by side; reports need one root. */
async function underOneRoot(id: string) {
  const { offices = [] } = (await WaveModel.findById(id).lean()) ?? {};
  return offices.map((office, index) => ({ ...office, parent: index === 0 ? null : offices[0]?.code }));
}
