/** The recovery copy by its pages: two administrators make it, both are asked before the count, and one who is gone does not block it. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { AuditModel } from '../../../server/accounts/audit/auditEntry.ts';
import { translator } from '../../../server/i18n/translator.ts';
import { getWave } from '../../../server/waves/getWave.ts';
import { passphrasesOf } from '../../../server/waves/keys/waveKeysRecovery.ts';
import { WaveModel } from '../../../server/waves/wave.ts';
import { waveJobsFinished } from '../../../server/waves/waveJobs.ts';
import { type Agent, people, postForm, puppetOf, signInAs } from '../../support/people.ts';
import { situation } from '../../support/situation.ts';
import { type TestApp, testApp } from '../../support/testApp.ts';
import { useDatabase } from '../../support/testStore.ts';

const t = translator('fa');
const second = { username: 'reza', role: 'administrator', displayName: 'رضا مدیر' } as const;

describe('the recovery copy on its pages', () => {
  useDatabase();
  let test: TestApp;
  let id: string;
  let base: string;
  let sara: Agent;
  let reza: Agent;

  beforeEach(async () => {
    test = await testApp();
    id = (await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 0 })).wave._id;
    base = `/desk/waves/${id}`;
    [sara, reza] = [await signInAs(test.app, people.administrator), await signInAs(test.app, second)];
  });

  const give = (agent: Agent, passphrase: string) => postForm(agent, `${base}/recovery`, { passphrase });
  const textOf = (html: string) => load(html)('main').text();
  const half = () => existsSync(join(test.config.keyDir, id, 'recovery.json'));

  async function made(): Promise<void> {
    assert.equal((await give(sara, 'درخت گردو در باغ بزرگ')).status, 303);
    const copy = await give(reza, 'رود آرام پای کوه بلند');
    assert.equal(copy.status, 200);
    assert.match(String(copy.headers['content-disposition']), /attachment; filename="?keys-/);
    assert.equal(passphrasesOf(copy.text), 2);
  }

  async function close(): Promise<void> {
    const closedAt = new Date(test.clock.now().getTime() - 49 * 3_600_000);
    await WaveModel.updateOne({ _id: id }, { $set: { state: 'closed', closedAt } });
  }

  it('is made by two administrators, and by no one twice', async () => {
    assert.equal((await give(sara, 'short')).status, 422);
    assert.equal((await give(sara, 'درخت گردو در باغ بزرگ')).status, 303);
    assert.ok(textOf((await sara.get(`${base}/recovery`)).text).includes(t('recovery:waitingMine')));
    assert.equal((await give(sara, 'رود آرام پای کوه بلند')).status, 409);
    assert.match(textOf((await reza.get(`${base}/recovery`)).text), /سارا مدیر/);
    const again = await give(reza, 'درخت گردو در باغ بزرگ');
    assert.equal(again.status, 422, 'with one passphrase for both, one person could open it alone');
    assert.ok(textOf(again.text).includes(t('recovery:errors.same')));
    assert.equal(half(), true);
    const puppet = await signInAs(test.app, await puppetOf('sara', test.clock.now()));
    assert.equal((await give(puppet, 'کوه برفی در زمستان سرد')).status, 409, 'an account of her own making');
    await postForm(reza, `${base}/recovery/withdrawal`, {});
    assert.equal(half(), false);
    await made();
    assert.equal(half(), false);
    assert.deepEqual((await getWave(id)).recoveryCopies[0]?.by, ['sara', 'reza']);
    const stored = JSON.stringify(await AuditModel.find().lean());
    assert.ok(!stored.includes('درخت گردو'));
  });

  it('is asked for before the count: both confirm, each for themselves', async () => {
    await made();
    await close();
    const asked = load((await sara.get(`${base}/count`)).text);
    assert.match(asked('main').text(), /سارا مدیر.*رضا مدیر/s);
    assert.equal((await postForm(sara, `${base}/count`, {})).status, 422);
    assert.equal((await getWave(id)).state, 'closed');
    assert.equal((await postForm(sara, `${base}/recovery/destruction`, {})).status, 303);
    assert.equal((await postForm(sara, `${base}/recovery/destruction`, {})).status, 409);
    assert.equal((await postForm(sara, `${base}/count`, {})).status, 422);
    await postForm(reza, `${base}/recovery/destruction`, {});
    assert.equal((await postForm(sara, `${base}/count`, {})).status, 303);
    await waveJobsFinished();
    assert.equal((await getWave(id)).state, 'counted');
    const actions = (await AuditModel.find().lean()).map(({ action }) => action);
    assert.equal(actions.filter((action) => action === 'wave.recoveryDestroyed').length, 2);
    assert.ok(!actions.includes('wave.countUnconfirmed'));
    assert.doesNotMatch(textOf((await sara.get(base)).text), new RegExp(t('campaigns:notices.recoveryLink')));
  });

  it('does not block the count for ever: a reason is enough, and it stays visible that one has not confirmed', async () => {
    await made();
    await close();
    await postForm(sara, `${base}/recovery/destruction`, {});
    assert.equal((await postForm(sara, `${base}/count`, { reason: 'رضا بازنشسته شده است' })).status, 303);
    await waveJobsFinished();
    assert.equal((await getWave(id)).state, 'counted');
    const entry = await AuditModel.findOne({ action: 'wave.countUnconfirmed' }).lean();
    assert.deepEqual(entry?.detail, { keepers: 'reza', reason: 'رضا بازنشسته شده است' });
    assert.ok(textOf((await sara.get(base)).text).includes(t('recovery:notConfirmed', { count: 1 })));
    assert.match(textOf((await sara.get(`${base}/count`)).text), /هنوز تأیید نکرده/);
    await postForm(reza, `${base}/recovery/destruction`, {});
    assert.ok(!textOf((await sara.get(base)).text).includes(t('recovery:notConfirmed', { count: 1 })));
  });
});
