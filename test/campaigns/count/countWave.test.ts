/** The count survives being killed at any point: nothing is lost, nothing counted twice, and the keys go last. */
import assert from 'node:assert/strict';
import { AuditModel } from '../../../server/accounts/audit/auditEntry.ts';
import { finishCount } from '../../../server/campaigns/count/countWave.ts';
import { purgeWave } from '../../../server/campaigns/purgeWave.ts';
import { InvitationModel } from '../../../server/participation/invitation.ts';
import { PublishedReportModel } from '../../../server/reports/published/publishedModels.ts';
import { TallyModel } from '../../../server/reports/tally/tallyModel.ts';
import { BallotModel } from '../../../server/responses/ballot.ts';
import { CommentModel } from '../../../server/responses/comment.ts';
import { ResponseModel } from '../../../server/responses/response.ts';
import { destroyWaveKeys } from '../../../server/waves/keys/signingKeys.ts';
import { waveKeysPresent } from '../../../server/waves/keys/waveKeysFile.ts';
import { WaveModel } from '../../../server/waves/wave.ts';
import { createJob, waveJobsFinished } from '../../../server/waves/waveJobs.ts';
import { postForm } from '../../support/people.ts';
import { useDesk } from '../../support/useDesk.ts';
import { answer, launch, makeCodes, makeDraft, onlyWave, smallProvince } from '../situation.ts';

class Killed extends Error {}

