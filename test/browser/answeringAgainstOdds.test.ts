/** What stands between a link and an answer in the world: locks, proxies, links that travelled badly, browsers that lack something. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { BallotModel } from '../../server/responses/ballot.ts';
import {
  answerStep,
  keptForOffline,
  startAnswering,
  textOf,
  toReview,
  useAnswering,
} from './supportAnswering.ts';

const reply = (
  status: number,
  headers: Record<string, string> = {},
  body = '{"error":{"key":"errors:x","message":"no"}}',
) => ({
  status,
  headers: { 'Content-Type': 'application/json', ...headers },
  body,
});
/** None of these says that there is no such code. */
const passing: [string, ReturnType<typeof reply>][] = [
  ['a lock of the address', reply(429, { 'Retry-After': '600' })],
  ['a busy server', reply(503, { 'Retry-After': '300' })],
  ['a proxy without a server', reply(502, { 'Content-Type': 'text/html' }, '<h1>Bad gateway</h1>')],
  ['a network that wants a sign-in', reply(200, { 'Content-Type': 'text/html' }, '<form>Sign in</form>')],
  ['a refusal of another kind', reply(403)],
  ['a proxy that waits in vain', reply(504, { 'Content-Type': 'text/html' }, '<h1>Gateway time-out</h1>')],
  ['a time-out on the way', reply(408)],
  ['a portal that speaks JSON', reply(200, {}, '{"login":"https://portal.example"}')],
  ['a proxy that refuses in JSON', reply(403, {}, '{"message":"blocked by policy"}')],
  ['an answer that breaks off', reply(200, {}, '{"unit":"off')],
];
/** What a network that wants a sign-in says in the place of each answer on the way of a ballot. */
const portals: [string, ReturnType<typeof reply>][] = [
  ['**/keys', reply(200, { 'Content-Type': 'text/html' }, '<form>Sign in</form>')],
  ['**/signature', reply(200, {}, '{"login":true}')],
  ['**/ballots', reply(200, {}, '{"status":"ok"}')],
];

