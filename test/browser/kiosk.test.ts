/** A kiosk from its link to the next person: nothing is kept, nothing shown again, whatever happens in the middle. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { KioskModel } from '../../server/kiosks/kiosk.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { axeViolations } from './axe.ts';
import { killOwnBrowser, ownBrowser, phone, profileFolder, watchErrors } from './browser.ts';
import { answerStep, prepared, textOf, toReview } from './supportAnswering.ts';
import { useKiosk } from './supportKioskPage.ts';

/** How often the browser has begun to load a page. */
function countLoads(page: Page, path: string): () => number {
  let begun = 0;
  page.on('request', (request) => {
    if (request.isNavigationRequest() && new URL(request.url()).pathname === path) begun += 1;
  });
  return () => begun;
}

describe('a kiosk', function () {
  this.timeout(120_000);
  const kiosk = useKiosk();
  const { nextCode, begin, registered, newKioskPage, answersIn, isAtStart } = kiosk;

  it('takes a slip’s code, sends once, keeps nothing and starts anew', async () => {
    const page = await newKioskPage();
    const code = nextCode();
    await begin(page, code);
    assert.equal(new URL(page.url()).hash, '');
    assert.match(await textOf(page, '.kept'), /ذخیره نمی‌شود/);
    await toReview(page);
    assert.deepEqual(await answersIn(page), []);
    await page.locator('.next').click();
    await page.locator('.ending:visible').waitFor();
    assert.equal(await BallotModel.countDocuments({}), 1);
    await page.locator('.kiosk-bar .leave').click();
    await isAtStart(page);
    const stored = await page.evaluate<string>('JSON.stringify({ ...localStorage, ...sessionStorage })');
    assert.ok(!stored.includes(code.replaceAll('-', '')));
    assert.equal((await kiosk.context().cookies()).length, 0);
  });

  it('offers another language until a code is typed, and never while answers are in its memory', async () => {
    const page = await newKioskPage();
    await page.locator('#waves button').first().click();
    const language = page.locator('a[hreflang]');
    await page.locator('.kiosk-bar .leave:visible').waitFor();
    assert.equal(await language.isVisible(), true);
    await page.locator('#code').fill('7');
    assert.equal(await language.isVisible(), false);
    await page.locator('#code').fill('');
    assert.equal(await language.isVisible(), true);
    await page.locator('#code').fill(nextCode());
    await page.locator('#start button').click();
    await page.locator('.item:visible').first().waitFor();
    assert.equal(await language.isVisible(), false);
    await answerStep(page);
    assert.equal(await language.isVisible(), false);
  });

  it('greets the next person in the language and size of the place, whatever the one before chose', async () => {
    const page = await newKioskPage();
    await page.locator('#waves button').first().click();
    await page.locator('a[hreflang="en"]').click();
    await page.locator('#larger').check();
    await page.locator('#code:visible').fill(nextCode());
    await page.locator('#start button').click();
    await page.locator('.item:visible').first().waitFor();
    await page.locator('.kiosk-bar .leave').click();
    await isAtStart(page);
    const place = () => page.evaluate<string>('document.documentElement.lang + location.pathname');
    assert.equal(await place(), 'fa/kiosk');
    assert.equal(await page.locator('#larger').isChecked(), false);
    await page.clock.install();
    await page.locator('a[hreflang="en"]').click();
    await page.waitForURL('**/en/kiosk');
    await isAtStart(page);
    const loads = countLoads(page, '/kiosk');
    await page.clock.runFor(124_000);
    await page.waitForURL(`${kiosk.url()}/kiosk`);
    assert.equal(loads(), 1, 'a page that is slow to come is waited for, and not begun anew each second');
  });

  it('says of a used code that it is used, and nothing goes wrong', async () => {
    const page = await newKioskPage();
    const errors = watchErrors(page);
    const code = nextCode();
    await InvitationModel.updateMany({}, { $set: { used: true } });
    await page.locator('#waves button').first().click();
    await page.locator('#code:visible').fill(code);
    await page.locator('#start button').click();
    await page.locator('.ending:visible').waitFor();
    await page.locator('.kiosk-bar .leave').click();
    await isAtStart(page);
    assert.deepEqual(errors, []);
  });

  it('has no way back to the answers before', async () => {
    const page = await newKioskPage();
    await begin(page, nextCode());
    await answerStep(page);
    await page.locator('.kiosk-bar .leave').click();
    await isAtStart(page);
    const steps = await page.evaluate<number>('history.length');
    for (let step = 0; step < steps; step += 1) {
      await page.goBack().catch(() => null);
      assert.equal(await page.locator('#sheet').count(), 0);
      assert.equal(await page.locator('input:checked:not(#larger)').count(), 0);
    }
  });

  it('warns after two idle minutes, can be extended more than ten times, and then forgets', async () => {
    const page = await newKioskPage();
    await page.clock.install();
    await begin(page, nextCode());
    await answerStep(page);
    for (let time = 0; time < 11; time += 1) {
      await page.clock.runFor(121_000);
      await page.locator('dialog.idle[open]').waitFor();
      if (time === 0) assert.deepEqual(await axeViolations(page), []);
      await page.keyboard.press('Space');
      await page.locator('dialog.idle:not([open])').waitFor({ state: 'attached' });
    }
    await page.clock.runFor(121_000);
    assert.match(await textOf(page, '.countdown'), /(۱۹|۲۰) ثانیه/);
    const loads = countLoads(page, '/kiosk');
    await page.clock.runFor(24_000);
    await isAtStart(page);
    assert.equal(loads(), 1);
    assert.equal(await InvitationModel.countDocuments({ used: true }), 0);
    assert.deepEqual(await answersIn(page), []);
  });

  it('begins nothing without a network, because it could not keep it', async () => {
    const page = await newKioskPage();
    await page.locator('#waves button').first().click();
    await page.locator('#code:visible').fill(nextCode());
    await kiosk.context().setOffline(true);
    await page.locator('#start button').click();
    await page.locator('#code-error:visible').waitFor();
    assert.match(await textOf(page, '#code-error'), /کد شما هنوز استفاده نشده است/);
    assert.equal(await page.locator('#sheet').count(), 0);
    await kiosk.context().setOffline(false);
    await page.locator('#start button').click();
    await page.locator('.item:visible').first().waitFor();
  });

  it('unplugged in the middle: nothing is stored, nothing shown to the next person', async () => {
    const { folder, remove } = profileFolder();
    const first = await ownBrowser(folder, { viewport: phone });
    const page = await prepared(await first.newPage());
    await registered(page);
    const code = nextCode();
    await begin(page, code);
    await answerStep(page);
    const gone = first.waitForEvent('close');
    killOwnBrowser(folder);
    await gone;
    const second = await ownBrowser(folder, { viewport: phone });
    const next = await prepared(await second.newPage());
    await next.goto(`${kiosk.url()}/w/${kiosk.wave()}`);
    await next.locator('#code:visible').waitFor();
    assert.equal(await next.locator('#code').inputValue(), '');
    assert.equal(await next.locator('#sheet').count(), 0);
    assert.deepEqual(await answersIn(next), []);
    assert.equal(await InvitationModel.countDocuments({ used: true }), 0);
    await next.goto(`${kiosk.url()}/kiosk`);
    await begin(next, code);
    await second.close();
    remove();
  });

  it('that was revoked becomes an ordinary browser with its next sign of life', async () => {
    const page = await newKioskPage();
    await KioskModel.updateMany({}, { $set: { tokenHash: null, revoked: true } });
    await page.evaluate(`{
      const kiosk = JSON.parse(localStorage.kiosk);
      localStorage.kiosk = JSON.stringify({ ...kiosk, beatAt: 0 });
    }`);
    await page.reload();
    await page.locator('#unregistered:visible').waitFor();
    assert.equal(await page.evaluate<string | null>('localStorage.getItem("kiosk")'), null);
  });

  it('sends its sign of life by the clock and not when somebody comes, without code or answer', async () => {
    const page = await newKioskPage();
    const bodies: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/kiosk/')) bodies.push(request.postData() ?? '');
    });
    const { token } = JSON.parse(await page.evaluate<string>('localStorage.kiosk')) as { token: string };
    const answering: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/w/')) answering.push(`${request.url()} ${request.postData()}`);
    });
    await begin(page, nextCode());
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.ending:visible').waitFor();
    await page.locator('.kiosk-bar .leave').click();
    await isAtStart(page);
    assert.deepEqual(bodies, []);
    assert.ok(answering.length > 2 && answering.every((request) => !request.includes(token)));
  });

  for (const prefix of ['', '/en']) {
    it(`has no violation of accessibility on its start and wave pages ${prefix}`, async () => {
      const page = await newKioskPage();
      await page.goto(`${kiosk.url()}${prefix}/kiosk`);
      await isAtStart(page);
      assert.deepEqual(await axeViolations(page), []);
      await begin(page, nextCode());
      assert.deepEqual(await axeViolations(page), []);
    });
  }
});
