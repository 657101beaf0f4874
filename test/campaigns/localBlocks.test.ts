/**
 * The life of questions that an office adds: its manager writes them, an administrator approves them, its people and those below are asked
 * them, and their results stand in its report and in those below it alone.
 */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import supertest from 'supertest';
import { readerOfLanguage } from '../../server/i18n/reader.ts';
import { printedQuestionnaire } from '../../server/printing/printedQuestionnaire.ts';
import { PublishedReportModel } from '../../server/reports/published/publishedModels.ts';
import { TallyModel } from '../../server/reports/tally/tallyModel.ts';
import { verifyWave } from '../../server/reports/tally/verifyWave.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { ResponseModel } from '../../server/responses/response.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { waveJobsFinished } from '../../server/waves/waveJobs.ts';
import { program } from '../api/situation.ts';
import { readOnline, readPrinted } from '../exports/channels.ts';
import { folded } from '../support/pdf.ts';
import { type Agent, people, postForm, signInAs } from '../support/people.ts';
import { useDesk } from '../support/useDesk.ts';
import { voter } from '../support/voter.ts';
import { launch, makeCodes, makeDraft, onlyWave, smallProvince } from './situation.ts';

const first = 'سامانهٔ جدید حضور و غیاب کار ما را آسان کرده است.';
const second = 'سرویس رفت‌وآمد به‌موقع می‌رسد.';
const holds = (office: string) => [{ office, from: null, to: null }];

