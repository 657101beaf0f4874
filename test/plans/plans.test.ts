/** Plans by the real forms: from a priority to a plan, its life, who may see and change it, and what each wrong turn says. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import type { Express } from 'express';
import mongoose from 'mongoose';
import supertest from 'supertest';
import { verifyAudit } from '../../server/accounts/audit/audit.ts';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { translator } from '../../server/i18n/translator.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { type Plan, PlanModel } from '../../server/plans/plan.ts';
import { wordsForFirstPage } from '../../server/plans/sayWords.ts';
import { CommentModel } from '../../server/responses/comment.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { assertReads } from '../reportPages/storedWave.ts';
import type { FixedClock } from '../support/fixedClock.ts';
import { type Agent, people, postForm, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { planFields, planProvince } from './releasedWave.ts';

const t = translator('fa');
const grant = (office: string) => ({ grants: [{ office, from: null, to: null }] });

describe('plans', function () {
  this.timeout(120_000);
  useDatabase({ emptyEach: false });
  let app: Express;
  let clock: FixedClock;
  let north: Agent;
  let root: Agent;
  let south: Agent;
  before(async () => {
    ({ app, clock } = await testApp());
    await planProvince();
    root = await signInAs(app, { ...people.manager, username: 'root', ...grant('root') });
    north = await signInAs(app, { ...people.manager, username: 'north', ...grant('north') });
    south = await signInAs(app, { ...people.manager, username: 'south', ...grant('south') });
  });
  beforeEach(async () => {
    await PlanModel.deleteMany({});
    clock.set(new Date('2026-11-25T12:00:00+03:30'));
  });

  const subject = (office: string, dimension: string, scope = 'own') => ({
    wave: 'wave',
    office,
    scope,
    dimension,
  });
  const draft = (agent: Agent, office: string, dimension: string, changes: Record<string, string> = {}) =>
    postForm(agent, '/desk/plans', { ...subject(office, dimension), ...planFields(changes) });
  const open = (agent: Agent, office: string, dimension: string, changes: Record<string, string> = {}) =>
    draft(agent, office, dimension, { as: 'open', ...changes });
  const planOf = (office: string, dimension: string) =>
    PlanModel.findOne({ office, dimension }).orFail().lean<Plan>();
  const page = async (agent: Agent, path: string, status = 200) => {
    const { text } = await agent.get(path).expect(status);
    return load(text);
  };
  const said = (text: string, key: string) => assert.ok(text.includes(t(key)), `«${t(key)}» is not said`);

  it('are reached from the priorities of a report, and read well in both languages', async () => {
    const report = await page(north, '/desk/reports/wave/north?scope=own');
    const link = report('a[href^="/desk/plans/new"]').first().attr('href');
    assert.match(String(link), /^\/desk\/plans\/new\?wave=wave&office=north&scope=own&dimension=\w+$/);
    for (const lang of ['fa', 'en'] as const) {
      const { text } = await north.get(`${link}&lang=${lang}`).redirects(1).expect(200);
      assertReads(text, lang);
      assert.equal(load(text)('.items tbody tr').length, 2, 'the two weakest items');
    }
    await north.get(`${link}&lang=fa`).expect(303);
    const open_ = await page(north, String(link));
    assert.equal(open_('form#plan').length, 1);
  });

  it('begin from the form, and everybody above sees them', async () => {
    const made = await open(north, 'north', 'trust');
    assert.equal(made.status, 303);
    const plan = await planOf('north', 'trust');
    assert.equal(plan.state, 'open');
    assert.equal(plan.hours, 40);
    assert.ok(plan.known?.mean !== null && plan.known?.ci95, 'what the wave knew is kept');
    for (const agent of [north, root]) {
      const { text } = await agent.get(`/desk/plans/${plan._id}`).expect(200);
      assertReads(text, 'fa');
      assert.match(load(text)('main').text(), /معاون فرماندار/);
      assert.match((await page(agent, '/desk/plans'))('main').text(), /در حال اجرا/);
    }
    await south.get(`/desk/plans/${plan._id}`).expect(403);
    assert.doesNotMatch((await page(south, '/desk/plans'))('main').text(), /معاون فرماندار/);
    await south.get('/desk/plans/new?wave=wave&office=north&scope=own&dimension=trust').expect(403);
    assert.equal((await open(south, 'north', 'pay')).status, 403);
    await north.get('/desk/plans/unknown').expect(404);
  });

  it('show an administrator no score', async () => {
    await open(north, 'north', 'trust');
    const plan = await planOf('north', 'trust');
    const administrator = await signInAs(app, people.administrator);
    const label = t('plans:field.start');
    const facts = async (agent: Agent) => (await page(agent, `/desk/plans/${plan._id}`))('.facts').text();
    assert.ok((await facts(north)).includes(label));
    assert.ok(!(await facts(administrator)).includes(label));
  });

  it('lose nothing that was typed when something is wrong', async () => {
    const typed = { hours: 'چهل نفر', endsOn: '', step1: 'گام نخست', due1: 'فردا', owner: 'معاون' };
    const refused = await open(north, 'north', 'trust', typed);
    assert.equal(refused.status, 422);
    const $ = load(refused.text);
    for (const [name, value] of Object.entries(typed))
      assert.equal($(`#plan [name=${name}]`).val(), value, name);
    for (const key of ['hours', 'endMissing']) said($('#plan').text(), `plans:errors.${key}`);
    assert.equal(await PlanModel.countDocuments(), 0);
  });

  it('are about a dimension of the wave', async () => {
    const refused = await open(north, 'north', 'citizenFocus', { action: 'کاری که نوشته بودم' });
    assert.equal(refused.status, 422);
    said(refused.text, 'plans:errors.dimension');
    const $ = load(refused.text);
    assert.equal($('#plan [name=action]').val(), 'کاری که نوشته بودم');
    assert.equal($('#plan select[name=dimension] option').length, 4);
    await north.get('/desk/plans/new?wave=wave&office=north&dimension=other').expect(422);
    await north.get('/desk/plans/new?wave=nothing&office=north&dimension=trust').expect(404);
  });

  it('are two at a time and one for a dimension, however many begin at once; the rest stay drafts', async () => {
    await open(north, 'north', 'trust');
    const twice = await open(north, 'north', 'trust');
    said((await north.get(String(twice.headers.location))).text, 'plans:errors.sameDimension');
    await Promise.all([draft(north, 'north', 'pay'), draft(north, 'north', 'pride')]);
    const drafts = await PlanModel.find({
      state: 'draft',
      dimension: mongoose.trusted({ $ne: 'trust' }),
    }).lean();
    await Promise.all(drafts.map(({ _id }) => postForm(north, `/desk/plans/${_id}/opening`, {})));
    assert.equal(await PlanModel.countDocuments({ state: 'open' }), 2);
    const third = await PlanModel.findOne({ state: 'draft', dimension: mongoose.trusted({ $ne: 'trust' }) })
      .orFail()
      .lean();
    await postForm(north, `/desk/plans/${third._id}/opening`, {});
    const refused = await north.get(`/desk/plans/${third._id}`);
    said(refused.text, 'plans:errors.twoOpen');
    said(refused.text, 'plans:begin.full');
    await postForm(
      north,
      `/desk/plans/${(await PlanModel.findOne({ state: 'open' }).orFail())._id}/completion`,
      {},
    );
    await postForm(north, `/desk/plans/${third._id}/opening`, {});
    assert.equal((await PlanModel.findById(third._id).orFail()).state, 'open');
  });

  it('take a line each quarter until their end, and add up', async () => {
    await open(north, 'north', 'trust');
    const { _id } = await planOf('north', 'trust');
    const send = (line: string, hours: string) =>
      postForm(north, `/desk/plans/${_id}/check-ins`, { line, hours, workshops: '۱' });
    const wrong = await send('کارگاه اول', 'ده');
    assert.equal(wrong.status, 422);
    assert.equal(load(wrong.text)('[name=line]').val(), 'کارگاه اول');
    await send('کارگاه اول برگزار شد', '۳۰');
    await send('کارگاه اول برگزار شد، ده نفر', '۲۵');
    assert.deepEqual(
      (await planOf('north', 'trust')).checkIns.map(({ quarter, hours }) => [quarter, hours]),
      [['1405-3', 25]],
    );
    clock.set(new Date('2027-01-10T12:00:00+03:30'));
    root = await signInAs(app, { ...people.manager, username: 'root', ...grant('root') });
    north = await signInAs(app, { ...people.manager, username: 'north', ...grant('north') });
    assert.match((await page(north, '/desk'))('main').text(), /گزارش یک‌خطی این فصل/);
    await send('کارگاه دوم', '۱۵');
    const mend = async (quarter: string, line: string) => {
      const shown = await page(north, `/desk/plans/${_id}?mend=${quarter}`);
      const typed = (name: string) => String(shown(`[name=${name}]`).val());
      return postForm(north, `/desk/plans/${_id}/check-ins`, {
        ...{ quarter, line },
        hours: typed('hours'),
        workshops: typed('workshops'),
      });
    };
    assert.equal((await mend('1405-3', 'کارگاه اول برگزار شد، دوازده نفر')).status, 303);
    const kept = (await planOf('north', 'trust')).checkIns.find(({ quarter }) => quarter === '1405-3');
    assert.deepEqual(
      [kept?.line, kept?.hours, kept?.earlier?.map(({ line, until }) => [line, until])],
      [
        'کارگاه اول برگزار شد، دوازده نفر',
        25,
        [
          ['کارگاه اول برگزار شد', '2026-11-25'],
          ['کارگاه اول برگزار شد، ده نفر', '2027-01-10'],
        ],
      ],
    );
    const shown = await page(north, `/desk/plans/${_id}`);
    assert.match(shown('.check-ins details').text(), /ده نفر/, 'what stood there before is read below it');
    said((await mend('1404-1', 'هیچ')).text, 'plans:errors.checkInSettled');
    const totals = (await page(root, '/desk/plans'))('.figure-value')
      .toArray()
      .map((one) => load(one).text());
    assert.deepEqual(totals, ['۱', '۲', '۴۰']);
    clock.set(new Date('2027-06-01T12:00:00+03:30'));
    root = await signInAs(app, { ...people.manager, username: 'root', ...grant('root') });
    north = await signInAs(app, { ...people.manager, username: 'north', ...grant('north') });
    assert.match(
      (await page(root, '/desk'))('main').text(),
      /عقب‌افتاده/,
      'the office above sees what is late',
    );
    const late = await send('پس از پایان', '۵');
    assert.equal(late.status, 422);
    said(late.text, 'plans:errors.checkInAfterEnd');
    assert.equal(load(late.text)('[name=line]').val(), 'پس از پایان', 'what was typed is still there');
    const unsaid = await postForm(north, `/desk/plans/${_id}/stop`, { reason: '' });
    said(unsaid.text, 'plans:errors.reason');
    await postForm(north, `/desk/plans/${_id}/stop`, { reason: 'ادغام واحد' });
    assert.deepEqual(
      [(await planOf('north', 'trust')).state, (await planOf('north', 'trust')).reason],
      ['stopped', 'ادغام واحد'],
    );
  });

  it('are frozen as they are when the next wave opens', async () => {
    await open(north, 'north', 'trust');
    await draft(north, 'north', 'pay');
    const { _id } = await planOf('north', 'trust');
    await postForm(north, `/desk/plans/${_id}/check-ins`, {
      line: 'کارگاه اول',
      hours: '۱۰',
      workshops: '۱',
    });
    await WaveModel.create({
      _id: 'next',
      title: 'بعدی',
      state: 'open',
      previous: 'wave',
      opensAt: new Date('2026-12-01T00:00:00Z'),
    });
    await north.get(`/desk/plans/${_id}/edit`).expect(200);
    clock.set(new Date('2026-12-05T12:00:00Z'));
    north = await signInAs(app, { ...people.manager, username: 'north', ...grant('north') });
    const edited = await postForm(north, `/desk/plans/${_id}`, planFields({ expected: '۱' }));
    assert.equal(edited.status, 422);
    said(edited.text, 'plans:errors.frozen');
    const { frozen, expected } = await planOf('north', 'trust');
    assert.deepEqual(frozen, {
      wave: 'next',
      day: '2026-12-01',
      state: 'open',
      workshops: 1,
      hours: 10,
      checkIns: 1,
    });
    assert.equal(expected, 6);
    assert.equal((await planOf('north', 'pay')).frozen?.state, 'draft');
    await postForm(north, `/desk/plans/${(await planOf('north', 'pay'))._id}/opening`, {});
    assert.equal((await planOf('north', 'pay')).state, 'draft');
    await WaveModel.deleteOne({ _id: 'next' });
  });

  it('are refused a change that another has overtaken', async () => {
    await open(north, 'north', 'trust');
    const { _id } = await planOf('north', 'trust');
    assert.equal(
      (await postForm(north, `/desk/plans/${_id}`, planFields({ revision: '1', owner: 'فرماندار' }))).status,
      303,
    );
    const stale = await postForm(north, `/desk/plans/${_id}`, planFields({ revision: '1', owner: 'بخشدار' }));
    assert.equal(stale.status, 422);
    assert.equal(load(stale.text)('[name=owner]').val(), 'بخشدار');
    assert.equal((await planOf('north', 'trust')).owner, 'فرماندار');
  });

  it('of small offices are those of their reporting group', async () => {
    const district = await signInAs(app, { ...people.manager, username: 'c', ...grant('c') });
    const { text } = await district
      .get('/desk/plans/new?wave=wave&office=c&scope=own&dimension=trust')
      .expect(200);
    assert.equal(load(text)('#plan [name=office]').val(), 'south.joined');
    await open(district, 'c', 'trust');
    const plan = await planOf('south.joined', 'trust');
    assert.equal((await planOf('south.joined', 'trust')).state, 'open');
    for (const agent of [district, south, root]) await agent.get(`/desk/plans/${plan._id}`).expect(200);
    await north.get(`/desk/plans/${plan._id}`).expect(403);
  });

  it('repeat nobody’s words, and tell nothing of comments that are not shown', async () => {
    const texts = [
      'در اتاق ۱۲ کولر از تابستان خراب است و کسی نمی‌آید',
      ...Array.from({ length: 11 }, (_, i) => `نظر ${i}`),
    ];
    await CommentModel.insertMany(
      texts.map((text, i) => ({
        _id: `c${i}`,
        wave: 'wave',
        unit: 'north',
        question: 'comment',
        text,
        review: 'approved',
      })),
    );
    const action = 'گفته‌اند کولر از تابستان خراب است و درست می‌کنیم';
    const refused = await open(north, 'north', 'trust', { action });
    assert.equal(refused.status, 422);
    said(refused.text, 'plans:errors.quote');
    await CommentModel.updateMany({ unit: 'north' }, { $set: { review: 'pending' } });
    assert.equal(
      (await open(north, 'north', 'trust', { action })).status,
      303,
      'a form is no way to search in comments',
    );
    await CommentModel.deleteMany({});
  });

  it('of a former office go to its successor by an act alone', async () => {
    await open(north, 'north', 'trust');
    const { _id } = await planOf('north', 'trust');
    await postForm(root, `/desk/plans/${_id}/inheritance`, { successor: 'northern' });
    assert.equal((await PlanModel.findById(_id).orFail()).office, 'north', 'its office still exists');
    await OfficeModel.updateOne({ _id: 'north' }, { $set: { validTo: '2026-11-20' } });
    assert.equal(
      (await postForm(root, `/desk/plans/${_id}/inheritance`, { successor: 'south' })).status,
      409,
    );
    assert.equal(
      (await postForm(north, `/desk/plans/${_id}/inheritance`, { successor: 'northern' })).status,
      403,
    );
    await postForm(root, `/desk/plans/${_id}/inheritance`, { successor: 'northern' });
    const plan = await PlanModel.findById(_id).orFail().lean();
    assert.deepEqual([plan.office, plan.inheritedFrom], ['northern', ['north']]);
    assertReads((await root.get(`/desk/plans/${_id}`).expect(200)).text, 'fa');
    await OfficeModel.updateOne({ _id: 'north' }, { $set: { validTo: null } });
  });

  it('tell the staff in the manager’s words what an administrator has approved, and the next wave’s first page', async () => {
    await open(north, 'north', 'trust');
    const { _id } = await planOf('north', 'trust');
    const administrator = await signInAs(app, people.administrator);
    const words = { said: 'معیارهای تشویق روشن نیست.', did: 'معیارها را نوشتیم.' };
    const send = (agent: Agent, path: string, fields = {}) =>
      postForm(agent, `/desk/plans/${_id}/words${path}`, fields);
    const staff = async () =>
      (await supertest(app).get('/waves/wave/results/north/actions').expect(200)).text;
    const empty = await send(north, '', { said: words.said, did: '' });
    assert.equal(empty.status, 422);
    assert.equal(load(empty.text)('[name=said]').val(), words.said);
    await send(north, '', words);
    assert.ok(!(await staff()).includes(words.did), 'nothing before the check');
    assert.deepEqual(await wordsForFirstPage('wave'), []);
    assert.equal((await send(north, '/approval')).status, 403);
    assert.match((await administrator.get('/desk')).text, /منتظر بررسی/);
    await send(administrator, '/return', { note: 'عدد را بردارید' });
    assert.ok((await north.get(`/desk/plans/${_id}`)).text.includes('عدد را بردارید'));
    await send(north, '', words);
    await send(administrator, '/approval');
    assert.equal((await send(administrator, '/approval')).status, 409);
    const page_ = await staff();
    assertReads(page_, 'fa');
    for (const text of Object.values(words)) assert.ok(page_.includes(text));
    const other = await supertest(app).get('/waves/wave/results/south/actions').expect(200);
    assert.ok(!other.text.includes(words.did), 'of the own office alone');
    await supertest(app).get('/waves/wave/results/nowhere/actions').expect(404);
    assert.deepEqual(await wordsForFirstPage('wave'), [{ nameFa: 'north', nameEn: 'north', ...words }]);
    await WaveModel.updateOne(
      { _id: 'wave' },
      { $set: { releasedTo: ['managers', 'employees'], resultsWords: 'انار-کبوتر-دریا' } },
    );
    const closed = await supertest(app).get('/waves/wave/results/north/actions').expect(303);
    assert.equal(closed.headers.location, '/waves/wave/results/north', 'it opens like the results');
    await WaveModel.updateOne({ _id: 'wave' }, { $set: { releasedTo: ['managers', 'employees', 'public'] } });
    await send(north, '', { ...words, did: 'متن دیگر' });
    assert.ok(!(await staff()).includes(words.did), 'changed words are checked again');
  });

  it('leave their trail', async () => {
    const actions = (await AuditModel.find().lean()).map(({ action }) => action);
    for (const action of ['draft', 'open', 'edit', 'checkIn', 'done', 'stop', 'inherit'])
      assert.ok(actions.includes(`plan.${action}`), action);
    assert.equal((await verifyAudit()).brokenAt, null);
  });
});
