/**
 * Pages as the oldest promised browsers together see them: what any of them lacks is taken out of the style sheets, gaps of flexible boxes
 * too. They may look plainer; nothing runs out of the window, lies on something else or is too small to press.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { projectRoot } from '../../server/projectRoot.ts';
import { people } from '../support/people.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { browser, desktop, phone, serve } from './browser.ts';
import { pageFaults, targets } from './supportPageFaults.ts';
import { signedInPage } from './supportSignIn.ts';
import { type WholeProduct, wholeProduct } from './supportWholeProduct.ts';

type Part = { line: string } | { head: string; parts: Part[] };
interface StyleSheet {
  readSheet: (css: string) => Part[];
  splitAtCommas: (text: string) => string[];
  writeSheet: (parts: Part[]) => string;
}
interface StyleGaps {
  isKnownEverywhere: (selector: string) => boolean;
  isReadEverywhere: (line: string) => boolean;
}
const built = (name: string) => import(join(projectRoot, `server/build/${name}.mjs`));
/** Of the build, which is JavaScript; loaded before the tests. */
let sheets: StyleSheet;
let gaps: StyleGaps;

const asked = /^@supports not \((?:inset|inset-inline-start):0\)$/;

function readByOldest(parts: Part[]): Part[] {
  return parts.flatMap((part): Part[] => {
    if ('line' in part) return gaps.isReadEverywhere(part.line) ? [part] : [];
    const { head, parts: inner } = part;
    if (asked.test(head)) return readByOldest(inner);
    if (head.startsWith('@supports')) return [];
    if (!head.startsWith('@') && !sheets.splitAtCommas(head).every(gaps.isKnownEverywhere)) return [];
    return [{ head, parts: readByOldest(inner) }];
  });
}

/** A flexible box has no gaps there, whatever its rule says; what is laid on another text cannot be read. */
const withoutGaps = `for (const one of document.querySelectorAll('*'))
  if (getComputedStyle(one).display.endsWith('flex')) one.style.gap = '0';`;

const onEachOther = `(() => {
  const texts = [];
  /** Clipped to a point for screen readers, or laid over the page on purpose. */
  const isApart = (one) => {
    const { position, clipPath, clip } = getComputedStyle(one);
    return position === 'sticky' || position === 'fixed' || clipPath !== 'none' || clip !== 'auto';
  };
  const isWithinApart = (one) => one !== document.body && (isApart(one) || isWithinApart(one.parentElement));
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const place = node.parentElement;
    const isHidden = place.closest('.visually-hidden, .skip, svg, option, dialog, .tiles, .heat-table');
    if (!node.data.trim() || isHidden || isWithinApart(place) || !place.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects())
      if (rect.width > 2) texts.push({ place, words: node.data.trim().slice(0, 30), rect });
  }
  const faults = [];
  for (const [at, one] of texts.entries())
    for (const other of texts.slice(at + 1)) {
      // The lines of a large figure reach over the words beside it, and its ink does not.
      const [low, tall] = [one.rect.height, other.rect.height].sort((a, b) => a - b);
      if (tall > 2 * low) continue;
      const wide = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const high = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
      if (wide > 3 && high > low / 2)
        faults.push('"' + one.words + '" and "' + other.words + '" on each other');
    }
  const main = document.querySelector('main');
  const edge = texts.filter(({ place }) => main.contains(place)).map(({ rect }) => rect.left);
  if (Math.min(...edge) < 8) faults.push('text at the edge of the window');
  return [...new Set(faults)];
})()`;

describe('pages in the oldest browsers', function () {
  this.timeout(300_000);
  useDatabase({ emptyEach: false });
  let made: WholeProduct;
  let url: string;
  let close: () => void;
  let context: BrowserContext | undefined;
  const namespaces = readdirSync(join(projectRoot, 'locales/fa')).map((name) => name.replace('.json', ''));

  before(async () => {
    [sheets, gaps] = await Promise.all([built('styleSheet'), built('styleGaps')]);
    const test = await testApp();
    made = await wholeProduct(test.config.keyDir);
    ({ url, close } = await serve(test.app));
  });
  after(() => close());
  afterEach(() => context?.close());

  /** By address: every page names the same few sheets. */
  const oldSheets = new Map<string, string>();
  async function asOldest(page: Page): Promise<void> {
    // A busy machine takes its time; nothing here is about how much.
    page.setDefaultNavigationTimeout(120_000);
    await page.route('**/assets/*.css', async (route) => {
      const address = route.request().url();
      const css = oldSheets.get(address) ?? rewritten(await (await route.fetch()).text());
      oldSheets.set(address, css);
      await route.fulfill({ body: css, contentType: 'text/css' });
    });
  }
  const rewritten = (css: string) => sheets.writeSheet(readByOldest(sheets.readSheet(css)));

  async function faultsOf(page: Page, paths: readonly string[], minTarget: number): Promise<string[]> {
    const faults: string[] = [];
    for (const path of paths) {
      await page.goto(`${url}${path}`);
      for (const size of [phone, desktop]) {
        await page.setViewportSize(size);
        await page.evaluate(withoutGaps);
        const language = path.startsWith('/en') ? 'en' : 'fa';
        const found = await pageFaults(page, language, namespaces, size === phone ? minTarget : targets.desk);
        const laid = await page.evaluate<string[]>(onEachOther);
        faults.push(...[...found, ...laid].map((fault) => `${path} at ${size.width}: ${fault}`));
      }
    }
    return faults;
  }

  it('keep their margins and distances for employees', async () => {
    context = await (await browser()).newContext({ viewport: phone, serviceWorkers: 'block' });
    const page = await context.newPage();
    await asOldest(page);
    const { open, released } = made;
    const paths = [
      '/',
      `/w/${open}`,
      `/en/w/${open}`,
      `/waves/${released}/results`,
      '/suggestions',
      '/privacy',
    ];
    assert.deepEqual(await faultsOf(page, paths, targets.answering), []);
  });

  it('show the ring of the keyboard around an answer', async () => {
    ({ context } = await signedInPage(url, people.administrator));
    const desk = context.pages()[0]!;
    await asOldest(desk);
    await desk.goto(`${url}/desk/waves/${made.draft}/preview/pages`);
    const input = desk.locator('.option input').first();
    await input.focus();
    const ring = await desk.evaluate<string>(
      `getComputedStyle(document.querySelector('.option input + .face')).outlineWidth`,
    );
    assert.equal(ring, '3px');
  });

  it('keep their margins and distances on the desk', async () => {
    ({ context } = await signedInPage(url, people.administrator));
    const page = context.pages()[0]!;
    await asOldest(page);
    const { open, released, draft } = made;
    const paths = [
      '',
      '/waves',
      `/waves/${open}`,
      `/waves/${draft}/edit/who`,
      `/waves/${draft}/preview/pages`,
      `/waves/${released}`,
      '/offices',
      '/reports',
    ];
    assert.deepEqual(
      await faultsOf(
        page,
        paths.map((path) => `/desk${path}`),
        targets.desk,
      ),
      [],
    );
  });
});
