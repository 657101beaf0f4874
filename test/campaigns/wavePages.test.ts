/** Every wave page: Persian from right to left, closed to other roles, 404 for an unknown wave, 422 with the input kept. */
import assert from 'node:assert/strict';
import { load } from 'cheerio';
import { formatter } from '../../server/i18n/format.ts';
import { translator } from '../../server/i18n/translator.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { type Agent, people, postForm, signInAs } from '../support/people.ts';
import { instrument } from '../support/situation.ts';
import { useDesk } from '../support/useDesk.ts';
import { draftFields, launch, makeDraft, onlyWave, smallProvince } from './situation.ts';

const t = translator('fa');
const draftPages = ['', '/edit', '/preview', '/preview/pages', '/letter'];
const openPages = [
  '',
  '/invitations',
  '/extension',
  '/closure',
  '/withdrawal',
  '/recovery',
  '/headcounts',
  '/participation',
  '/people-lists',
  '/deliveries',
  '/message',
  '/reminders',
  '/count',
];
const countedPages = ['', '/quality', '/release', '/comments', '/count'];

describe('wave pages', () => {
  const desk = useDesk(smallProvince);

  async function shows(path: string, by: Agent = desk.agent) {
    const answer = await by.get(path);
    assert.equal(answer.status, 200, `${path}: ${answer.status}`);
    const page = load(answer.text);
    assert.equal(page('html').attr('dir'), 'rtl', path);
    assert.ok(page('h1, h2, .letter').length > 0, path);
    assert.doesNotMatch(
      page('body').text(),
      /(waves|instruments|common|errors|peopleLists|invitations|deliveries|reminders):[a-z]/,
      path,
    );
    assert.doesNotMatch(answer.text, /<[^>]+\sstyle=/, path);
    return page;
  }

  it('render in Persian for a draft, an open and a counted wave', async () => {
    const id = await makeDraft(desk.agent);
    await shows('/desk/waves');
    await shows('/desk/waves/new');
    for (const page of draftPages) await shows(`/desk/waves/${id}${page}`);
    await launch(desk.agent, id);
    for (const page of openPages) await shows(`/desk/waves/${id}${page}`);
    await WaveModel.updateOne({ _id: id }, { $set: { state: 'counted', countedAt: desk.clock.now() } });
    for (const page of countedPages) await shows(`/desk/waves/${id}${page}`);
  }).timeout(120_000);

  it('say how long a draft takes in its messages, and what closing does without grace time', async () => {
    const id = await makeDraft(desk.agent);
    const { minutes } = instrument('trust');
    await WaveModel.updateOne({ _id: id }, { $set: { instrumentIds: ['trust'] } });
    const mail = await desk.agent.get(`/desk/waves/${id}/message/mail`).expect(200);
    assert.match(load(mail.text)('body').text(), new RegExp(`حدود ${formatter('fa').number(minutes)} دقیقه`));
    await WaveModel.updateOne({ _id: id }, { $set: { state: 'open', graceHours: 0 } });
    const closing = await shows(`/desk/waves/${id}/closure`);
    assert.ok(closing('main').text().includes(t('closing:closure.atOnce')));
    await WaveModel.updateOne({ _id: id }, { $set: { graceHours: 24 } });
    assert.match((await shows(`/desk/waves/${id}/closure`))('main').text(), /۲۴ ساعت/);
  });

  it('are refused to everyone but administrators, who stay signed in', async () => {
    const id = await makeDraft(desk.agent);
    await WaveModel.updateOne({ _id: id }, { $set: { state: 'open' } });
    for (const person of [people.manager, people.analyst, people.auditor]) {
      const other = await signInAs(desk.app, person);
      const pages = [
        '/desk/waves/new',
        ...openPages.filter((page) => page !== '/participation').map((page) => `/desk/waves/${id}${page}`),
      ];
      for (const path of pages) assert.equal((await other.get(path)).status, 403, `${person.role} ${path}`);
      assert.equal((await postForm(other, `/desk/waves/${id}/closure`, {})).status, 403);
      await other.get('/desk').expect(200);
    }
    assert.equal((await onlyWave()).state, 'open');
  }).timeout(120_000);

  it('are not found for an unknown wave', async () => {
    for (const page of [...draftPages, ...openPages, ...countedPages]) {
      assert.equal((await desk.agent.get(`/desk/waves/nosuchwave${page}`)).status, 404, page);
    }
    assert.equal((await postForm(desk.agent, '/desk/waves/nosuchwave/closure', {})).status, 404);
  });

  it('keep what was typed into a bad draft form and name every wrong field', async () => {
    const sent = draftFields({
      title: '',
      opensAt: '۱۴۰۵/۱۳/۰۱',
      minimum: '۳',
      'headcounts.ahar': 'سی',
      audiences: [],
    });
    const answer = await postForm(desk.agent, '/desk/waves', sent);
    assert.equal(answer.status, 422);
    const page = load(answer.text);
    assert.equal(page('#opensAt').val(), '۱۴۰۵/۱۳/۰۱');
    assert.equal(page('[name="headcounts.ahar"]').val(), 'سی');
    assert.equal(page('#purpose').text().trim(), 'برای بهبود محیط کار');
    assert.match(page('#opensAt-error').text(), new RegExp(t('campaigns:errors.date.noSuchDay')));
    assert.match(page('#minimum-error').text(), new RegExp(t('campaigns:errors.minimum')));
    const links = page('.error-summary a')
      .toArray()
      .map((link) => page(link).attr('href'));
    assert.deepEqual(
      new Set(links),
      new Set(['#title', '#opensAt', '#minimum', '#headcounts-ahar', '#audiences']),
    );
    assert.equal(await WaveModel.countDocuments(), 0);
  });

  it('refuse a last day before the first, and take digits of any script', async () => {
    const early = await postForm(desk.agent, '/desk/waves', draftFields({ closesAt: '1405/08/30' }));
    assert.match(
      load(early.text)('#closesAt-error').text(),
      new RegExp(t('campaigns:errors.closesBeforeOpening')),
    );
    await makeDraft(desk.agent, { 'headcounts.ahar': '٣١' });
    assert.equal((await onlyWave()).offices.find(({ code }) => code === 'ahar')?.headcount, 31);
  });

  it('keep what was typed into the smaller forms', async () => {
    const id = await makeDraft(desk.agent);
    await launch(desk.agent, id);
    const cases: [string, Record<string, string>, string][] = [
      ['extension', { closesAt: 'فردا' }, '#closesAt'],
      ['withdrawal', { reason: 'اشتباه', confirm: '' }, '#reason'],
      ['headcounts', { office: 'ahar', headcount: 'x', note: 'توضیح' }, '#headcount'],
      ['invitations', { office: 'ahar', count: 'x', made: '0' }, '#count'],
      ['code-requests', { office: 'ahar', count: 'x', reason: 'دلیل' }, '#request-count'],
    ];
    for (const [path, fields, selector] of cases) {
      const answer = await postForm(desk.agent, `/desk/waves/${id}/${path}`, fields);
      assert.equal(answer.status, 422, path);
      const field = load(answer.text)(selector);
      assert.equal(
        field.val() || field.text(),
        Object.values(fields).find((value) => value === field.val() || value === field.text()),
        path,
      );
    }
    assert.equal((await onlyWave()).state, 'open');
  }).timeout(120_000);
});