describe('questions that an office adds to a wave', () => {
  const desk = useDesk(smallProvince, { emptyEach: false });
  let id: string;
  let ahar: Agent;
  let jolfa: Agent;
  let other: Agent;
  const codes = new Map<string, string[]>();
  const address = (office: string) => `/desk/local-questions/${id}/${office}`;
  const seenOf = async (agent: Agent) =>
    load((await agent.get(`/desk/waves/${id}/local-questions`).expect(200)).text)('input[name=seen]')
      .first()
      .val() as string;
  const beganOf = async (agent: Agent) =>
    load((await agent.get(address('ahar')).expect(200)).text)('input[name=began]').val() as string;
  const write = async (agent: Agent, fields: Record<string, string>, began?: string) =>
    postForm(agent, address('ahar'), { began: began ?? (await beganOf(agent)), ...fields });

  before(async () => {
    id = await makeDraft(desk.agent, { audiences: ['managers', 'public'] });
    ahar = await signInAs(desk.app, { username: 'ahar', role: 'manager', grants: holds('ahar') });
    jolfa = await signInAs(desk.app, { username: 'jolfa', role: 'manager', grants: holds('jolfa') });
    other = await signInAs(desk.app, { username: 'other', role: 'administrator' });
  });

  it('can be written by the manager of that office, once an administrator has opened the draft', async () => {
    await ahar.get(address('ahar')).expect(404);
    assert.ok(!(await ahar.get('/desk/local-questions').expect(200)).text.includes(address('ahar')));
    await postForm(desk.agent, `/desk/waves/${id}/local-questions/opening`, { open: 'yes' });
    assert.ok((await ahar.get('/desk/local-questions').expect(200)).text.includes(address('ahar')));
    await jolfa.get(address('ahar')).expect(404);
    await ahar.get(address('ea')).expect(404);
    const empty = await write(ahar, { fa1: '', en1: 'Only English' });
    assert.equal(empty.status, 422);
    assert.equal((await write(ahar, { fa1: first, fa2: first })).status, 422);
    assert.equal((await write(ahar, { fa1: first, fa2: second, en2: 'The bus is on time.' })).status, 303);
    const [block] = (await onlyWave()).localBlocks ?? [];
    assert.deepEqual(block?.questions, [{ fa: first }, { fa: second, en: 'The bus is on time.' }]);
    assert.deepEqual([block?.office, block?.decision, block?.by], ['ahar', 'waiting', 'ahar']);
  });

  it('are refused for an office that is reported with others', async () => {
    const page = await postForm(desk.agent, address('hurand'), { began: '', fa1: first });
    assert.equal(page.status, 422);
    assert.match(page.text, /در یک گروه گزارش می‌شوند/);
  });

  it('are not overwritten by one who has not seen the last words, nor approved unseen or by their writer', async () => {
    const began = await beganOf(ahar);
    const seen = await seenOf(desk.agent);
    assert.equal((await write(other, { fa1: first, fa2: second, fa3: 'سوم' })).status, 303);
    const page = await write(ahar, { fa1: 'دیگر' }, began);
    assert.equal(page.status, 422);
    assert.ok(page.text.includes('سوم'), 'the words of the other are shown');
    const approve = async (agent: Agent, version: string) =>
      (await postForm(agent, `/desk/waves/${id}/local-questions/ahar/approval`, { seen: version })).status;
    assert.equal(await approve(desk.agent, seen), 409, 'other words than those read');
    assert.equal(await approve(other, await seenOf(desk.agent)), 409, 'their own');
    assert.equal((await write(ahar, { fa1: first, fa2: second })).status, 303);
    await WaveModel.updateOne({ _id: id }, { $set: { previewReadAt: new Date() } });
    assert.equal(await approve(desk.agent, await seenOf(desk.agent)), 303);
    const wave = await onlyWave();
    assert.deepEqual([wave.localBlocks?.[0]?.decision, wave.previewReadAt], ['approved', null]);
    assert.ok((await desk.agent.get(`/desk/waves/${id}/preview/whole`).expect(200)).text.includes(first));
    assert.equal((await postForm(desk.agent, address('jolfa'), { began: '', fa1: 'منتظر' })).status, 303);
    assert.match(
      (await desk.agent.get(`/desk/waves/${id}`).expect(200)).text,
      /هنوز تأیید نشده است و پرسیده نخواهد شد/,
    );
  });

  it('are asked of that office and those below it, by script, without it and on paper, and of nobody else', async () => {
    await launch(desk.agent, id);
    const wave = await onlyWave();
    assert.deepEqual(
      wave.localBlocks?.map(({ office }) => office),
      ['ahar'],
      'what waited is dropped',
    );
    assert.equal((await postForm(desk.agent, address('ahar'), { began: '', fa1: 'دیر' })).status, 409);
    const box = voter(desk.app, id);
    for (const code of await makeCodes(desk.agent, id)) {
      const { body } = await box.right(code);
      const unit: string = body.unit;
      codes.set(unit, [...(codes.get(unit) ?? []), code]);
      if (unit === 'ahar.all')
        assert.deepEqual(
          body.questions.map(({ text }: { text: object }) => text),
          wave.localBlocks?.[0]?.questions,
        );
      else assert.equal(body.questions, undefined);
    }
    const page = load((await supertest(desk.app).get(`/w/${id}`).set('Host', 'localhost').expect(200)).text);
    const template = load(page('#questionnaire').html() ?? '');
    assert.equal(template('[data-kind="local"] .item').length, 2);
    assert.ok(!template.html().includes(first), 'the page is the same for everyone');
    const printed = (unit: string) =>
      JSON.stringify(
        printedQuestionnaire(
          { wave, unit: wave.units.find(({ code }) => code === unit)!, codes: [], baseUrl: '' },
          readerOfLanguage('fa'),
        ),
      );
    assert.ok(printed('ahar.all').includes(first) && !printed('jolfa').includes(first));
  }).timeout(120_000);

  it("have a place in every ballot, and an answer where there is no question of one's own is refused", async () => {
    const [item] = (await onlyWave()).instruments[0]!.dimensions[0]!.items;
    const answers = (local?: object) => ({ items: { [item!.id]: 4 }, ...(local && { local }) });
    const box = voter(desk.app, id);
    const take = (unit: string) => codes.get(unit)!.pop()!;
    const foreign = await box.credential(take('jolfa'));
    await box.ballot(foreign, answers({ 1: 4 })).expect(422);
    await box.ballot(foreign, answers()).expect(201);
    const own = await box.credential(take('ahar.all'));
    for (const wrong of [{ 3: 4 }, { 0: 4 }, { 1: 6 }, { '01': 4 }, { constructor: 4 }])
      await box.ballot(own, answers(wrong)).expect(422);
    await box.ballot(own, answers({ 1: 5, 2: 'notApplicable' })).expect(201);
    const lengths = (await BallotModel.find().lean()).map(({ sealed }) =>
      (sealed as unknown as { length(): number }).length(),
    );
    assert.equal(new Set(lengths).size, 1, 'the size of a ballot does not tell');
    const send = async (code: string, fields: Record<string, string>) => {
      const form = { code, nonce: Buffer.alloc(32, code).toString('base64url'), step: '99', go: 'send' };
      const sent = { ...form, [`i.${item!.id}`]: '3', ...fields };
      await supertest(desk.app).post(`/w/${id}/answers`).type('form').send(sent).expect(200);
    };
    for (let person = 0; person < 13; person += 1) {
      await send(take('ahar.all'), { 'l.1': String(1 + (person % 5)), 'l.2': '5' });
      // Enough elsewhere for the number of answers to be shown everywhere.
      for (const unit of ['ea', 'jolfa']) await send(take(unit), {});
    }
  }).timeout(120_000);

  it('are counted and verified, and reported to that office and those below it alone', async () => {
    await postForm(desk.agent, `/desk/waves/${id}/closure`, {});
    desk.clock.advanceHours(49);
    await desk.signInAgain();
    await postForm(desk.agent, `/desk/waves/${id}/count`, {});
    await waveJobsFinished();
    await postForm(desk.agent, `/desk/waves/${id}/release`, { audience: 'managers' });
    await postForm(desk.agent, `/desk/waves/${id}/release`, { audience: 'public' });
    const responses = await ResponseModel.find({ wave: id }).lean();
    assert.equal(responses.length, 41);
    assert.ok(responses.every((response) => response.local));
    assert.deepEqual((await verifyWave(id)).wrongUnits, []);
    const reports = await PublishedReportModel.find({ wave: id }).lean();
    assert.deepEqual(
      reports
        .filter(({ local }) => local)
        .map(({ _id }) => _id)
        .sort(),
      [`${id}:ahar.all:own`, `${id}:ahar:subtree`],
    );
    const [shown] = reports.find(({ _id }) => _id === `${id}:ahar:subtree`)!.local!;
    const [one, two] = shown!.answers;
    assert.ok(one && 'n' in one && two);
    assert.deepEqual([one.n, one.distribution], [14, [3, 3, 3, 2, 3]]);
    assert.equal(one.mean, (25 * (3 * 0 + 3 * 1 + 3 * 2 + 2 * 3 + 3 * 4)) / 14);
    assert.ok('bounded' in two, 'all said the same');
    ahar = await signInAs(desk.app, { username: 'ahar', role: 'manager', grants: holds('ahar') });
    const page = load((await ahar.get(`/desk/reports/${id}/ahar?scope=subtree`).expect(200)).text);
    assert.ok(page('.local-results').text().includes(first));
    const governor = await signInAs(desk.app, { username: 'ea', role: 'manager', grants: holds('ea') });
    assert.ok(!(await governor.get(`/desk/reports/${id}/ea?scope=subtree`).expect(200)).text.includes(first));
    const open = await supertest(desk.app).get(`/waves/${id}/results/ahar?scope=subtree`).expect(200);
    assert.ok(!open.text.includes(first), 'the public does not read them');
    await TallyModel.updateOne(
      { wave: id, unit: 'ahar.all' },
      {
        $set: {
          local: [
            [15, 0, 0, 0, 0],
            [0, 0, 0, 0, 14],
          ],
        },
      },
    );
    assert.deepEqual((await verifyWave(id)).wrongUnits, ['ahar.all']);
  }).timeout(120_000);

  it('stand in no comparison, workbook, open data, document or answer to a program', async () => {
    const wave = await onlyWave();
    const analyst = await signInAs(desk.app, people.analyst);
    const dimension = wave.instruments[0]!.dimensions[0]!.id;
    const told = await readOnline(analyst, { wave, offices: ['ea', 'ahar', 'jolfa'], dimension }, 'fa');
    for (const [name, text] of await readPrinted(wave, 'ahar', 'fa')) told.set(name, text);
    const asked = await program(desk.app, { role: 'analyst' });
    for (const path of ['reports/ahar', 'reports/ahar?scope=subtree', 'comparison']) {
      const { text } = await asked.get(`/api/v1/waves/${id}/${path}`).expect(200);
      told.set(path, text);
    }
    for (const path of ['', '/data.csv', '/codebook']) {
      const { text } = await asked.get(`/api/v1/waves/${id}/open-data${path}`).expect(200);
      told.set(`open-data${path}`, text);
    }
    const words = [first, second, 'The bus is on time', '"local"'].map(folded);
    const withThem = [...told].filter(([, text]) => words.some((word) => folded(text).includes(word)));
    assert.deepEqual(withThem.map(([name]) => name).sort(), ['report of ahar subtree']);
  }).timeout(240_000);
});
