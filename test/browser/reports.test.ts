/** Reports in a browser: no accessibility fault, nothing wider than the screen, without script, in both languages. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { loadInstruments } from '../../server/instruments/loadInstruments.ts';
import { OfficeModel } from '../../server/offices/office.ts';
import { PlanModel, placeOf } from '../../server/plans/plan.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { sheets, storedWave } from '../reportPages/storedWave.ts';
import { pdfPages } from '../support/pdf.ts';
import { people } from '../support/people.ts';
import { axeViolations } from './axe.ts';
import { browser, desktop, phone } from './browser.ts';
import { useSignedIn } from './supportSignIn.ts';

const paths = [
  '/desk/reports',
  '/desk/reports/wave/root',
  '/desk/reports/wave/small?scope=own',
  '/desk/reports/wave/comparison',
];

const tooWide = 'document.documentElement.scrollWidth - window.innerWidth';

/** Where number, band and ruler of the first instrument end, with the names inside the zones. */
const bottoms = `['.big-number', '.band-word', '.band-ruler', '.zone-name'].flatMap((part) =>
  [...document.querySelectorAll('.summary')].slice(0, 1).flatMap((first) => [...first.querySelectorAll(part)])
    .slice(0, 5).map((one) => one.getBoundingClientRect().bottom))`;

/** Culture and trust as they ship, twice, with governorates of several districts: every comparison, and the longest words. */
async function wholeWaves(): Promise<void> {
  const shipped = loadInstruments(join(projectRoot, 'surveys'));
  const instruments = ['culture', 'trust'].map((id) => shipped.find((one) => one.id === id)!);
  const items = instruments.flatMap(({ dimensions }) => dimensions.flatMap((one) => one.items)).length;
  for (const [turn, id] of ['whole-before', 'whole'].entries()) {
    const office = (n: number, lift: number, parent?: string) => ({
      ...(parent && { parent }),
      headcount: n * 2,
      answers: sheets(n, lift + turn, { items }),
    });
    await storedWave({
      id,
      instruments,
      offices: {
        root: office(40, 0),
        east: office(30, 1, 'root'),
        west: office(35, 3, 'root'),
        ...Object.fromEntries(['a', 'b', 'c', 'd'].map((code, at) => [code, office(15, at, 'east')])),
      },
      wave:
        turn === 0
          ? { closesAt: new Date('2024-11-10T00:00:00Z') }
          : { previous: 'whole-before', headline: 'weighted' },
    });
  }
}

