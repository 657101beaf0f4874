/** A new build while somebody is answering: the older page and its draft go on working, and its files leave the browser later. */
import assert from 'node:assert/strict';
import express, { type Express } from 'express';
import type { Page } from 'playwright-core';
import { writeCode } from '../../server/participation/codeText.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { type OpenWave, situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { browser, phone, serve } from './browser.ts';
import { answerStep, keptForOffline, prepared, startAnswering, toReview, until } from './supportAnswering.ts';

/** The app as two builds would serve it: in the second every file has another name, and those of the first are gone. */
function twoBuilds(app: Express) {
  const build = { number: 1 };
  const outer = express();
  outer.disable('x-powered-by');
  outer.use((req, res, next) => {
    if (build.number === 1) return next();
    delete req.headers['accept-encoding'];
    if (req.url.startsWith('/assets/')) {
      if (!req.url.includes('-second')) return void res.status(404).end();
      req.url = req.url.replace('-second', '-');
    }
    const send = res.send.bind(res);
    res.send = (body) =>
      send(typeof body === 'string' ? body.replace(/-([0-9a-f]{10}\.(?:js|css|woff2))/g, '-second$1') : body);
    next();
  });
  outer.use(app);
  return { outer, build };
}

describe('answering while a new build is put in place', function () {
  this.timeout(120_000);
  useDatabase({ emptyEach: false });
  let open: OpenWave;
  let url: string;
  let close: () => void;
  let build: { number: number };

  before(async () => {
    const test = await testApp();
    open = await situation.openWave({ keyDir: test.config.keyDir, offices: 1, invitations: 4 });
    const served = twoBuilds(test.app);
    build = served.build;
    ({ url, close } = await serve(served.outer));
  });
  after(() => close());

  const nextLink = () => `${url}/w/${open.wave._id}#${writeCode(open.codes.office1!.pop()!)}`;
  /** A page of the first build, with its first answers given and everything kept that it needs. */
  async function halfAnsweredInFirst() {
    build.number = 1;
    await BallotModel.deleteMany({});
    const context = await (await browser()).newContext({ viewport: phone });
    const page = await prepared(await context.newPage());
    await startAnswering(page, nextLink());
    await answerStep(page);
    await keptForOffline(page);
    return { context, page };
  }
  const keptFiles = (page: Page) =>
    page.evaluate<string[]>(
      `caches.open('answering').then((cache) => cache.keys()).then((all) => all.map(({ url }) => url))`,
    );
  const ofFirst = (files: string[]) =>
    files.filter((file) => /\.(js|css)$/.test(file) && !file.includes('-second'));

  it('keeps the files of an older page that is open yet, and its draft is sent', async () => {
    const { context, page: older } = await halfAnsweredInFirst();
    build.number = 2;
    const newer = await prepared(await context.newPage());
    await startAnswering(newer, nextLink());
    await answerStep(newer);
    await until(async () => (await keptFiles(newer)).some((file) => file.includes('-second')));
    assert.ok(ofFirst(await keptFiles(newer)).length > 0, 'the older page is open and needs them');
    await older.bringToFront(); // a page behind another is slowed down by the browser
    await toReview(older);
    await older.locator('.next').click();
    await older.locator('.ending:visible').waitFor();
    assert.equal(await BallotModel.countDocuments({}), 1);
    await context.close();
  });

  it('opens a draft of the older build in the newer page, takes the older files out, and works offline', async () => {
    const { context, page } = await halfAnsweredInFirst();
    build.number = 2;
    await page.reload();
    await page.locator('#sheet').waitFor();
    await until(async () => ofFirst(await keptFiles(page)).length === 0);
    await context.setOffline(true);
    await page.reload();
    await page.locator('.item:visible').first().waitFor();
    await context.setOffline(false);
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.ending:visible').waitFor();
    assert.equal(await BallotModel.countDocuments({}), 1);
    await context.close();
  });
});
