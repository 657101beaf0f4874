/** What a person does on the answering pages, and what their browser keeps meanwhile. */
import express, { type Express } from 'express';
import type { BrowserContext, Page } from 'playwright-core';
import { writeCode } from '../../server/participation/codeText.ts';
import { type OpenWave, situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { browser, phone, serve } from './browser.ts';

/** An open wave on a server of its own, and a fresh browser for each test. */
export function useAnswering() {
  useDatabase({ emptyEach: false });
  let open: OpenWave;
  let server: { url: string; close: () => void };
  let context: BrowserContext | undefined;
  const line = { portal: '' };

  before(async () => {
    const test = await testApp();
    const asked = { keyDir: test.config.keyDir, offices: 1, invitations: 20, demographics: ['gender'] };
    open = await situation.openWave(asked);
    server = await serve(behindPortal(test.app, line));
  });
  after(() => server.close());
  afterEach(async () => {
    await context?.close();
    context = undefined;
    line.portal = '';
  });

  return {
    nextCode: () => writeCode(open.codes.office1!.pop()!),
    /** The address of the wave's page, with the code when one is given. */
    link: (code = '', language = '') =>
      `${server.url}${language}/w/${open.wave._id}${code ? `#${code}` : ''}`,
    url: () => server.url,
    /** The page with which a network answers everything, for the service worker as well; '' lets everything through. */
    setPortal(page: string) {
      line.portal = page;
    },
    setOffline: (offline: boolean) => context!.setOffline(offline),
    async newPage(options: object = {}): Promise<Page> {
      await context?.close();
      context = await (await browser()).newContext({ viewport: phone, ...options });
      return prepared(await context.newPage());
    },
  };
}

function behindPortal(app: Express, line: { portal: string }): Express {
  const outer = express();
  outer.disable('x-powered-by');
  outer.use((_req, res, next) => {
    if (line.portal) res.type('html').send(line.portal);
    else next();
  });
  outer.use(app);
  return outer;
}

/** The wait before posting and the pauses between attempts are drawn by lot; here the shortest is drawn. */
export async function prepared(page: Page): Promise<Page> {
  await page.addInitScript(() => {
    Math.random = () => 0;
  });
  return page;
}

/** Answers what is on the page with the given row of each group, and goes on. */
export async function answerStep(page: Page, row = 3): Promise<void> {
  for (const item of await page.locator('.item:visible').all()) await item.locator('label').nth(row).click();
  await page.locator('.next').click();
}

export async function toReview(page: Page): Promise<void> {
  while ((await page.locator('[data-kind="review"]:visible').count()) === 0) await answerStep(page);
}

/** From the promise to the first statement, once the code is known to be a right. */
export async function startAnswering(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('#unit:visible').waitFor();
  await page.locator('#start button').click();
  await page.locator('.item:visible').first().waitFor();
}

export const textOf = async (page: Page, place: string) => (await page.locator(place).textContent()) ?? '';

const readKept = `new Promise((resolve, reject) => {
  const opening = indexedDB.open('answering', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore('kept');
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const kept = opening.result.transaction('kept').objectStore('kept');
    const names = kept.getAllKeys();
    const values = kept.getAll();
    values.onsuccess = () => {
      opening.result.close();
      resolve(names.result.map((name, at) => [name, values.result[at].sealed
        ? [...new Uint8Array(values.result[at].sealed)].map((byte) => String.fromCharCode(byte)).join('')
        : JSON.stringify(values.result[at])]));
    };
  };
})`;

/** Everything that the answering pages keep in this browser: names and contents. */
export function keptIn(page: Page): Promise<[string, string][]> {
  return page.evaluate<[string, string][]>(readKept);
}

/** Asks again until it holds; the test's own time limit ends a vain wait. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(setImmediate);
}

/** Resolves when everything answered so far is kept in this browser. */
export const allKept = (page: Page) => page.locator('.kept:not([aria-busy])').waitFor();

/** Resolves when the service worker can show the page without a network. */
export function keptForOffline(page: Page): Promise<void> {
  const count = `caches.open('answering').then((cache) => cache.keys()).then((all) => all.length)`;
  return until(async () => (await page.evaluate<number>(count)) >= 6);
}