describe('reports in a browser', function () {
  this.timeout(180_000);
  let url: string;
  let context: BrowserContext;

  useSignedIn(
    people.analyst,
    async () => {
      await storedWave();
      await wholeWaves();
    },
    (signedIn) => {
      url = signedIn.url;
      context = signedIn.page.context();
    },
  );

  it('print whole from a phone, with office and wave at the head of each page but the first', async () => {
    const onPhone = { viewport: phone, userAgent: 'Mozilla/5.0 (Android 14; Mobile)', isMobile: true };
    const visitor = await (await browser()).newContext(onPhone);
    const page = await visitor.newPage();
    await page.goto(`${url}/waves/wave/results`);
    const folded = await page.locator('#units > details.fold:not([open])').count();
    assert.equal(folded, 1);
    const unit = (await page.locator('#units tbody th').last().textContent())?.trim() || 'none';
    const pages = await pdfPages(await page.pdf({ preferCSSPageSize: true }));
    const heads = pages.map(({ persian }) => persian.split('\n')[0] ?? '');
    assert.ok(pages.length > 1);
    for (const [number, head] of heads.entries())
      assert.equal(/root/.test(head) && head.includes('۱۴۰۴/۰۷/۲۸'), number > 0, head);
    assert.ok(pages.some(({ latin }) => latin.includes(unit)));
    assert.ok(!pages.some(({ persian }) => persian.includes('English')), 'no links to other languages');
    await visitor.close();
  });

  it('fit a phone: number, band and ruler on its first screen, and the whole folded page under 5,000 pixels', async () => {
    const visitor = await (await browser()).newContext({
      viewport: { width: 360, height: 640 },
      storageState: await context.storageState(),
    });
    const page = await visitor.newPage();
    const wave = ['root', 'north?scope=own', 'small?scope=own', 'tiny?scope=own'].map((one) => `wave/${one}`);
    const whole = ['root', 'east', 'east?scope=own', 'a'].map((one) => `whole/${one}`);
    for (const lang of ['fa', 'en'])
      for (const office of [...wave, ...whole]) {
        const query = `${office.includes('?') ? '&' : '?'}lang=${lang}`;
        await page.goto(`${url}/desk/reports/${office}${query}`);
        const height = await page.evaluate<number>('document.documentElement.scrollHeight');
        const ends = await page.evaluate<number[]>(bottoms);
        assert.ok(height < 5000, `${office} in ${lang}: ${height}`);
        // The last two are hidden: they have neither.
        assert.equal(ends.length >= 8, /root|north|whole/.test(office), `${office}: ${ends.length}`);
        assert.ok(Math.max(...ends, 0) <= 640, `${office} in ${lang}: ${ends.join(' ')}`);
        assert.ok((await page.evaluate<number>(tooWide)) <= 0, office);
      }
    await visitor.close();
  });

  it('print a plan with what is to be done', async () => {
    const about = { _id: 'printed', office: 'north', dimension: 'trust' };
    const days = { openedOn: '2025-12-01', startsOn: '2025-12-01', endsOn: '2026-06-01' };
    await OfficeModel.create({ _id: 'north', level: 'governorate', nameFa: 'north', parent: null });
    await PlanModel.create({
      ...{
        ...about,
        ...placeOf(about, 1),
        ...days,
        scope: 'own',
        wave: 'wave',
        instrument: 'small',
      },
      ...{ state: 'open', action: 'معیارها را می‌نویسیم.', owner: 'معاون', expected: 5 },
    });
    const page = await context.newPage();
    await page.goto(`${url}/desk/plans/printed?lang=fa`);
    await page.emulateMedia({ media: 'print' });
    const action = page.getByText('معیارها را می‌نویسیم.');
    assert.ok(await action.isVisible());
    await page.close();
  });

  it('compare offices on a phone without a fault, folded and unfolded, and print all of it', async () => {
    const signedIn = await context.storageState();
    const onPhone = { viewport: phone, userAgent: 'Mozilla/5.0 (Android 14; Mobile)', isMobile: true };
    const visitor = await (await browser()).newContext({ ...onPhone, storageState: signedIn });
    const page = await visitor.newPage();
    await page.goto(`${url}/desk/reports/wave/comparison?lang=fa`);
    const branches = page.locator('details.branch');
    assert.ok((await branches.count()) > 0);
    assert.equal(await page.locator('details.branch[open]').count(), 0);
    assert.deepEqual(await axeViolations(page), []);
    const names = await branches.locator('tbody th').allTextContents();
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    assert.ok(pdf.length < 500_000, `a hatched cell is a large picture: ${pdf.length} bytes`);
    const pages = await pdfPages(pdf);
    const printed = pages.map(({ latin, persian }) => `${latin} ${persian}`).join(' ');
    assert.ok(names.length > 1);
    for (const name of names) assert.ok(printed.includes(name.trim()), `${name} is not printed`);
    await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
    assert.deepEqual(await axeViolations(page), []);
    assert.ok((await page.evaluate<number>(tooWide)) <= 0);
    await visitor.close();
  });

  for (const [lang, results] of [
    ['fa', '/waves/wave/results'],
    ['en', '/en/waves/wave/results'],
  ] as const) {
    it(`have no violation and fit the screen in ${lang}, folded parts open`, async () => {
      const page = await context.newPage();
      for (const path of [...paths, results]) {
        const join = path.includes('?') ? '&' : '?';
        await page.goto(`${url}${path}${path.startsWith('/desk') ? `${join}lang=${lang}` : ''}`);
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        for (const viewport of [desktop, phone]) {
          await page.setViewportSize(viewport);
          assert.deepEqual(await axeViolations(page), [], `${path} at ${viewport.width}`);
          const over = await page.evaluate<number>(tooWide);
          assert.ok(over <= 0, `${path} is ${over} pixels too wide at ${viewport.width}`);
        }
      }
      await page.close();
    });
  }
});
