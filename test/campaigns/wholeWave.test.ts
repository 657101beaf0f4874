/** The life of a wave through its pages: draft, launch, invitations, answers, closing, count, release. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { translator } from '../../server/i18n/translator.ts';
import { PublishedReportModel } from '../../server/reports/published/publishedModels.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import { waveJobsFinished } from '../../server/waves/waveJobs.ts';
import { postForm } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';
import { answer, launch, makeCodes, makeDraft, onlyWave, smallProvince } from './situation.ts';

const t = translator('fa');

describe('the life of a wave', () => {
  const desk = useDesk(smallProvince, { emptyEach: false });
  let id: string;

  it('begins as a draft whose checklist is red until the preview was read', async () => {
    id = await makeDraft(desk.agent);
    const page = load((await desk.agent.get(`/desk/waves/${id}`).expect(200)).text);
    assert.equal(page('html').attr('dir'), 'rtl');
    assert.match(page('.checklist').text(), new RegExp(t('launch:checklist.preview.mend')));
    assert.match(page('.checklist').text(), new RegExp(t('launch:checklist.headline.ok').slice(0, 40)));
    assert.equal(page('form[action$="/launch"] button').attr('disabled'), 'disabled');
  });

  it('is launched with keys for each reporting unit, small offices joined in a named group', async () => {
    await launch(desk.agent, id);
    const wave = await onlyWave();
    assert.equal(wave.state, 'open');
    assert.equal(wave.headline, 'weighted', 'the figure of the province was declared');
    assert.deepEqual(wave.units.map(({ code }) => code).sort(), ['ahar.all', 'ea', 'jolfa']);
    assert.ok(wave.units.every(({ verifyingKey }) => verifyingKey));
    assert.match(wave.units.find(({ code }) => code === 'ahar.all')?.nameFa ?? '', /واحدهای کوچک/);
    assert.ok(existsSync(join(desk.config.keyDir, id, 'keys.json')));
  });

  it('gives every employee a code and stores their answers sealed', async () => {
    const codes = await makeCodes(desk.agent, id);
    assert.equal(codes.length, 96);
    const wave = await onlyWave();
    for (const [index, code] of codes.slice(0, 30).entries()) {
      assert.equal(await answer(desk.app, wave, code, 1 + (index % 5)), 200);
    }
    assert.equal(await BallotModel.countDocuments({ wave: id }), 30);
    const page = load((await desk.agent.get(`/desk/waves/${id}`).expect(200)).text);
    assert.match(page('.figures').text(), /۳۰/);
  }).timeout(120_000);

  it('is closed by hand, and counted only after the grace time', async () => {
    assert.equal((await postForm(desk.agent, `/desk/waves/${id}/closure`, {})).status, 303);
    assert.equal((await postForm(desk.agent, `/desk/waves/${id}/count`, {})).status, 409);
    desk.clock.advanceHours(49);
    await desk.signInAgain();
    assert.equal((await postForm(desk.agent, `/desk/waves/${id}/count`, {})).status, 303);
    await waveJobsFinished();
    const wave = await onlyWave();
    assert.deepEqual([wave.state, wave.count.received, wave.count.counted], ['counted', 30, 30]);
    assert.equal(await ResponseModel.countDocuments({ wave: id }), 30);
    assert.equal(await BallotModel.countDocuments({ wave: id }), 0);
    assert.equal(existsSync(join(desk.config.keyDir, id, 'keys.json')), false);
    assert.ok((await PublishedReportModel.countDocuments({ wave: id })) > 0);
  }).timeout(120_000);

  it('shows the quality of the answers, then is released to one audience after another', async () => {
    await desk.agent.get(`/desk/waves/${id}/quality`).expect(200);
    const { text } = await desk.agent.get(`/desk/waves/${id}/release`).expect(200);
    assert.equal(load(text)('.readers tbody tr').length, 5, 'who will read what');
    const { resultsWords } = await onlyWave();
    assert.match(
      resultsWords ?? '',
      /^\p{L}+-\p{L}+-\p{L}+$/u,
      'made at the launch, since employees are an audience',
    );
    assert.ok(text.includes(resultsWords ?? '?'));
    assert.equal(
      (await postForm(desk.agent, `/desk/waves/${id}/release`, { audience: 'public' })).status,
      409,
    );
    assert.equal(
      (await postForm(desk.agent, `/desk/waves/${id}/release`, { audience: 'managers' })).status,
      303,
    );
    const wave = await onlyWave();
    assert.deepEqual([wave.state, wave.releasedTo], ['released', ['managers']]);
    const actions = (await AuditModel.find().sort({ _id: 1 }).lean()).map(({ action }) => action);
    const own = actions.filter((action) => action.startsWith('wave.'));
    assert.deepEqual(own, [
      'wave.draft',
      'wave.previewRead',
      'wave.backupTested',
      'wave.launch',
      'wave.codes',
      'wave.close',
      'wave.countBegin',
      'wave.count',
      'wave.release',
    ]);
  });
});
