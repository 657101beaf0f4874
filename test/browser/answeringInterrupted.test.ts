/**
 * Answers under everything that can come between: the browser killed, the page reloaded or closed, two tabs, no network
 * while the wave closes. Each time exactly one ballot, or a page that says why there is none.
 */
import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { writeCode } from '../../server/participation/codeText.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { noon } from '../support/fixedClock.ts';
import { type OpenWave, situation } from '../support/situation.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { browser, killOwnBrowser, ownBrowser, phone, profileFolder, serve } from './browser.ts';
import {
  allKept,
  answerStep,
  keptForOffline,
  keptIn,
  prepared,
  startAnswering,
  textOf,
  toReview,
  until,
} from './supportAnswering.ts';

const day = 86_400_000;

describe('answering that is interrupted', function () {
  this.timeout(120_000);
  useDatabase({ emptyEach: false });
  let test: TestApp;
  let open: OpenWave;
  let url: string;
  let close: () => void;
  let answered: (ending: string) => Promise<void>;
  let context: BrowserContext;
  let removeFolder = () => {};

  before(async () => {
    test = await testApp();
    const asked = { keyDir: test.config.keyDir, offices: 1, invitations: 20, demographics: ['gender'] };
    open = await situation.openWave(asked);
    ({ url, close, answered } = await serve(test.app));
  });
  after(() => close());
  beforeEach(async () => {
    test.clock.set(noon);
    await BallotModel.deleteMany({});
    await InvitationModel.updateMany({}, { $set: { used: false, blindedHash: null } });
    context = await (await browser()).newContext({ viewport: phone });
  });
  afterEach(async () => {
    await context.close();
    removeFolder();
    removeFolder = () => {};
  });

  const nextLink = () => `${url}/w/${open.wave._id}#${writeCode(open.codes.office1!.pop()!)}`;
  const newPage = async () => prepared(await context.newPage());
  const ended = (page: Page) => page.locator('.ending:visible').waitFor();

  async function assertSentOnce(): Promise<void> {
    assert.equal(await BallotModel.countDocuments({}), 1);
    assert.equal(await InvitationModel.countDocuments({ used: true }), 1);
  }

  /** A browser with a folder of its own, in which a person has come as far as `reach` says when it is killed. */
  async function killedAndOpenedAgain(link: string, reach: (page: Page) => Promise<void>): Promise<Page> {
    const { folder, remove } = profileFolder();
    const first = await ownBrowser(folder, { viewport: phone });
    const page = await first.newPage();
    await startAnswering(page, link);
    await reach(page);
    const gone = first.waitForEvent('close');
    killOwnBrowser(folder);
    await gone;
    await context.close();
    context = await ownBrowser(folder, { viewport: phone });
    removeFolder = remove;
    const again = await newPage();
    await again.goto(link);
    return again;
  }

  it('the browser killed between two answers: the last answer is there', async () => {
    const page = await killedAndOpenedAgain(nextLink(), async (before) => {
      await answerStep(before);
      await before.locator('.back').click();
      await before.locator('.item:visible').last().locator('label').first().click();
      await allKept(before);
    });
    await page.locator('#sheet').waitFor();
    assert.equal(await page.locator('.item:visible').last().locator('input:checked').inputValue(), '1');
    await toReview(page);
    await page.locator('.next').click();
    await ended(page);
    await assertSentOnce();
  });

  it('the browser killed between signature and ballot: opening the link again sends', async () => {
    const page = await killedAndOpenedAgain(nextLink(), async (before) => {
      await before.addInitScript(() => undefined);
      await before.evaluate('Math.random = () => 1');
      await toReview(before);
      await before.locator('.next').click();
      await before.getByText('چند ثانیه زمان لازم است').waitFor();
    });
    await ended(page);
    await assertSentOnce();
    assert.deepEqual(await keptIn(page), []);
  });

  it('the browser killed while there is no network: what was sent then goes out when the link is opened', async () => {
    const page = await killedAndOpenedAgain(nextLink(), async (before) => {
      await before.context().setOffline(true);
      await toReview(before);
      await before.locator('.next').click();
      await before.locator('.failure:visible').waitFor();
      assert.match(await textOf(before, '.failure'), /هنوز ارسال نشده/);
    });
    await ended(page);
    await assertSentOnce();
  });

  it('a double click on «send»', async () => {
    const page = await newPage();
    const signed: string[] = [];
    page.on('request', (request) => request.url().endsWith('/signature') && signed.push(request.url()));
    await startAnswering(page, nextLink());
    await toReview(page);
    await page.locator('.next').dblclick();
    await ended(page);
    await assertSentOnce();
    assert.equal(signed.length, 1);
  });

  it('the page reloaded while it sends', async () => {
    const page = await newPage();
    await startAnswering(page, nextLink());
    await toReview(page);
    await page.locator('.next').click();
    await page.getByText('چند ثانیه زمان لازم است').waitFor();
    await page.reload();
    await ended(page);
    await assertSentOnce();
  });

  it('the page closed between signature and ballot: the ballot goes out with it', async () => {
    const page = await newPage();
    await startAnswering(page, nextLink());
    await toReview(page);
    await page.locator('.next').click();
    await page.getByText('چند ثانیه زمان لازم است').waitFor();
    const posted = answered('/ballots');
    await page.goto('about:blank');
    await posted;
    await assertSentOnce();
  });

  it('two tabs: an answer in one is seen in the other, and both sending gives one ballot', async () => {
    const link = nextLink();
    const [one, other] = [await newPage(), await newPage()];
    await one.bringToFront();
    await startAnswering(one, link);
    await toReview(one);
    await other.bringToFront();
    await other.goto(link);
    await other.locator('[data-kind="review"]:visible').waitFor();
    await one.bringToFront();
    await one.locator('.back').click();
    await one.locator('textarea:visible').fill('نظر');
    await until(async () => (await other.locator('#sheet textarea').first().inputValue()) === 'نظر');
    await one.locator('.next').click();
    await Promise.all([one.locator('.next').click(), other.locator('.next').click()]);
    await Promise.all([ended(one), ended(other)]);
    assert.match(await textOf(other, 'main h1'), /پاسخ شما ثبت شد/);
    await assertSentOnce();
    assert.deepEqual(await keptIn(one), []);
  });

  it('no network while the wave closes: the answers are taken in its grace time', async () => {
    const page = await newPage();
    await startAnswering(page, nextLink());
    await context.setOffline(true);
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.failure:visible').waitFor();
    test.clock.set(new Date(noon.getTime() + 10 * day + 3_600_000));
    await context.setOffline(false);
    await ended(page);
    await assertSentOnce();
  });

  it('no network until the grace time is over: the page says so and keeps no copy', async () => {
    const page = await newPage();
    const link = nextLink();
    await startAnswering(page, link);
    await context.setOffline(true);
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.failure:visible').waitFor();
    test.clock.set(new Date(noon.getTime() + 20 * day));
    await context.setOffline(false);
    await ended(page);
    assert.match(await textOf(page, 'main h1'), /دیگر پذیرفته نمی‌شود/);
    assert.match(await textOf(page, 'main .reason'), /به پایان رسیده/);
    assert.deepEqual(await keptIn(page), []);
    assert.equal(await BallotModel.countDocuments({}), 0);
  });

  it('a draft left behind is cleared by the page of a wave that is over', async () => {
    const page = await newPage();
    const link = nextLink();
    await startAnswering(page, link);
    await answerStep(page);
    await page.locator('.item:visible').first().waitFor();
    test.clock.set(new Date(noon.getTime() + 20 * day));
    await page.goto('about:blank');
    await page.goto(link);
    await page.locator('#left:visible').waitFor();
    assert.deepEqual(await keptIn(page), []);
  });

  it('the page closed without a network on a device of one’s own: the service worker sends', async () => {
    const page = await newPage();
    const link = nextLink();
    await startAnswering(page, link);
    await keptForOffline(page);
    await context.setOffline(true);
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.own').click();
    await page.getByText('حتی اگر این صفحه بسته باشد').waitFor();
    const other = await newPage();
    const devtools = await context.newCDPSession(other);
    const registered = new Promise<string>((resolve) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        if (registrations[0]) resolve(registrations[0].registrationId);
      });
    });
    await devtools.send('ServiceWorker.enable');
    const registrationId = await registered;
    await page.close();
    await context.setOffline(false);
    await other.goto(`${url}/privacy`);
    const before = await keptIn(other);
    assert.ok(before.length > 0);
    const asked = { origin: url, registrationId, tag: 'send', lastChance: false };
    await devtools.send('ServiceWorker.dispatchSyncEvent', asked);
    await until(async () => (await keptIn(other)).length === 0);
    await assertSentOnce();
    await other.goto(link);
    await ended(other);
    assert.match(await textOf(other, 'main h1'), /پیش‌تر استفاده شده/);
  });
});
