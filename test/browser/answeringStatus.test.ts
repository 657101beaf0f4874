/** What a page of the questionnaire says by itself: nothing while somebody chooses, and what was left blank when they go on. */
import assert from 'node:assert/strict';
import { startAnswering, textOf, useAnswering } from './supportAnswering.ts';

/** Everything that a screen reader would be told, from now on. */
const listen = `self.told = [];
  for (const region of document.querySelectorAll('#sheet [role=status], #sheet [role=alert]'))
    new MutationObserver(() => region.hidden || self.told.push(region.className + ': ' + region.textContent))
      .observe(region, { childList: true, characterData: true, subtree: true });`;

describe('what the questionnaire says by itself', function () {
  this.timeout(60_000);
  const { nextCode, link, newPage } = useAnswering();

  it('is nothing after a choice, and which statements were left blank after «next»', async () => {
    const page = await newPage({ serviceWorkers: 'block' });
    await startAnswering(page, link(nextCode()));
    await page.locator('.kept:not([aria-busy])').waitFor();
    await page.evaluate(listen);
    const told = () => page.evaluate<string[]>('self.told.splice(0)');
    for (const row of [1, 2]) {
      await page.locator('#q-1 label').nth(row).click();
      await page.locator('.kept:not([aria-busy])').waitFor();
    }
    assert.deepEqual(await told(), []);
    await page.locator('.next').click();
    await page.locator('#q-4:visible').waitFor();
    assert.equal((await told()).filter((one) => one.includes('پاسخ نداده‌اید')).length, 1);
    assert.match(await textOf(page, '.skipped'), /سؤال‌های ۲ و ۳ پاسخ نداده‌اید/);
    await page.locator('.back').click();
    assert.equal(await page.locator('.skipped:visible').count(), 0);
    await page.locator('#q-2 label').nth(1).click();
    await page.locator('#q-3 label').nth(1).click();
    await page.locator('.next').click();
    await page.locator('.next').click();
    assert.equal(await page.locator('.skipped:visible').count(), 0, 'a page left whole is left on purpose');
  });
});
