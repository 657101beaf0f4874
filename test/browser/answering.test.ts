/** The employee's job, played in a browser: on a phone, closed in the middle, without a network, without script. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { axeViolations } from './axe.ts';
import { ownBrowser, phone, profileFolder, watchErrors } from './browser.ts';
import {
  allKept,
  answerStep,
  keptForOffline,
  keptIn,
  prepared,
  startAnswering,
  textOf,
  toReview,
  useAnswering,
} from './supportAnswering.ts';

describe('answering in a browser', function () {
  this.timeout(120_000);
  const { nextCode, link, url, setOffline, newPage } = useAnswering();
  beforeEach(() => BallotModel.deleteMany({}));
  const heading = (page: Page) => textOf(page, 'main h1:visible');

  it('plays the whole job on a phone, with the browser closed in the middle', async () => {
    const code = nextCode();
    const { folder, remove } = profileFolder();
    let own = await ownBrowser(folder, { viewport: phone });
    let page = await prepared(await own.newPage());
    const errors = watchErrors(page);
    await startAnswering(page, link(code));
    await answerStep(page, 4);
    await page.locator('.item:visible').first().locator('label').nth(1).click();
    await allKept(page);
    const stored = (await keptIn(page)).flat().join();
    assert.match(stored, /draft-/);
    assert.ok(!stored.includes(code.replaceAll('-', '')) && !stored.includes('participation1'));
    assert.equal(await page.evaluate<string>('JSON.stringify(localStorage)'), '{}');
    assert.deepEqual(errors, []);
    await own.close();
    assert.equal(await BallotModel.countDocuments({}), 0);
    assert.equal(await InvitationModel.countDocuments({ used: true }), 0);

    own = await ownBrowser(folder, { viewport: phone });
    page = await prepared(await own.newPage());
    await page.goto(link(code));
    await page.locator('#sheet').waitFor();
    assert.equal(await page.locator('.item:visible input:checked').count(), 1);
    await page.locator('.back').click();
    assert.ok((await page.locator('.item:visible input:checked[value="5"]').count()) > 0);
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.ending').waitFor();
    assert.match(await heading(page), /پاسخ شما ثبت شد/);
    assert.equal(await BallotModel.countDocuments({}), 1);
    assert.deepEqual(await keptIn(page), []);
    assert.equal(new URL(page.url()).hash, '');

    await page.goto('about:blank');
    await page.goto(link(code));
    await page.locator('.ending').waitFor();
    assert.match(await heading(page), /پیش‌تر استفاده شده است/);
    await own.close();
    remove();
  });

  it('names what is blank by topic before sending, and leads to it and straight back', async () => {
    const page = await newPage();
    await startAnswering(page, link(nextCode()));
    await answerStep(page);
    while ((await page.locator('[data-kind="review"]:visible').count()) === 0)
      await page.locator('.next').click();
    const topics = await page.locator('.blanks li > span').allTextContents();
    assert.ok(topics.length > 1);
    assert.equal(new Set(topics).size, topics.length);
    assert.deepEqual(await axeViolations(page), []);
    await page.locator('.blanks a').first().click();
    const first = page.locator('.item:visible').first();
    await first.waitFor();
    assert.equal(await first.getAttribute('data-number'), '4');
    assert.equal(await page.locator('.item[data-number="4"] input:focus').count(), 1);
    await page.locator('.look').click();
    await page.locator('[data-kind="review"]:visible').waitFor();
    assert.equal(await page.locator('.look:visible').count(), 0);
  });

  it('keeps the answers when the network goes, says so, and sends them once when it is back', async () => {
    const page = await newPage();
    await startAnswering(page, link(nextCode()));
    await answerStep(page);
    await setOffline(true);
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.failure:visible').waitFor();
    assert.match(await textOf(page, '.failure'), /ذخیره شد ولی هنوز ارسال نشده/);
    await setOffline(false);
    await page.locator('.ending').waitFor();
    assert.equal(await BallotModel.countDocuments({}), 1);
  });

  it('opens again without a network, with the answers given so far, and sends when it is back', async () => {
    const page = await newPage();
    const code = nextCode();
    await startAnswering(page, link(code));
    await answerStep(page);
    await keptForOffline(page);
    await allKept(page);
    await setOffline(true);
    await page.goto('about:blank');
    await page.goto(link(code));
    await page.locator('#sheet').waitFor();
    await page.locator('.back').click();
    assert.ok((await page.locator('.item:visible input:checked').count()) > 0);
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.failure:visible').waitFor();
    await setOffline(false);
    await page.locator('.ending').waitFor();
    assert.equal(await BallotModel.countDocuments({}), 1);
  });

  it('sends the same credential again when the reply to the signature or to the ballot was lost', async () => {
    const page = await newPage();
    let lost = 0;
    for (const path of ['signature', 'ballots']) {
      let first = true;
      await page.route(`**/w/*/${path}`, async (route) => {
        if (!first) return route.continue();
        first = false;
        lost += 1;
        await route.fetch();
        await route.abort();
      });
    }
    await startAnswering(page, link(nextCode()));
    await toReview(page);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await page.locator('.next').click();
      await page.locator('.failure:visible').waitFor();
    }
    await page.locator('.next').click();
    await page.locator('.ending').waitFor();
    assert.equal(lost, 2);
    assert.equal(await BallotModel.countDocuments({}), 1);
  });

  it('sends nothing when the keys are not those of the fingerprint on the page', async () => {
    const page = await newPage({ serviceWorkers: 'block' });
    await page.route('**/w/*/keys', async (route) => {
      const reply = await route.fetch();
      await route.fulfill({ response: reply, body: (await reply.text()).replace('office1', 'office9') });
    });
    await startAnswering(page, link(nextCode()));
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.failure:visible').waitFor();
    assert.match(await textOf(page, '.failure'), /شناسهٔ کنترل/);
    assert.equal(await BallotModel.countDocuments({}), 0);
  });

  it('keeps what was typed when the language is changed', async () => {
    const page = await newPage();
    await startAnswering(page, link(nextCode()));
    await answerStep(page, 4);
    await page.locator('a[hreflang="en"]').click();
    await page.waitForURL(/\/en\/w\//);
    await page.locator('#sheet').waitFor();
    assert.match(await textOf(page, '.kept'), /saved on this device/);
    await page.locator('.back').click();
    assert.ok((await page.locator('.item:visible input:checked[value="5"]').count()) > 0);
  });

  it('tells a mistyped code at once, and takes one typed in Persian digits', async () => {
    const page = await newPage();
    await page.goto(link());
    await page.locator('#code').fill('7KQ2-M9XD');
    await page.locator('#start button').click();
    assert.match(await textOf(page, '#code-error'), /درست وارد نشده/);
    const persian = nextCode().replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit)));
    await page.locator('#code').fill(persian.toLowerCase());
    await page.locator('#start button').click();
    await page.locator('.item:visible').first().waitFor();
  });

  it('leads from the home page to the wave without the code in any address the server sees', async () => {
    const page = await newPage();
    const code = nextCode();
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.goto(url());
    await page.locator('#code').fill(code);
    await page.locator('#enter button').click();
    await page.locator('#promise').waitFor();
    assert.ok(addresses.every((address) => !address.split('#')[0]!.includes(code.replaceAll('-', ''))));
  });

  it('works with script off, in the weaker wording, and stores once', async () => {
    const page = await newPage({ javaScriptEnabled: false });
    const code = nextCode();
    await page.goto(link(code));
    assert.equal(await page.locator('.strong-only:visible').count(), 0);
    assert.match(await textOf(page, '.vow:visible'), /را خود سامانه رعایت می‌کند/);
    await page.locator('#code').fill(code);
    await page.locator('#start button').click();
    for (let step = 0; (await page.locator('button[value="send"]').count()) === 0 && step < 60; step += 1) {
      await answerStep(page);
    }
    await page.locator('button[value="send"]').click();
    assert.match(await heading(page), /پاسخ شما ثبت شد/);
    assert.equal(await BallotModel.countDocuments({}), 1);
  });
});