describe('answering against odds', function () {
  this.timeout(120_000);
  const someone = useAnswering();
  const field = (page: Page) => page.locator('#code').inputValue();
  const newPage = () => someone.newPage({ serviceWorkers: 'block' });

  it('keeps the code through whatever passes, says so, and goes on by itself', async () => {
    const page = await newPage();
    await page.clock.install();
    const code = someone.nextCode();
    for (const [kind, fulfilled] of passing) {
      await page.route('**/right', (route) => route.fulfill(fulfilled));
      await page.goto('about:blank');
      await page.goto(someone.link(code));
      await page.locator('#right-notice:visible').waitFor();
      assert.ok(page.url().endsWith(`#${code}`), `${kind}: ${page.url()}`);
      await page.unroute('**/right');
    }
    await page.reload();
    await page.locator('#unit:visible').waitFor();
    assert.equal(await page.locator('#right-notice:visible').count(), 0);
    await page.route('**/right', (route) => route.fulfill(passing[0]![1]));
    await page.reload();
    await page.locator('#right-notice:visible').waitFor();
    assert.match(await textOf(page, '#right-notice'), /۱۰ دقیقه/);
    await page.unroute('**/right');
    await page.clock.fastForward(601_000);
    await page.locator('#unit:visible').waitFor();
  });

  it('shows a code that there is not, to be compared and mended', async () => {
    const page = await newPage();
    await page.route('**/right', (route) =>
      route.fulfill(
        reply(404, {}, '{"error":{"key":"participation:unknownCode","message":"چنین کدی نیست"}}'),
      ),
    );
    const code = someone.nextCode();
    await page.goto(someone.link(code));
    await page.locator('#code-error:visible').waitFor();
    assert.equal(await field(page), code);
  });

  it('sends again by itself under a lock, with the answers of an open draft', async () => {
    const page = await newPage();
    await page.clock.install();
    const before = await BallotModel.countDocuments({});
    await startAnswering(page, someone.link(someone.nextCode()));
    await answerStep(page);
    await toReview(page);
    for (const what of ['**/right', '**/signature'])
      await page.route(what, (route) => route.fulfill(passing[0]![1]));
    await page.locator('.next').click();
    await page.locator('.failure:visible').waitFor();
    assert.match(await textOf(page, '.failure'), /۱۰ دقیقه/);
    await page.reload();
    await page.locator('.failure:visible').waitFor();
    for (const what of ['**/right', '**/signature']) await page.unroute(what);
    await page.clock.fastForward(601_000);
    await page.clock.runFor(10_000);
    await page.locator('.ending:visible').waitFor();
    assert.equal(await BallotModel.countDocuments({}), before + 1);
  });

  it('takes nothing of a portal for an answer, at any step, and sends when it is gone', async () => {
    const page = await newPage();
    await page.clock.install();
    const before = await BallotModel.countDocuments({});
    await startAnswering(page, someone.link(someone.nextCode()));
    await toReview(page);
    for (const [what, portal] of portals) await page.route(what, (route) => route.fulfill(portal));
    await page.locator('.next').click();
    for (const [what] of portals) {
      await page.locator('.failure:visible').waitFor();
      assert.match(await textOf(page, '.failure'), /هنوز ارسال نشده/, what);
      assert.equal(await page.locator('html.plain').count(), 0, `${what}: not the weaker way`);
      await page.unroute(what);
      const asked = page.waitForRequest(what);
      await page.clock.runFor(200_000);
      await asked;
      await page.clock.runFor(10_000);
    }
    await page.locator('.ending:visible').waitFor();
    assert.equal(await BallotModel.countDocuments({}), before + 1);
  });

  it('is shown, kept and sent by its own page where a network answers everything with a page to sign in', async () => {
    const page = await someone.newPage();
    const before = await BallotModel.countDocuments({});
    const address = someone.link(someone.nextCode());
    await startAnswering(page, address);
    await answerStep(page);
    await keptForOffline(page);
    const cached = () =>
      page.evaluate<string>(`caches.open('answering').then(async (cache) => {
        const all = await Promise.all((await cache.keys()).map(async (key) => key.url + ' ' + (await (await cache.match(key)).text()).length));
        return all.sort().join();
      })`);
    const kept = await cached();
    someone.setPortal('<!doctype html><title>Network</title><form>Sign in to the network</form>');
    await page.reload();
    await page.locator('.item:visible').first().waitFor();
    assert.ok((await page.locator('#sheet input:checked').count()) > 0);
    // What the page asks its worker to keep on loading has been answered by the portal, too.
    await page.goto('about:blank');
    await page.goto(address);
    await page.locator('#sheet').waitFor({ state: 'attached' });
    assert.equal(await cached(), kept);
    someone.setPortal('');
    await page.reload();
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.ending:visible').waitFor();
    assert.equal(await BallotModel.countDocuments({}), before + 1);
  });

  it('reckons a day and time to come again by the clock of the server, however wrong its own is', async () => {
    const page = await newPage();
    await page.clock.install({ time: new Date('2019-01-01') });
    const server = Date.parse('2026-11-30T10:00:00Z');
    const later = new Date(server + 120_000).toUTCString();
    const busy = reply(503, { Date: new Date(server).toUTCString(), 'Retry-After': later });
    await page.route('**/right', (route) => route.fulfill(busy));
    await page.goto(someone.link(someone.nextCode()));
    await page.locator('#right-notice:visible').waitFor();
    assert.match(await textOf(page, '#right-notice'), /۲ دقیقه/);
  });

  it('finds the code of a link that travelled badly', async () => {
    const page = await newPage();
    const code = someone.nextCode();
    const link = someone.link();
    const links = [
      `${link}#${code}%`,
      `${link}#${code}%E2%80`,
      `${link}#${code},`,
      `${link}#${code})`,
      `${link}#${code}.`,
      `${link}#${code}?utm_source=x`,
      `${link}#%20${code}%20`,
      `${link}%23${code}`,
      `${link}%2523${code}`,
      `${link}/${code}`,
      `${link.replace('/w/', '/W/')}#${code}`,
      `${link}.#${code}`,
      `${link};jsessionid=0123456789ABCDEF0123#${code}`,
      `${link}?fbclid=IwAR0abcDEF#${code}`,
      `${link}#${code}.?utm_source=a-long-name-of-a-campaign`,
      `${someone.url()}/%23${code}`,
      `${link}#${code.toLowerCase()}\u200f`,
    ];
    for (const one of links) {
      await page.goto('about:blank');
      await page.goto(one);
      await page
        .locator('#unit:visible')
        .waitFor({ timeout: 5000 })
        .catch(() => assert.fail(one));
    }
  });

  it('works without what older browsers lack', async () => {
    const page = await newPage();
    await page.addInitScript({
      content: `
        delete Element.prototype.replaceChildren;
        delete Array.prototype.at;
        delete Array.prototype.findLast;
        delete Object.hasOwn;
        delete Intl.ListFormat;
        delete window.structuredClone;
        delete window.BroadcastChannel;
        delete Navigator.prototype.locks;
        delete Promise.allSettled;
        delete String.prototype.replaceAll;
        delete Array.prototype.findLastIndex;
        delete Crypto.prototype.randomUUID;`,
    });
    await startAnswering(page, someone.link(someone.nextCode()));
    await answerStep(page);
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.ending:visible').waitFor();
  });

  it('works where a browser forbids what it has, as with all cookies refused', async () => {
    const page = await newPage();
    await page.addInitScript({
      content: `
        const no = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };
        Object.defineProperty(window, 'localStorage', { get: no });
        Object.defineProperty(window, 'sessionStorage', { get: no });
        Object.defineProperty(window, 'caches', { get: no });
        Object.defineProperty(window, 'BroadcastChannel', { value: no });
        IDBFactory.prototype.open = no;
        LockManager.prototype.request = () => Promise.reject(new DOMException('no', 'SecurityError'));
        ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException('no', 'SecurityError'));`,
    });
    const before = await BallotModel.countDocuments({});
    await startAnswering(page, someone.link(someone.nextCode()));
    await answerStep(page);
    await toReview(page);
    await page.route('**/ballots', (route) => route.abort());
    await page.locator('.next').click();
    await page.locator('.failure:visible').waitFor();
    assert.match(await textOf(page, '.failure'), /فقط در حافظهٔ همین صفحه/, 'nothing is said to be stored');
    await page.unroute('**/ballots');
    await page.locator('.ending:visible').waitFor();
    assert.equal(await BallotModel.countDocuments({}), before + 1);
  });

  it('falls back to the way without script, with the code, where the script cannot run', async () => {
    const page = await newPage();
    await page.addInitScript({
      content: `Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined });`,
    });
    const code = someone.nextCode();
    await page.goto(someone.link(code));
    await page.locator('#code:visible').waitFor();
    assert.equal(await field(page), code);
    await page.locator('#start button').click();
    await page.locator('.item:visible').first().waitFor();
    assert.ok(page.url().endsWith('/answers'));
  });

  it('shows the field for the code where no script ever arrives', async () => {
    const page = await newPage();
    await page.route('**/assets/answer*.js', (route) => route.abort());
    await page.goto(someone.link());
    await page.locator('#code').waitFor({ state: 'visible', timeout: 15_000 });
  });
});
