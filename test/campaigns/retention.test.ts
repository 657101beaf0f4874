/** How long answers are kept: a rule that announces first, holds that nothing overrides, and a page that says what would go. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { retainWaves } from '../../server/campaigns/retention/retainWaves.ts';
import { PublishedReportModel } from '../../server/reports/published/publishedModels.ts';
import { TallyModel } from '../../server/reports/tally/tallyModel.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { runOnStore } from '../cli/runOnStore.ts';
import { storedWave } from '../reportPages/storedWave.ts';
import { postForm } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';

const page = '/desk/system/retention';

describe('retention', () => {
  const desk = useDesk(() => storedWave());
  const tallies = () => TallyModel.countDocuments({ wave: 'wave' });
  const actions = async () => (await AuditModel.find().sort({ _id: 1 }).lean()).map(({ action }) => action);
  const rule = (months: string, deletes: string) =>
    postForm(desk.agent, page, { months, ...(deletes && { deletes }) });
  const later = (days: number) => new Date(desk.clock.now().getTime() + days * 86_400_000);

  it('deletes nothing without a rule, nor before the time is over', async () => {
    assert.deepEqual(await retainWaves(later(4000)), { announced: 0, deleted: 0 });
    assert.equal((await rule('۲۴۰', 'yes')).status, 303);
    assert.deepEqual(await retainWaves(later(10)), { announced: 0, deleted: 0 });
    assert.ok((await tallies()) > 0);
  });

  it('announces first and deletes thirty days later, both in the trail', async () => {
    await rule('12', 'yes');
    assert.deepEqual(await retainWaves(desk.clock.now()), { announced: 1, deleted: 0 });
    assert.deepEqual(await retainWaves(later(29)), { announced: 0, deleted: 0 });
    const { text } = await desk.agent.get('/desk').expect(200);
    assert.match(text, /پیمایش آزمایشی/);
    assert.match(text, /system\/retention/);
    assert.deepEqual(await retainWaves(later(30)), { announced: 0, deleted: 1 });
    assert.equal(await tallies(), 0);
    assert.equal(await PublishedReportModel.countDocuments({ wave: 'wave' }), 0);
    const told = await actions();
    assert.deepEqual(
      told.filter((one) => /retention|wave\./.test(one)),
      ['retention.rule', 'wave.purgeAnnounced', 'wave.purge'],
    );
    assert.equal((await AuditModel.findOne({ action: 'wave.purge' }).lean())?.actor, 'system');
    assert.deepEqual(await retainWaves(later(60)), { announced: 0, deleted: 0 });
  });

  it('only lists what is due where the rule does not delete, with what would go', async () => {
    await rule('12', '');
    await retainWaves(desk.clock.now());
    assert.deepEqual(await retainWaves(later(400)), { announced: 0, deleted: 0 });
    const $ = load((await desk.agent.get(page).expect(200)).text);
    const reports = await PublishedReportModel.countDocuments({ wave: 'wave' });
    assert.match($('table').text(), new RegExp(reports.toLocaleString('fa')));
    assert.ok((await tallies()) > 0);
  });

  it('keeps what is on hold, also from the command line, until the hold is lifted', async () => {
    await rule('12', 'yes');
    await retainWaves(desk.clock.now());
    assert.equal((await postForm(desk.agent, `${page}/wave/hold`, { reason: '' })).status, 422);
    assert.equal(
      (await postForm(desk.agent, `${page}/wave/hold`, { reason: 'نامهٔ بازرسی ۱۲۳' })).status,
      303,
    );
    assert.equal((await postForm(desk.agent, `${page}/wave/hold`, { reason: 'دوباره' })).status, 409);
    assert.deepEqual(await retainWaves(later(500)), { announced: 0, deleted: 0 });
    const refused = await runOnStore('wave', 'purge', 'wave', '--yes');
    assert.notEqual(refused.code, 0);
    assert.match(refused.stderr, /hold/);
    assert.ok((await tallies()) > 0);
    assert.match((await desk.agent.get(page)).text, /نامهٔ بازرسی ۱۲۳/);
    assert.equal(
      (await postForm(desk.agent, `${page}/wave/release`, { reason: 'پایان رسیدگی' })).status,
      303,
    );
    // The notice begins anew.
    assert.deepEqual(await retainWaves(later(500)), { announced: 1, deleted: 0 });
    assert.deepEqual(await retainWaves(later(531)), { announced: 0, deleted: 1 });
    assert.ok((await actions()).includes('wave.holdLifted'));
  });

  it('keeps a wave that a wave before its count names as the one before', async () => {
    await rule('12', 'yes');
    await WaveModel.create({ _id: 'next', title: 'پیمایش بعد', state: 'open', previous: 'wave' });
    assert.deepEqual(await retainWaves(later(4000)), { announced: 0, deleted: 0 });
    await WaveModel.updateOne({ _id: 'next' }, { $set: { state: 'withdrawn' } });
    assert.deepEqual(await retainWaves(later(4000)), { announced: 1, deleted: 0 });
  });

  it('refuses a rule that is no number of months', async () => {
    for (const months of ['0', 'abc', '241', '1.5'])
      assert.equal((await rule(months, '')).status, 422, months);
    assert.equal((await rule('', '')).status, 303);
  });
});
