/** Reports in a browser: no accessibility fault, nothing wider than the screen, without script, in both languages. */
import assert from 'node:assert/strict';
import type { BrowserContext } from 'playwright-core';
import { storedWave } from '../reports/pages/storedWave.ts';
import { people } from '../support/people.ts';
import { axeViolations } from './axe.ts';
import { desktop, phone } from './browser.ts';
import { useSignedIn } from './supportSignIn.ts';

const paths = [
  '/desk/reports',
  '/desk/reports/wave/root',
  '/desk/reports/wave/small?scope=own',
  '/desk/reports/wave/comparison',
];

const tooWide = 'document.documentElement.scrollWidth - window.innerWidth';

describe('reports in a browser', function () {
  this.timeout(180_000);
  let url: string;
  let context: BrowserContext;

  useSignedIn(
    people.analyst,
    () => storedWave(),
    (signedIn) => {
      url = signedIn.url;
      context = signedIn.page.context();
    },
  );

  for (const [lang, results] of [
    ['fa', '/waves/wave/results'],
    ['en', '/en/waves/wave/results'],
  ] as const) {
    it(`have no violation and fit the screen in ${lang}, folded parts open`, async () => {
      const page = await context.newPage();
      for (const path of [...paths, results]) {
        const join = path.includes('?') ? '&' : '?';
        await page.goto(`${url}${path}${path.startsWith('/desk') ? `${join}lang=${lang}` : ''}`);
        await page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })");
        for (const viewport of [desktop, phone]) {
          await page.setViewportSize(viewport);
          assert.deepEqual(await axeViolations(page), [], `${path} at ${viewport.width}`);
          const over = await page.evaluate<number>(tooWide);
          assert.ok(over <= 0, `${path} is ${over} pixels too wide at ${viewport.width}`);
        }
      }
      await page.close();
    });
  }
});
