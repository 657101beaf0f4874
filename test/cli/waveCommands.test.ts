/** `wave count` and `wave purge`: what they do, and the one line they say when they cannot. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import { destroyWaveKeys } from '../../server/waves/keys/signingKeys.ts';
import { waveKeysPresent } from '../../server/waves/keys/waveKeysFile.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { noon } from '../support/fixedClock.ts';
import { account, people } from '../support/people.ts';
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

  it('recovery makes a copy of two administrators, and keys puts the keys back with both passphrases only', async () => {
    const [first, second] = ['درخت گردو در باغ بزرگ', 'رود آرام پای کوه بلند'];
    for (const username of ['sara', 'reza']) await account({ username, role: 'administrator' });
    await account(people.manager);
    const file = join(keyDir, 'copy.txt');
    const give = (passphrase: string, as: string) =>
      runWithInput(`${passphrase}\n`, 'wave', 'recovery', id, '--as', as, '--out', file);
    assert.match((await give('short', 'sara')).stderr, /too short: expected at least 12/);
    assert.match((await give(first, 'karim')).stderr, /--as: expected the username of an administrator/);
    assert.match((await give(first, 'sara')).stdout, /sara is in place; another administrator/);
    assert.match((await give(second, 'sara')).stderr, /administrator/);
    assert.ok(!existsSync(file));
    const made = await give(second, 'reza');
    assert.deepEqual([made.code, statSync(file).mode & 0o777], [0, 0o600], made.stderr);
    const both = `${second}\n${first}\n`;
    assert.match((await runWithInput(both, 'wave', 'keys', file)).stderr, /already/);
    destroyWaveKeys(keyDir, id);
    const alone = await runWithInput(`${first}\n`, 'wave', 'keys', file);
    assert.match(alone.stderr, /copy\.txt: this recovery copy needs the passphrases of both/);
    const wrong = await runWithInput(`${first}\nnot the passphrase`, 'wave', 'keys', file);
    assert.match(wrong.stderr, /copy\.txt: the passphrase does not open/);
    assert.equal(waveKeysPresent(keyDir, id), false);
    const right = await runWithInput(both, 'wave', 'keys', file);
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
    assert.match((await runWithInput(both, 'wave', 'keys', file)).stderr, /only a running wave/);
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

  it('count waits for the makers of a recovery copy, or for a reason', async () => {
    const closedAt = new Date(noon.getTime() - 49 * 3_600_000);
    const recoveryCopies = [{ id: 'copy', by: ['sara', 'reza'], at: noon }];
    const offices = await underOneRoot(id);
    await WaveModel.updateOne({ _id: id }, { $set: { state: 'closed', closedAt, offices, recoveryCopies } });
    const refused = await runOnStore('wave', 'count', id, '--json');
    assert.deepEqual([refused.code, refused.stdout], [1, '']);
    assert.match(refused.stderr, /recovery copy .* --unconfirmed/);
    const counted = await runOnStore('wave', 'count', id, '--unconfirmed', 'Reza has left');
    assert.equal(counted.code, 0, counted.stderr);
    assert.match(counted.stdout, /0 of 0 ballots counted\n(erased|not erased): /);
    const entry = await AuditModel.findOne({ action: 'wave.countUnconfirmed' }).lean();
    assert.deepEqual(entry?.detail, { keepers: 'sara, reza', reason: 'Reza has left' });
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
