/** Answering for everyone: axe, narrow screens, larger text, the keyboard, forced colours, no motion. */
import assert from 'node:assert/strict';
import { axeViolations } from './axe.ts';
import { desktop } from './browser.ts';
import { useAnswering } from './supportAnswering.ts';

describe('answering for everyone', function () {
  this.timeout(120_000);
  const { nextCode, link, url, newPage } = useAnswering();

  it('is usable at 320 px with larger text, by keyboard alone, in forced colours and without motion', async () => {
    const page = await newPage({
      viewport: { width: 320, height: 640 },
      forcedColors: 'active',
      reducedMotion: 'reduce',
    });
    await page.goto(link(nextCode()));
    await page.locator('#unit:visible').waitFor();
    await page.locator('#larger').check();
    const root = 'document.documentElement';
    const fits = () => page.evaluate<boolean>(`${root}.scrollWidth <= ${root}.clientWidth`);
    assert.ok(await fits());
    await page.locator('#start button').press('Enter');
    await page.locator('.item:visible').first().waitFor();
    assert.ok(await fits());
    assert.equal(await page.evaluate<string>('document.activeElement.tagName'), 'H2');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    const chosen = page.locator('.item:visible').first().locator('input:checked');
    assert.equal(await chosen.inputValue(), '2');
    assert.equal(await page.locator('.kept').getAttribute('role'), 'status');
    assert.deepEqual(await axeViolations(page), []);
    await page.reload();
    await page.locator('#sheet').waitFor();
    assert.ok(await page.locator('#larger').isChecked());
  });

  it('lets text be larger without script', async () => {
    const page = await newPage({ javaScriptEnabled: false });
    await page.goto(link(nextCode()));
    const width = async () => (await page.locator('h1').boundingBox())?.height ?? 0;
    const before = await width();
    await page.locator('#larger').check();
    assert.ok((await width()) > before);
  });

  for (const [language, prefix] of [
    ['fa', ''],
    ['en', '/en'],
  ] as const) {
    it(`axe finds no violation on any answering page in ${language}, nor a page wider than a phone`, async () => {
      const page = await newPage();
      const check = async () => {
        assert.deepEqual(await axeViolations(page), [], await page.title());
        const root = 'document.documentElement';
        assert.ok(await page.evaluate<boolean>(`${root}.scrollWidth <= ${root}.clientWidth`));
      };
      const code = nextCode();
      const wave = new URL(link()).pathname;
      for (const path of ['', '/privacy', wave, `${wave}/declined`]) {
        await page.goto(`${url()}${prefix}${path}`);
        for (const summary of await page.locator('summary').all()) await summary.click();
        await check();
      }
      await page.goto('about:blank');
      await page.goto(link(code, prefix));
      await page.locator('#unit:visible').waitFor();
      await page.locator('#start button').click();
      await page.locator('.item:visible').first().locator('label').nth(1).click();
      await check();
      await page.setViewportSize(desktop);
      await check();
      while ((await page.locator('[data-kind="review"]:visible').count()) === 0) {
        await page.locator('.next').click();
        if ((await page.locator('select:visible, textarea:visible').count()) > 0) await check();
      }
      await check();
    });
  }
});
