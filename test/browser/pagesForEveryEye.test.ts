/** Pages at 200 % and 400 % zoom, in forced colours on a dark ground, and by keyboard: nothing is cut off, lost or out of sight. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { projectRoot } from '../../server/projectRoot.ts';
import { type Person, people } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { browser, serve } from './browser.ts';
import { pageFaults } from './supportPageFaults.ts';
import { signedInPage } from './supportSignIn.ts';
import { type WholeProduct, wholeProduct } from './supportWholeProduct.ts';

const namespaces = readdirSync(join(projectRoot, 'locales/fa')).map((name) => name.replace('.json', ''));
const manager = { ...people.manager, grants: [{ office: 'ea', from: null, to: null }] };
const reviewer = { ...people.reviewer, grants: manager.grants };
const pages: [string, Person | null, (made: WholeProduct) => string][] = [
  ['the promise', null, ({ open }) => `/w/${open}`],
  ['the start of a kiosk', null, () => '/kiosk'],
  ['the start of paper entry', people.clerk, () => '/desk/papers'],
  ['sending a suggestion', null, () => '/suggestions/new'],
  ['a suggestion', reviewer, ({ suggestion }) => `/desk/suggestions/${suggestion}`],
  ['a running wave', people.administrator, ({ open }) => `/desk/waves/${open}?open=all`],
  ['a draft', people.administrator, ({ draft }) => `/desk/waves/${draft}`],
  ['the form of a draft', people.administrator, ({ draft }) => `/desk/waves/${draft}/edit`],
  ['sending', people.administrator, ({ open }) => `/desk/waves/${open}/deliveries`],
  ['a report', manager, ({ released }) => `/desk/reports/${released}/ea?scope=subtree`],
  ['the comparison', manager, ({ released }) => `/desk/reports/${released}/comparison`],
];

/** Where the keyboard is, and whether one sees it there; a radio that is drawn by its label shows the ring on that. */
const seenFocus = `(() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const drawn = [at, at.nextElementSibling, at.closest('label')].filter(Boolean).map((one) => getComputedStyle(one));
  const ring = drawn.some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
  const { top, bottom, width } = at.getBoundingClientRect();
  const inSight = bottom > 0 && top < innerHeight && width > 0;
  return ring && inSight ? '' : at.outerHTML.slice(0, 100) + (ring ? ' is out of sight' : ' has no ring');
})()`;
const mostStops = 40;

describe('pages for every eye', function () {
  this.timeout(180_000);
  useDatabase({ emptyEach: false });
  let made: WholeProduct;
  let url: string;
  let close: () => void;
  let context: BrowserContext;

  before(async () => {
    const test = await testApp();
    made = await wholeProduct(test.config.keyDir);
    ({ url, close } = await serve(test.app));
  });
  after(() => close());
  afterEach(() => context.close());

  async function opened(person: Person | null, path: string, options: object): Promise<Page> {
    const page = person
      ? await signedInPage(url, person, options).then((signedIn) => signedIn.page)
      : await (await (await browser()).newContext(options)).newPage();
    context = page.context();
    await page.goto(`${url}${path}`);
    return page;
  }

  for (const [name, person, pathOf] of pages) {
    it(`fit at 200 % and 400 %: ${name}`, async () => {
      const page = await opened(person, pathOf(made), { deviceScaleFactor: 2 });
      for (const viewport of [
        { width: 640, height: 400 },
        { width: 320, height: 256 },
      ]) {
        await page.setViewportSize(viewport);
        assert.deepEqual(await pageFaults(page, 'fa', namespaces), [], `${viewport.width}`);
      }
    });

    it(`show where the keyboard is: ${name}`, async () => {
      const page = await opened(person, pathOf(made), { viewport: { width: 1280, height: 800 } });
      const stops = new Set<string>();
      for (let stop = 0; stop < mostStops; stop += 1) {
        await page.keyboard.press('Tab');
        const fault = await page.evaluate<string | null>(seenFocus);
        if (fault === null) break;
        assert.equal(fault, '');
        stops.add(await page.evaluate<string>('document.activeElement.outerHTML'));
      }
      assert.ok(stops.size > 0);
    });
  }

  const dark = {
    forcedColors: 'active' as const,
    colorScheme: 'dark' as const,
    reducedMotion: 'reduce' as const,
  };
  const styleOf = (page: Page, selector: string, name: string) =>
    page.evaluate<string>(`getComputedStyle(document.querySelector(${JSON.stringify(selector)})).${name}`);
  const groundOf = (page: Page, selector: string) => styleOf(page, selector, 'backgroundColor');

  it('tell in forced colours which scope of a report is shown, and keep drawings on a light ground', async () => {
    const page = await opened(manager, `/desk/reports/${made.released}/ea?scope=subtree`, dark);
    const shown = await groundOf(page, '.scopes a[aria-current]');
    assert.notEqual(shown, await groundOf(page, '.scopes a:not([aria-current])'));
    assert.equal(await groundOf(page, '.chart'), 'rgb(255, 255, 255)');
    const lineOf = (selector: string) => styleOf(page, selector, 'borderBlockEndColor');
    assert.notEqual(
      await lineOf('.masthead nav a[aria-current]'),
      await lineOf('.masthead nav a:not([aria-current])'),
    );
  });

  it('keep the bands of the comparison in forced colours', async () => {
    const page = await opened(manager, `/desk/reports/${made.released}/comparison`, dark);
    const grounds = new Set<string>();
    for (const band of [0, 1, 2, 3, 4]) grounds.add(await groundOf(page, `.legend .heat-${band}`));
    assert.equal(grounds.size, 5);
  });

  it('show how far one has come in forced colours', async () => {
    const page = await opened(people.administrator, `/desk/waves/${made.draft}/preview/pages`, dark);
    const shot = () => page.locator('progress').screenshot();
    const begun = await shot();
    await page.evaluate("(() => { const bar = document.querySelector('progress'); bar.value = bar.max; })()");
    assert.notDeepEqual(await shot(), begun);
  });
});
