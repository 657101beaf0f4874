/** What launch freezes, what closing and withdrawing forbid, the second administrator, and the clock. */
import assert from 'node:assert/strict';
import { audit } from '../../server/accounts/audit/audit.ts';
import { createAccount } from '../../server/accounts/createAccount.ts';
import { advanceWaves } from '../../server/campaigns/advanceWaves.ts';
import { closeWave } from '../../server/campaigns/closing/closeWave.ts';
import {
  correctWaveHeadcount,
  decideHeadcount,
} from '../../server/campaigns/invitations/correctWaveHeadcount.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { hasTooManyInvitations } from '../../server/participation/listParticipation.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { waveKeysPresent } from '../../server/waves/keys/waveKeysFile.ts';
import { launchHeadcounts, unitHeadcounts } from '../../server/waves/launchHeadcounts.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { noon } from '../support/fixedClock.ts';
import { people, postForm, puppetOf, signInAs } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';
import { answer, draftFields, launch, makeCodes, makeDraft, onlyWave, smallProvince } from './situation.ts';

const second = { ...people.administrator, username: 'hasan', displayName: 'حسن مدیر' };

describe('operations of a wave', () => {
  const desk = useDesk(smallProvince);
  let id: string;
  beforeEach(async function () {
    this.timeout(120_000);
    id = await makeDraft(desk.agent);
  });
  const post = (path: string, fields: Record<string, string | string[]> = {}, by = desk.agent) =>
    postForm(by, `/desk/waves/${id}${path ? `/${path}` : ''}`, fields);

  it('launch freezes offices, headcounts and wording against everything that changes later', async () => {
    await launch(desk.agent, id);
    const before = await onlyWave();
    await OfficeModel.updateMany({}, { $set: { headcount: 1, nameFa: 'دیگر' } });
    assert.equal((await post('', draftFields({ title: 'دیگر' }))).status, 409);
    assert.equal((await post('launch', { acknowledged: 'yes' })).status, 409);
    assert.deepEqual(await onlyWave(), before);
  });

  it('launch is refused while a point of the checklist is red, and while known points are not acknowledged', async () => {
    assert.equal((await post('launch', { acknowledged: 'yes' })).status, 409);
    await post('preview-reading');
    assert.equal((await post('launch')).status, 422);
    assert.equal((await onlyWave()).state, 'draft');
  });

  it('a preview that was read counts no longer when the first page changes', async () => {
    await post('preview-reading');
    assert.ok((await onlyWave()).previewReadAt);
    await post('', draftFields({ purpose: 'برای چیزی دیگر' }));
    assert.equal((await onlyWave()).previewReadAt, null);
  });

  it('two waves of one instrument cannot run over one office at once', async () => {
    await launch(desk.agent, id);
    const other = await makeDraft(desk.agent, { title: 'دومی' });
    await postForm(desk.agent, `/desk/waves/${other}/preview-reading`, {});
    const refused = await postForm(desk.agent, `/desk/waves/${other}/launch`, { acknowledged: 'yes' });
    assert.equal(refused.status, 409);
  });

  it('the clock closes a wave at its date, and extension is refused from then on', async () => {
    await launch(desk.agent, id);
    assert.equal((await post('extension', { closesAt: '۱۴۰۵/۰۹/۱۲' })).status, 303);
    const { closesAt } = await onlyWave();
    assert.equal(closesAt?.toISOString(), '2026-12-03T20:29:00.000Z');
    await advanceWaves(new Date('2026-12-03T20:28:00Z'), desk.config.keyDir);
    assert.equal((await onlyWave()).state, 'open');
    await advanceWaves(new Date('2026-12-04T07:00:00Z'), desk.config.keyDir);
    assert.deepEqual([(await onlyWave()).state, (await onlyWave()).closedAt], ['closed', closesAt]);
    assert.equal((await post('extension', { closesAt: '۱۴۰۵/۰۹/۲۰' })).status, 409);
  });

  it('extension to an earlier day is refused', async () => {
    await launch(desk.agent, id);
    assert.equal((await post('extension', { closesAt: '۱۴۰۵/۰۹/۰۵' })).status, 409);
  });

  it('withdrawal destroys keys and ballots and cannot be undone', async () => {
    await launch(desk.agent, id);
    const [code = ''] = await makeCodes(desk.agent, id);
    assert.equal(await answer(desk.app, await onlyWave(), code, 4), 200);
    assert.equal((await post('withdrawal', { reason: 'اشتباه در واحدها', confirm: 'yes' })).status, 303);
    assert.equal((await onlyWave()).state, 'withdrawn');
    assert.equal(await BallotModel.countDocuments(), 0);
    assert.equal(waveKeysPresent(desk.config.keyDir, id), false);
    assert.equal((await post('count')).status, 409);
  });

  it('codes never exceed the headcount unless another administrator agrees, once', async () => {
    await launch(desk.agent, id);
    await post('invitations', { office: 'jolfa', count: '20', made: '0' });
    assert.equal((await post('invitations', { office: 'jolfa', count: '1', made: '20' })).status, 422);
    await post('code-requests', { office: 'jolfa', count: '3', reason: 'سه مأمور' });
    const request = (await onlyWave()).codeRequests[0]?.id;
    assert.equal((await post(`code-requests/${request}/approval`)).status, 409);
    assert.equal((await post(`code-requests/${request}/codes`)).status, 409);
    const puppet = await signInAs(desk.app, await puppetOf('sara', desk.clock.now()));
    assert.equal((await post(`code-requests/${request}/approval`, {}, puppet)).status, 409);
    const other = await signInAs(desk.app, second);
    assert.equal((await post(`code-requests/${request}/approval`, {}, other)).status, 303);
    assert.equal((await post(`code-requests/${request}/codes`)).status, 200);
    assert.equal((await post(`code-requests/${request}/codes`)).status, 409);
    assert.equal(await InvitationModel.countDocuments({ wave: id, office: 'jolfa' }), 23);
  });

  it('a form of codes that is sent twice makes codes once', async () => {
    await launch(desk.agent, id);
    const twice = { office: 'jolfa', count: '5', made: '0' };
    assert.equal((await post('invitations', twice)).status, 200);
    assert.equal((await post('invitations', twice)).status, 409);
    assert.equal(await InvitationModel.countDocuments({ wave: id }), 5);
  });

  it('a corrected headcount leaves units and their questions as they were frozen', async () => {
    await launch(desk.agent, id);
    const before = await onlyWave();
    assert.equal((await post('headcounts', { office: 'jolfa', headcount: '4', note: 'انتقال' })).status, 303);
    const after = await onlyWave();
    const shape = (units: typeof after.units) =>
      units.map(({ code, offices, demographics }) => ({ code, offices, demographics }));
    assert.deepEqual(shape(after.units), shape(before.units));
    assert.equal(after.offices.find(({ code }) => code === 'jolfa')?.headcount, 4);
    assert.equal(after.headcountCorrections[0]?.note, 'انتقال');
  });

  it('a headcount is raised by two administrators only, and what launch froze is remembered', async () => {
    await launch(desk.agent, id);
    await post('invitations', { office: 'jolfa', count: '20', made: '0' });
    await post('headcounts', { office: 'jolfa', headcount: '300', note: 'ادغام' });
    const headcount = async () => (await onlyWave()).offices.find(({ code }) => code === 'jolfa')?.headcount;
    assert.equal(await headcount(), 20);
    assert.equal((await post('invitations', { office: 'jolfa', count: '1', made: '20' })).status, 422);
    const asked = (await onlyWave()).headcountCorrections[0]?.id;
    assert.equal((await post(`headcounts/${asked}/approval`)).status, 409);
    const other = await signInAs(desk.app, second);
    assert.match((await other.get(`/desk/waves/${id}/headcounts`)).text, /\/approval"/);
    assert.equal((await post(`headcounts/${asked}/approval`, {}, other)).status, 303);
    assert.equal((await post(`headcounts/${asked}/refusal`, {}, other)).status, 409);
    assert.equal(await headcount(), 300);
    assert.equal((await post('invitations', { office: 'jolfa', count: '50', made: '20' })).status, 200);
    assert.equal(launchHeadcounts(await onlyWave()).get('jolfa'), 20);
    assert.deepEqual(unitHeadcounts(await onlyWave(), 'jolfa'), { atLaunch: 20, now: 300 });
    assert.equal(await hasTooManyInvitations(await onlyWave(), 'jolfa'), true);
  });

  it('a second account of the same administrator is no second administrator, whoever asks and through however many', async () => {
    await launch(desk.agent, id);
    const make = (actor: string, username: string) => {
      const person = { username, displayName: username, role: 'administrator' as const, grants: [] };
      return createAccount(person, actor, noon);
    };
    const earlier = new Date(noon.getTime() - 1000);
    const puppet = await make('sara', 'puppet');
    await audit({
      at: noon,
      actor: 'cli',
      action: 'account.link',
      subject: { kind: 'account', id: 'hasan' },
    });
    await audit({
      at: earlier,
      actor: 'sara',
      action: 'account.link',
      subject: { kind: 'account', id: 'hasan' },
    });
    const ofPuppet = await make(puppet._id, 'other');
    const ask = (by: string) => {
      const asked = { office: 'jolfa', headcount: 300, note: 'ادغام' };
      return onlyWave().then((wave) => correctWaveHeadcount(wave, asked, { actor: by, now: noon }));
    };
    const decide = async (by: string) => {
      const wave = await onlyWave();
      return decideHeadcount(wave, String(wave.headcountCorrections.at(-1)?.id), 'applied', {
        actor: by,
        now: noon,
      });
    };
    for (const [asking, deciding] of [
      ['sara', puppet._id],
      ['sara', ofPuppet._id],
      [puppet._id, 'sara'],
      [ofPuppet._id, puppet._id],
    ] as const) {
      await ask(asking);
      await assert.rejects(decide(deciding), { messageKey: 'accounts:conflict.heldAccount' });
    }
    await decide('hasan');
    assert.equal((await onlyWave()).offices.find(({ code }) => code === 'jolfa')?.headcount, 300);
  });

  it('a headcount that one administrator lowered is not raised again by that one', async () => {
    await launch(desk.agent, id);
    await post('headcounts', { office: 'jolfa', headcount: '4', note: 'اشتباه' });
    await post('headcounts', { office: 'jolfa', headcount: '20', note: 'اصلاح' });
    const wave = await onlyWave();
    assert.equal(wave.offices.find(({ code }) => code === 'jolfa')?.headcount, 4);
    assert.deepEqual(
      wave.headcountCorrections.map(({ decision }) => decision),
      ['applied', 'waiting'],
    );
    const other = await signInAs(desk.app, second);
    await post(`headcounts/${wave.headcountCorrections[1]?.id}/refusal`, {}, other);
    assert.equal(launchHeadcounts(await onlyWave()).get('jolfa'), 20);
    assert.equal((await onlyWave()).offices.find(({ code }) => code === 'jolfa')?.headcount, 4);
  });

  it('results are released only to audiences that were declared', async () => {
    await launch(desk.agent, id);
    await closeWave(await onlyWave(), { actor: 'system', now: desk.clock.now() });
    await WaveModel.updateOne({ _id: id }, { $set: { state: 'counted' } });
    assert.equal((await post('release', { audience: 'public' })).status, 409);
    assert.equal((await post('release', { audience: 'employees' })).status, 303);
    assert.deepEqual((await onlyWave()).releasedTo, ['employees']);
  });

  it('managers see participation of their own units in steps, and of no other', async () => {
    await launch(desk.agent, id);
    await makeCodes(desk.agent, id);
    await InvitationModel.updateOne({ wave: id, office: 'jolfa' }, { $set: { used: true } });
    const grants = [{ office: 'jolfa', from: null, to: null }];
    const manager = await signInAs(desk.app, { ...people.manager, grants });
    const page = await manager.get(`/desk/waves/${id}/participation`).expect(200);
    assert.match(page.text, /فرمانداری جلفا/);
    assert.doesNotMatch(page.text, /اهر/);
    assert.match(page.text, /۰ تا ۴/);
    const stranger = await signInAs(desk.app, { ...people.manager, username: 'none', grants: [] });
    assert.equal((await stranger.get(`/desk/waves/${id}/participation`)).status, 404);
  });
});
