/** What can go wrong around a kiosk: the line cut at each request, a lock, a revocation, a browser that stores nothing. No vote is lost, and none counted twice. */
import assert from 'node:assert/strict';
import { KioskModel } from '../../server/kiosks/kiosk.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { answerStep, textOf, toReview } from './supportAnswering.ts';
import { useKiosk } from './supportKioskPage.ts';

describe('a kiosk to which something happens', function () {
  this.timeout(120_000);
  const kiosk = useKiosk();
  const { nextCode, begin, newKioskPage, newLink, newPage, answersIn, isAtStart } = kiosk;

  for (const [what, side] of [
    ['signature', 'request'],
    ['signature', 'reply'],
    ['ballots', 'request'],
    ['ballots', 'reply'],
  ] as const)
    it(`cut off at the ${side} of ${what} ends with one ballot, and nobody is wiped in silence`, async () => {
      const before = await BallotModel.countDocuments({});
      const page = await newKioskPage();
      await page.clock.install();
      await begin(page, nextCode());
      await answerStep(page);
      await toReview(page);
      await page.route(`**/${what}`, async (route) => {
        if (side === 'reply') await route.fetch();
        await route.abort('connectionreset');
      });
      await page.locator('.next').click();
      await page.clock.runFor(8000);
      await page.locator('.failure:visible').waitFor();
      assert.equal(await page.locator('.own:visible').count(), 0, 'no device of somebody alone');
      await page.locator('.leave:visible').first().click();
      await page.clock.fastForward(200_000);
      assert.match(await textOf(page, '.failure'), /هنوز ارسال نشده/);
      assert.deepEqual(await answersIn(page), []);
      await page.unroute(`**/${what}`);
      for (let tries = 0; tries < 20 && (await page.locator('.ending:visible').count()) === 0; tries += 1)
        await page.clock.runFor(20_000);
      await page.locator('.ending:visible').waitFor();
      assert.equal(await BallotModel.countDocuments({}), before + 1);
      assert.deepEqual(await answersIn(page), []);
    });

  it('whose page is closed after the signature sends the ballot with it, though only its memory had it', async () => {
    const page = await newKioskPage();
    await begin(page, nextCode());
    await toReview(page);
    await page.route('**/ballots', (route) => route.abort('connectionreset'));
    await page.locator('.next').click();
    await page.locator('.failure:visible').waitFor();
    await page.unroute('**/ballots');
    const posted = kiosk.answered('/ballots');
    await page.goto('about:blank');
    await posted;
    assert.equal(await BallotModel.countDocuments({}), 1);
    assert.equal(await InvitationModel.countDocuments({ used: true }), 1);
  });

  it('that was revoked while somebody answers stays a kiosk until they have sent', async () => {
    const page = await newKioskPage();
    await begin(page, nextCode());
    await KioskModel.updateMany({}, { $set: { tokenHash: null, revoked: true } });
    await page.evaluate('localStorage.removeItem("kiosk")');
    await toReview(page);
    assert.deepEqual(await answersIn(page), []);
    await page.locator('.next').click();
    await page.locator('.ending:visible').waitFor();
    assert.equal(await BallotModel.countDocuments({}), 1);
    assert.deepEqual(await answersIn(page), []);
  });

  it('beside another takes one code once: the second is told that it is used', async () => {
    const [one, other] = [await newKioskPage(), await newPage()];
    await other.goto(`${kiosk.url()}/kiosk`);
    await isAtStart(other);
    const code = nextCode();
    for (const page of [one, other]) {
      await page.bringToFront();
      await begin(page, code);
      await toReview(page);
    }
    await one.bringToFront();
    await one.locator('.next').click();
    await one.locator('.ending:visible').waitFor();
    await other.bringToFront();
    await other.locator('.next').click();
    await other.locator('.ending:visible').waitFor();
    assert.match(await textOf(other, 'main h1'), /پیش‌تر استفاده شده/);
    assert.equal(await BallotModel.countDocuments({}), 1);
  });

  it('whose registration lost its answer is registered by pressing again, with the same link', async () => {
    const page = await newPage();
    const { link } = await newLink();
    await page.route('**/kiosk/registration', async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.goto(`${kiosk.url()}/kiosk#${link}`);
    await page.locator('#register').click();
    await page.locator('#register-error:visible').waitFor();
    await page.unroute('**/kiosk/registration');
    await page.locator('#register').click();
    await isAtStart(page);
  });

  it('is not made of a browser that stores nothing, and its link stays unused', async () => {
    const page = await newPage();
    await page.addInitScript({
      content: `Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });`,
    });
    const { id, link } = await newLink();
    await page.goto(`${kiosk.url()}/kiosk#${link}`);
    await page.locator('#storeless:visible').waitFor();
    assert.equal(await page.locator('#register:visible').count(), 0);
    assert.ok((await KioskModel.findById(id).lean())?.linkHash);
  });

  it('says of a lock of the address how long it lasts, and that the code is not used', async () => {
    const page = await newKioskPage();
    await page.locator('#waves button').first().click();
    await page.locator('#code:visible').fill(nextCode());
    await page.route('**/right', (route) =>
      route.fulfill({
        status: 429,
        headers: { 'Content-Type': 'application/json', 'Retry-After': '600' },
        body: '{"error":{"key":"errors:tooMany","message":"no"}}',
      }),
    );
    await page.locator('#start button').click();
    await page.locator('#code-error:visible').waitFor();
    assert.match(await textOf(page, '#code-error'), /کد شما هنوز استفاده نشده است؛ حدود ۱۰ دقیقه/);
  });
});
