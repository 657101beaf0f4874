/** Answering for everyone: axe, narrow screens, larger text, the keyboard, forced colours, no motion. */
import assert from 'node:assert/strict';
import { axeViolations } from './axe.ts';
import { desktop, phone } from './browser.ts';
import { startAnswering, useAnswering } from './supportAnswering.ts';

/** Where the focus is, whether it can be seen, and the shorter side of what a finger or pointer meets there. */
const focusSeen = `(() => {
  const at = document.activeElement;
  const around = [at, at.nextElementSibling, at.closest('label'), at.closest('.larger')].filter(Boolean);
  const isShown = around.some((one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
  });
  const { width, height } = (at.closest('label') ?? at).getBoundingClientRect();
  return [at.tagName + ' ' + (at.className || at.name || at.id || ''), isShown, Math.min(width, height)].map((part, index) =>
    index === 0 && at === document.body ? 'BODY' : part);
})()`;

/** The titles and units of real waves take a line more than those of the test. */
const roomForLongerTitle = 24;

describe('answering for everyone', function () {
  this.timeout(120_000);
  const { nextCode, link, url, newPage } = useAnswering();

  it('shows what is promised and the button to agree to it on the first screen of a phone', async () => {
    for (const prefix of ['', '/en'])
      for (const [code, waitsFor] of [
        [nextCode(), '#unit'],
        ['', '#code'],
      ] as const) {
        const page = await newPage();
        await page.goto(link(code, prefix));
        await page.locator(`${waitsFor}:visible`).waitFor();
        const box = await page.locator('#start button').boundingBox();
        assert.ok(
          box && box.y + box.height <= phone.height - roomForLongerTitle,
          `${prefix} ${waitsFor} ${JSON.stringify(box)}`,
        );
      }
  });

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

  it('tells a screen reader every control in Persian, shows where the focus is, and lets it leave again', async () => {
    const page = await newPage();
    await startAnswering(page, link(nextCode()));
    const devtools = await page.context().newCDPSession(page);
    const { nodes } = await devtools.send('Accessibility.getFullAXTree');
    const roles = ['button', 'radio', 'radiogroup', 'group', 'checkbox', 'textbox', 'combobox'];
    const controls = nodes.filter(({ ignored, role }) => !ignored && roles.includes(String(role?.value)));
    const radios = controls.filter(({ role }) => role?.value === 'radio');
    assert.ok(radios.length >= 10);
    for (const { role, name } of controls)
      assert.match(String(name?.value ?? ''), /\p{Script=Arabic}/u, `${role?.value}`);
    assert.ok(nodes.some(({ role }) => role?.value === 'status'));
    const stops: string[] = [];
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab');
      const [place, isShown, side] = await page.evaluate<[string, boolean, number]>(focusSeen);
      if (place === 'BODY') break;
      assert.ok(isShown, `no focus to be seen on ${place}`);
      assert.ok(side >= 24, `${place} is ${side} px`);
      stops.push(place);
    }
    assert.ok(stops.length >= 5 && stops.length < 60, stops.join(' '));
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
