/** Whoever sits down at a shared PC after somebody has answered, or has left half way: what the browser shows again, keeps, and has on the disk. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { ownBrowser, phone, profileFolder } from './browser.ts';
import {
  allKept,
  answerStep,
  keptIn,
  prepared,
  startAnswering,
  textOf,
  useAnswering,
} from './supportAnswering.ts';

const remark = 'remark that only one person could write';

/** Files of a profile in which a text stands, in the encodings that browsers write. */
function filesWith(folder: string, text: string): string[] {
  const forms = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return forms.some((form) => bytes.includes(form));
    })
    .map((path) => path.slice(folder.length + 1));
}

/** Everything that a script of the same address can read in this browser. */
async function storedIn(page: Page, context: BrowserContext): Promise<string> {
  const cached = await page.evaluate<string>(`(async () => {
    const texts = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) texts.push(request.url, await (await cache.match(request)).text());
    }
    const databases = (await indexedDB.databases()).map(({ name }) => name);
    return [...texts, ...databases, JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.title].join();
  })()`);
  return [cached, JSON.stringify(await context.cookies()), JSON.stringify(await keptIn(page))].join();
}

describe('what a shared PC keeps of somebody who answered', function () {
  this.timeout(30_000);
  const { nextCode, link, url } = useAnswering();
  const plain = (code: string) => code.replaceAll('-', '');

  /** Up to the page of remarks, one of them typed. */
  async function writeRemark(page: Page): Promise<void> {
    while ((await page.locator('textarea:visible').count()) === 0) await answerStep(page, 4);
    await page.locator('textarea:visible').first().fill(remark);
    await allKept(page);
  }

  it('nothing after sending: no answer, no code, nothing behind «back», nothing on the disk', async () => {
    const code = nextCode();
    const { folder, remove } = profileFolder();
    const context = await ownBrowser(folder, { viewport: phone });
    const page = await prepared(await context.newPage());
    await page.goto('about:blank');
    await startAnswering(page, link(code));
    await writeRemark(page);
    while ((await page.locator('[data-kind="review"]:visible').count()) === 0)
      await page.locator('.next').click();
    await page.locator('.next').click();
    await page.locator('.ending').waitFor();
    const stored = await storedIn(page, context);
    assert.deepEqual(await keptIn(page), []);
    for (const secret of [code, plain(code), remark]) assert.ok(!stored.includes(secret));
    assert.equal((await context.cookies()).length, 0);
    for (let steps = 0; steps < 12 && page.url() !== 'about:blank'; steps += 1) {
      await page.goBack().catch(() => undefined);
      const shown = `${page.url()} ${await page.content()} ${await page.title()}`;
      for (const secret of [remark, plain(code), code])
        assert.ok(!shown.includes(secret), shown.slice(0, 90));
      assert.equal(await page.locator('input:checked:not(#larger)').count(), 0);
    }
    await context.close();
    assert.deepEqual([...filesWith(folder, remark), ...filesWith(folder, plain(code))], []);
    remove();
  });

  it('of a code that was typed no address, on the page of the wave or the home page, and after a reload the draft', async () => {
    for (const from of [link(), url()]) {
      const code = nextCode();
      const { folder, remove } = profileFolder();
      const context = await ownBrowser(folder, { viewport: phone });
      const page = await prepared(await context.newPage());
      const addresses: string[] = [];
      page.on('framenavigated', (frame) => addresses.push(frame.url()));
      await page.goto(from);
      await page.locator('#code').fill(code);
      if (from === url()) {
        await page.locator('#enter button').click();
        await page.locator('#unit:visible').waitFor();
        await page.goBack();
        assert.equal(await page.locator('#enter #code').inputValue(), '', 'behind «back»');
        await page.goForward();
        await page.locator('#unit:visible').waitFor();
      }
      await page.locator('#start button').click();
      await writeRemark(page);
      await page.reload();
      await page.locator('textarea:visible').first().waitFor();
      assert.equal(await page.locator('textarea:visible').first().inputValue(), remark);
      await page.locator('a[hreflang="en"]').click();
      await page.waitForURL(/\/en\/w\//);
      await page.locator('#sheet').waitFor();
      assert.equal(
        await page.locator('textarea:visible').first().inputValue(),
        remark,
        'in the other language',
      );
      assert.equal(await page.evaluate('window.name + JSON.stringify(sessionStorage)'), '{}');
      await context.close();
      for (const address of addresses)
        assert.ok(!address.includes(code) && !address.includes(plain(code)), address);
      // The state of open tabs is in Sessions, which no list shows.
      const listed = [...filesWith(folder, plain(code)), ...filesWith(folder, code)];
      assert.deepEqual(
        listed.filter((file) => !file.includes('Sessions')),
        [],
      );
      remove();
    }
  });

  it('of somebody who left half way an encrypted draft, and nothing that is read without the code', async () => {
    const code = nextCode();
    const { folder, remove } = profileFolder();
    const context = await ownBrowser(folder, { viewport: phone });
    const page = await prepared(await context.newPage());
    await startAnswering(page, link(code));
    await writeRemark(page);
    const stored = await storedIn(page, context);
    for (const secret of [code, plain(code), remark]) assert.ok(!stored.includes(secret));
    const title = await page.title();
    assert.ok(!title.includes(plain(code)));
    await context.close();
    assert.deepEqual([...filesWith(folder, remark), ...filesWith(folder, plain(code))], []);
    // The browser's own list of visited links has it, which no page can change: /privacy says so.
    assert.ok(filesWith(folder, code).every((file) => /History|Sessions|segmentation/.test(file)));
    const again = await ownBrowser(folder, { viewport: phone });
    const next = await prepared(await again.newPage());
    await next.goto(link());
    await next.locator('#code:visible').waitFor();
    const shown = await next.content();
    for (const secret of [code, plain(code), remark]) assert.ok(!shown.includes(secret));
    assert.equal(await textOf(next, '#unit'), '');
    await again.close();
    remove();
  });
});