describe('the count of a wave', () => {
  const desk = useDesk(smallProvince);
  let id: string;
  beforeEach(async function () {
    this.timeout(120_000);
    id = await makeDraft(desk.agent);
    await launch(desk.agent, id);
    const codes = await makeCodes(desk.agent, id);
    const wave = await onlyWave();
    const everyEighth = codes.filter((_, index) => index % 8 === 0);
    for (const [index, code] of everyEighth.entries()) {
      await answer(desk.app, wave, code, 1 + (index % 5), `نظر ${index}`);
    }
    await InvitationModel.updateOne(
      { wave: id },
      { $set: { sealedAddress: 'sealed', addressDigest: 'digest' } },
    );
    const ago = new Date(desk.clock.now().getTime() - 50 * 3_600_000);
    await WaveModel.updateOne({ _id: id }, { $set: { state: 'closed', closedAt: ago } });
  });

  async function begin(): Promise<void> {
    const job = createJob('count', { actor: 'sara', now: desk.clock.now() }, 3);
    const received = await BallotModel.countDocuments({ wave: id });
    await WaveModel.updateOne({ _id: id }, { $set: { job, count: { received, counted: 0, unitsDone: [] } } });
  }

  async function isComplete(): Promise<void> {
    const wave = await onlyWave();
    assert.deepEqual(
      [wave.state, wave.job, wave.count.received, wave.count.counted],
      ['counted', null, 12, 12],
    );
    assert.equal(await ResponseModel.countDocuments({ wave: id }), 12);
    assert.equal(await CommentModel.countDocuments({ wave: id }), 12);
    assert.equal(await BallotModel.countDocuments({ wave: id }), 0);
    assert.equal(await TallyModel.countDocuments({ wave: id }), 3);
    assert.equal(await InvitationModel.countDocuments({ addressDigest: 'digest' }), 0);
    assert.equal(waveKeysPresent(desk.config.keyDir, id), false);
  }

  it('killed after the first unit and taken up again, counts everything once', async () => {
    await begin();
    const place = { config: desk.config, clock: desk.clock };
    const kill = async () => {
      throw new Killed();
    };
    await assert.rejects(finishCount(id, place, kill), Killed);
    const { unitsDone } = (await onlyWave()).count;
    assert.ok(unitsDone.length > 0 && unitsDone.length < 3, `${unitsDone.length} units done`);
    await finishCount(id, place, async () => {});
    await isComplete();
    await finishCount(id, place, async () => {});
    await isComplete();
  });

  it('shared among threads, counts everything once, also after it was killed', async function () {
    this.timeout(120_000);
    await begin();
    const place = { config: desk.config, clock: desk.clock };
    const kill = async () => {
      throw new Killed();
    };
    await assert.rejects(finishCount(id, place, kill, 2), Killed);
    assert.notEqual((await onlyWave()).count.unitsDone.length, 0);
    await finishCount(id, place, async () => {}, 2);
    await isComplete();
    assert.notEqual(await PublishedReportModel.countDocuments({ wave: id }), 0);
  });

  it('in a thread that cannot open a ballot, stops with its reason and deletes none', async function () {
    this.timeout(120_000);
    await begin();
    destroyWaveKeys(desk.config.keyDir, id);
    const place = { config: desk.config, clock: desk.clock };
    await assert.rejects(
      finishCount(id, place, async () => {}, 2),
      /keys of wave/,
    );
    assert.equal(await BallotModel.countDocuments({ wave: id }), 12);
  });

  it('killed in the middle of a unit, makes its responses anew from its ballots', async () => {
    await begin();
    const unit = (await onlyWave()).units[0]?.code ?? '';
    const half = { wave: id, unit, answers: Buffer.alloc(20), demographics: Buffer.alloc(0) };
    await ResponseModel.create({ ...half, _id: 'half counted' });
    await finishCount(id, { config: desk.config, clock: desk.clock }, async () => {});
    assert.equal(await ResponseModel.countDocuments({ _id: 'half counted' }), 0);
    await isComplete();
  });

  it('killed between the destruction of the keys and the last write, needs them no more', async () => {
    await begin();
    const place = { config: desk.config, clock: desk.clock };
    await finishCount(id, place, async () => {});
    const job = createJob('count', { actor: 'sara', now: desk.clock.now() }, 3);
    await WaveModel.updateOne({ _id: id }, { $set: { state: 'closed', job } });
    destroyWaveKeys(desk.config.keyDir, id);
    await finishCount(id, place, async () => {});
    await isComplete();
  });

  it('abandoned by a dead process, is taken up by whoever looks at its progress', async () => {
    await begin();
    desk.clock.advanceHours(1);
    const progress = await desk.agent.get(`/desk/waves/${id}/progress`).expect(200);
    assert.equal(progress.body.total, 3);
    await waveJobsFinished();
    await isComplete();
    assert.deepEqual((await desk.agent.get(`/desk/waves/${id}/progress`)).body, { finished: true });
  });

  it('is not begun twice, nor without the keys; what stopped it is shown and can be tried again', async () => {
    assert.equal((await postForm(desk.agent, `/desk/waves/${id}/count`, {})).status, 303);
    await waveJobsFinished();
    assert.equal((await postForm(desk.agent, `/desk/waves/${id}/count`, {})).status, 409);
    await isComplete();
    const entries = await AuditModel.find({ action: 'wave.count' }).lean();
    assert.deepEqual(
      entries.map(({ detail }) => detail),
      [{ received: 12, counted: 12 }],
    );
  });

  it('shows what stopped it', async () => {
    await begin();
    destroyWaveKeys(desk.config.keyDir, id);
    desk.clock.advanceHours(1);
    await desk.agent.get(`/desk/waves/${id}/progress`).expect(200);
    await waveJobsFinished();
    const page = await desk.agent.get(`/desk/waves/${id}`).expect(200);
    assert.match(page.text, /error-summary/);
    assert.equal(await BallotModel.countDocuments({ wave: id }), 12);
  });

  it('is purged only when it is over, and then nothing of its answers is left', async () => {
    const auditContext = { actor: 'cli', now: desk.clock.now() };
    await assert.rejects(purgeWave(await onlyWave(), auditContext), /409/);
    await postForm(desk.agent, `/desk/waves/${id}/count`, {});
    await waveJobsFinished();
    const purged = await purgeWave(await onlyWave(), auditContext);
    assert.deepEqual([purged.responses, purged.comments, purged.tallies], [12, 12, 3]);
    assert.equal(await ResponseModel.countDocuments(), 0);
    await desk.agent.get(`/desk/waves/${id}`).expect(200);
  });
});
