/** Report, comparison and results pages over published reports: every state reads differently, in both languages. */
import assert from 'node:assert/strict';
import { type CheerioAPI, load } from 'cheerio';
import type { Express } from 'express';
import supertest from 'supertest';
import { AccountModel } from '../../server/accounts/account.ts';
import { PublishedReportModel } from '../../server/reports/published/publishedModels.ts';
import { WaveModel } from '../../server/waves/wave.ts';
import { instrument } from '../reports/smallWave.ts';
import { noon } from '../support/fixedClock.ts';
import { type Agent, people, signInAs } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { assertReads, province, sheets, storedWave, survey } from './storedWave.ts';

describe('report pages', function () {
  this.timeout(120_000);
  useDatabase();
  let app: Express;
  let analyst: Agent;
  before(async () => {
    app = (await testApp()).app;
  });
  beforeEach(async () => {
    analyst = await signInAs(app, people.analyst);
  });

  async function read(path: string, lang: 'fa' | 'en' = 'fa') {
    const { text } = await analyst
      .get(`/desk/reports/wave/${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
      .redirects(1)
      .expect(200);
    assertReads(text, lang);
    return load(text);
  }

  it('read well for every office and scope, in Persian and English', async () => {
    await storedWave();
    for (const lang of ['fa', 'en'] as const) {
      for (const path of ['root', 'root?scope=own', 'north', 'north?scope=own', 'south', 'south.joined']) {
        await read(path, lang);
      }
      for (const path of ['small', 'tiny', 'empty', 'c', 'comparison']) await read(path, lang);
    }
  });

  it('fold the comparison by governorate on a phone, and lose no office and no number by it', async () => {
    await storedWave();
    const ask = async (agent: string) =>
      load((await analyst.get('/desk/reports/wave/comparison').set('User-Agent', agent).expect(200)).text);
    const desk = await ask('Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0');
    const phone = await ask('Mozilla/5.0 (Android 14; Mobile) Firefox/140.0');
    const rows = ($: CheerioAPI) =>
      $('.comparison tbody tr:has(a)')
        .toArray()
        .map((row) => $(row).text().replaceAll(/\s+/g, ' ').trim())
        .sort();
    assert.ok(rows(desk).length > 3);
    assert.deepEqual(rows(phone), rows(desk));
    assert.equal(desk('.fold').length, 0);
    const north = phone('.branch').filter((_, fold) => phone('h3', fold).text() === 'north');
    assert.equal(north.attr('open'), undefined);
    assert.ok(north.find('tbody a[href*="/north?"]').length === 1, 'a governorate stands in its own fold');
    assert.equal(north.find('tbody a[href*="/root?"]').length, 0);
  });

  it('begin with the verdict, fold what is read next on every screen, and have a list of parts that leads to each', async () => {
    await storedWave();
    const page = await read('root');
    const first = page('main section').first();
    assert.equal(first.find('.verdict-sentence').length, 1);
    assert.equal(first.find('.verdict-sentence').next('.index').length, 1);
    const titles = page('main > section')
      .toArray()
      .flatMap((section) => page(section).attr('id') ?? []);
    assert.deepEqual(titles.slice(0, 2), ['instrument-small', 'dimensions-small']);
    for (const part of ['#units', '#response', '#items-small'])
      assert.equal(page(part).children('details.fold:not([open])').length, 1, part);
    for (const never of ['.verdict-sentence', '.index', '#dimensions-small .profile'])
      assert.ok(page(never).length > 0 && page(never).closest('details').length === 0, never);
    for (const link of page('.contents a').toArray())
      assert.equal(page(page(link).attr('href')).length, 1, page(link).text());
  });

  it('name office and wave for the head of each printed page', async () => {
    await storedWave();
    const page = await read('north?scope=own');
    assert.ok(
      page('html')
        .attr('data-running')
        ?.startsWith(`${page('h1').text()} · `),
    );
    assert.match((await read('comparison'))('html').attr('data-running') ?? '', /^مقایسهٔ .* · /);
  });

  it('give no difference from a wave that is not released to the reader, because it would be that wave', async () => {
    const base = { opensAt: new Date('2024-10-20T00:00:00Z'), closesAt: new Date('2024-11-10T00:00:00Z') };
    await storedWave({ id: 'before', wave: { ...base, releasedTo: ['managers'] } });
    await storedWave({ wave: { previous: 'before' } });
    const open = async () => load((await supertest(app).get('/waves/wave/results').expect(200)).text);
    const marks = ($: CheerioAPI) => $('.previous-mark').not('li .previous-mark').length;
    assert.ok(marks(await read('root')) > 0);
    assert.equal(marks(await open()), 0);
    await WaveModel.updateOne({ _id: 'before' }, { $set: { releasedTo: ['managers', 'public'] } });
    assert.ok(marks(await open()) > 0);
  });

  it('tell a rounded, a missing, a merged and an empty office apart', async () => {
    await storedWave();
    const tiny = await read('tiny?scope=own');
    assert.match(tiny('main').text(), /تعداد پاسخ کمتر از حد نصاب|حفظ محرمانگی واحدی دیگر/);
    assert.equal(tiny('.big-number').length, 0);
    const merged = await read('c?scope=own');
    assert.equal(merged('.notice a').attr('href'), '/desk/reports/wave/south.joined');
    assert.match((await read('south.joined'))('header').text(), /c.*d/);
    assert.match((await read('empty?scope=own'))('.notice').text(), /کارمندی ندارد/);
  });

  it('give few answers a rounded score and no detail, and leave them out of the ranks', async () => {
    const { root, north, south, small } = province;
    await storedWave({ offices: { root: root!, north: north!, south: south!, small: small! } });
    const page = await read('small?scope=own');
    assert.match(page('.index-number').text(), /گرد شده/);
    assert.equal(page('.likert-bar, .quality').length, 0);
    assert.deepEqual(
      page('.legend .office-mark').parent().parent().text().match(/بازه/g),
      null,
      'no interval',
    );
    assert.match((await read('south'))('.legend').text(), /بازهٔ ۹۵ درصد/);
    const comparison = await read('comparison');
    assert.match(comparison('.unscored').text(), /گرد شده است و رتبه ندارد/);
  });

  it('show a hidden part with its own sign, a bounded item with its reason, and not a number of either', async () => {
    await storedWave();
    const _id = 'wave:root:own';
    const found = await PublishedReportModel.findById(_id).lean();
    const [part] = found!.report.instruments;
    part!.dimensions[0] = { id: 'trust', suppressed: 'complementary' };
    const item = (part!.dimensions[1] as unknown as { items: object[] }).items[0]!;
    Object.assign(item, {
      mean: null,
      sd: null,
      favourable: null,
      distribution: null,
      bounded: { above: 90 },
    });
    await PublishedReportModel.replaceOne({ _id }, found!);
    const page = await read('root?scope=own');
    const locked = page('.profile .locked');
    assert.equal(locked.length, 1);
    assert.match(locked.text(), /حفظ محرمانگی واحدی دیگر/);
    assert.equal(locked.find('.mark-lock-open').length, 1);
    assert.match(page('.items .locked').text(), /دست‌کم چهار پنجم یک‌جور/);
  });

  it('say before the release that nothing is released, with no number', async () => {
    await storedWave({ wave: { state: 'counted' } });
    for (const lang of ['fa', 'en'] as const) {
      const page = await read('root', lang);
      assert.ok(page('section .locked .mark-clock').length > 0);
      assert.equal(page('.big-number, .office-mark[transform], .likert-bar').length, 0);
      assert.equal((await read('comparison', lang))('table').length, 0);
    }
  });

  for (const points of [2, 11]) {
    it(`read well on a scale of ${points} points without ideal, headcount or wave before`, async () => {
      const office = (lift: number) => ({ parent: 'root', answers: sheets(25, lift, { points }) });
      const offices = { root: { answers: sheets(30, 0, { points }) }, north: office(1), south: office(2) };
      await storedWave({ instruments: [survey(points)], offices });
      for (const lang of ['fa', 'en'] as const) {
        const page = await read('root', lang);
        const heads = page('.profile').first().find('thead th').length;
        assert.equal(heads, 3, 'no column against the province or a wave before');
        await read('north?scope=own', lang);
        assert.equal((await read('comparison', lang))('a[href*="size="]').length, 0);
      }
    });
  }

  it('read well with one dimension of one item and no outcome', async () => {
    const single = instrument({ dimensions: { only: ['alone'] } });
    await storedWave({ instruments: [single], offices: { root: { answers: sheets(30, 0, { items: 1 }) } } });
    const page = await read('root', 'en');
    assert.match(page('.index-number').text(), /95 per cent/);
    assert.equal(page('.driver-bars').length, 0);
  });

  it('read well where everyone answers the same', async () => {
    const same = Array.from({ length: 30 }, () => [5, 1, 5, 5, 5, 5]);
    await storedWave({ offices: { root: { answers: same }, north: { parent: 'root', answers: same } } });
    for (const path of ['root', 'north?scope=own', 'comparison']) await read(path);
  });

  it('read well where more answered than are employed, and where nobody answered a dimension', async () => {
    const noPay = sheets(30, 1).map((row) =>
      row.map((answer, item) => (item === 2 || item === 3 ? null : answer)),
    );
    const offices = {
      root: { headcount: 20, answers: sheets(30, 0) },
      north: { parent: 'root', headcount: 40, answers: noPay },
    };
    await storedWave({ offices });
    for (const lang of ['fa', 'en'] as const) {
      for (const path of ['root', 'root?scope=own', 'north?scope=own', 'comparison']) await read(path, lang);
    }
    const root = await read('root?scope=own', 'en');
    assert.match(root('.index-number').text(), /No interval can be estimated/);
    assert.match(
      (await read('north?scope=own', 'en'))('.profile').text(),
      /pay\s*(not enough data|Too few answers)/,
    );
  });

  it('break the scores down by one background question, with the reason where a group is hidden', async () => {
    const asked = instrument({
      dimensions: { trust: ['honest', '-aloof'], pay: ['fair', 'enough'] },
      demographics: { gender: ['female', 'male'] },
    });
    const office = (women: number, men: number, more: object = {}) => {
      const answers = sheets(women + men, 0, { items: 4 });
      const background = answers.map((_, at) => [at < women ? 'female' : 'male']);
      return { headcount: women + men + 9, answers, background, ...more };
    };
    const offices = {
      root: office(40, 40),
      north: office(30, 30, { parent: 'root' }),
      south: office(30, 4, { parent: 'root' }),
    };
    await storedWave({ instruments: [asked], offices });
    for (const lang of ['fa', 'en'] as const) await read('root', lang);
    const shown = (await read('root', 'en'))('.breakdowns');
    assert.equal(shown.find('.dot-interval').length, 2);
    assert.match(
      shown.find('h2').text(),
      /Groups of employees: some scores practically the same|Whether groups/,
    );
    assert.doesNotMatch(shown.text(), /no difference|not confirmed/i);
    const hidden = (await read('south?scope=own', 'en'))('.breakdowns');
    assert.equal(hidden.find('.dot-interval').length, 0);
    assert.match(hidden.text(), /Hidden to protect another group/);
    assert.match(hidden.text(), /Too few answers/);
    const comparison = await read('comparison', 'en');
    assert.match(
      comparison('main').text(),
      /A test confirms differences between offices in 0 of 2 dimensions/,
    );
    assert.match(comparison('.means').text(), /Headcount-weighted mean.*95 per cent interval/s);
  });

  it('have as their title which offices differ, where a test could tell', async () => {
    await storedWave();
    const page = await read('comparison', 'en');
    assert.match(page('h1').text(), /the rest of root/);
    assert.match(page('h1').prev().text(), /^Comparison of 6 offices · /);
    const four = { root: { answers: sheets(4, 0) }, north: { parent: 'root', answers: sheets(4, 1) } };
    await storedWave({ id: 'four', offices: four });
    const untold = await analyst.get('/desk/reports/four/comparison?lang=en').redirects(1).expect(200);
    assert.match(load(untold.text)('h1').text(), /^Comparison of 2 offices$/);
  });

  it('compare sizes and sort by dimension through links alone', async () => {
    await storedWave();
    const page = await read('comparison?order=trust');
    const sortHead = page('.heat-head[aria-sort=descending]');
    assert.equal(sortHead.children('.desk-only, [aria-hidden]').text().trim(), 'trust▾');
    assert.match(sortHead.children('.phone-only').text(), /^[۱-۹] trust$/);
    const values = page('.comparison tbody')
      .first()
      .find('tr')
      .map((_, row) => page(row).find('.heat').first().text());
    const sorted = values
      .get()
      .map((text) => text.replace(/[^۰-۹]/g, ''))
      .filter(Boolean);
    assert.deepEqual(sorted, [...sorted].sort().reverse());
    const large = await read('comparison?size=large');
    assert.deepEqual(
      large('.comparison tbody th a')
        .map((_, a) => large(a).text())
        .get(),
      ['south'],
    );
    assert.match(large('.columns a').first().attr('href') ?? '', /size=large/);
  });

  it('are public with the same table once released to everyone, and not before', async () => {
    await storedWave();
    for (const [prefix, lang] of [
      ['', 'fa'],
      ['/en', 'en'],
    ] as const) {
      const { text } = await analyst.get(`${prefix}/waves/wave/results`).expect(200);
      assertReads(text, lang);
      assert.equal(load(text)('.comments').length, 0);
    }
    await WaveModel.updateOne({ _id: 'wave' }, { releasedTo: ['managers'] });
    const { text } = await analyst.get('/waves/wave/results').expect(200);
    assert.equal(load(text)('.big-number').length, 0);
  });

  it('refuse another office to a manager, and an unknown one to everyone', async () => {
    await storedWave();
    const grants = [{ office: 'north', from: null, to: null }];
    const manager = await signInAs(app, { ...people.manager, grants });
    await manager.get('/desk/reports/wave/north').expect(200);
    await manager.get('/desk/reports/wave/south').expect(403);
    await manager.get('/desk/reports/wave/comparison').expect(403);
    await analyst.get('/desk/reports/wave/nowhere').expect(404);
  });

  it('open to a manager on the days of the grant, its first and last included, and no report above or beside it', async () => {
    await storedWave();
    const [yesterday, today, tomorrow] = [-1, 0, 1].map((days) =>
      new Date(noon.getTime() + days * 86_400_000).toISOString().slice(0, 10),
    );
    const manager = await signInAs(app, { ...people.manager, grants: [] });
    const grant = (from: string | null | undefined, to: string | null | undefined) =>
      AccountModel.updateOne({ _id: people.manager.username }, { grants: [{ office: 'north', from, to }] });
    const statuses = async (...paths: string[]) =>
      Promise.all(paths.map(async (path) => (await manager.get(`/desk/reports/wave/${path}`)).status));
    const own = ['north', 'north?scope=own', 'small', 'north/table.xlsx'];
    for (const [from, to] of [
      [today, today],
      [today, null],
      [null, today],
      [yesterday, tomorrow],
    ]) {
      await grant(from, to);
      assert.deepEqual(await statuses(...own), [200, 200, 200, 200], `${from} to ${to}`);
      assert.deepEqual(await statuses('root', 'south', 'root/table.xlsx'), [403, 403, 403]);
    }
    for (const [from, to] of [
      [tomorrow, null],
      [null, yesterday],
      [tomorrow, tomorrow],
      [tomorrow, yesterday],
    ]) {
      await grant(from, to);
      assert.deepEqual(await statuses(...own), [403, 403, 403, 403], `${from} to ${to}`);
      assert.doesNotMatch((await manager.get('/desk/reports').expect(200)).text, /reports\/wave\/north/);
    }
  });
});
