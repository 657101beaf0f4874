/** Entering a paper with nothing but the keys, and the pages of paper without a fault in either language and width. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { translator } from '../../server/i18n/translator.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { password, people } from '../support/people.ts';
import { type OpenWave, situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { desktop, phone, serve, watchErrors } from './browser.ts';
import { pageFaults } from './supportPageFaults.ts';
import { signedInPage } from './supportSignIn.ts';

const t = translator('fa');
const namespaces = readdirSync(join(projectRoot, 'locales/fa')).map((name) => name.replace('.json', ''));

describe('papers in the browser', function () {
  this.timeout(120_000);
  useDatabase({ emptyEach: false });
  let open: OpenWave;
  let url: string;
  let close: () => void;

  before(async () => {
    const test = await testApp();
    open = await situation.openWave({
      keyDir: test.config.keyDir,
      offices: 1,
      invitations: 4,
      demographics: ['gender'],
    });
    ({ url, close } = await serve(test.app));
  });
  after(() => close());

  const named = (page: Page) => page.locator(':focus').getAttribute('name');
  const begin = async (page: Page, code: string) => {
    await page.goto(`${url}/desk/papers`);
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.marks');
  };
  const save = async (page: Page) => {
    await page.locator('#o-comment').press('Tab');
    await page.keyboard.press('Enter');
  };

  async function requireNoFault(page: Page, where: string) {
    for (const viewport of [desktop, phone]) {
      await page.setViewportSize(viewport);
      const faults = await pageFaults(page, 'fa', namespaces);
      assert.deepEqual(faults, [], `${where} at ${viewport.width}`);
    }
    await page.setViewportSize(desktop);
  }

  it('goes from box to box by digits alone, and back by Backspace; two clerks make one ballot', async () => {
    const [code = ''] = open.codes.office1 ?? [];
    const first = await signedInPage(url, people.clerk);
    const errors = watchErrors(first.page);
    await begin(first.page, code);
    const marks = await first.page.locator('input[data-mark]').all();
    const boxes = await Promise.all(marks.map((mark) => mark.getAttribute('name')));
    await first.page.keyboard.type('4x۵');
    assert.equal(await named(first.page), boxes[2], 'a key that is no answer does not move on');
    await first.page.keyboard.press('Backspace');
    await first.page.keyboard.type('3');
    await first.page.keyboard.type('4'.repeat(boxes.length - 3));
    await requireNoFault(first.page, 'the sheet');
    await first.page.keyboard.type('1');
    assert.equal(await named(first.page), 'o.comment');
    await first.page.locator(`[name="${boxes[4]}"]`).fill('');
    await first.page.locator(`[name="${boxes[4]}"]`).focus();
    await first.page.keyboard.type('4');
    assert.equal(await named(first.page), 'o.comment', 'a mended hole leads through no filled box');
    await save(first.page);
    await first.page.waitForURL(`${url}/desk/papers`);
    await requireNoFault(first.page, 'the start');
    const second = await signedInPage(url, { username: 'reza', role: 'clerk' });
    await begin(second.page, code);
    await second.page.keyboard.type(`43${'4'.repeat(boxes.length - 3)}2`);
    await save(second.page);
    await second.page.waitForSelector('.pass-difference');
    assert.match((await named(second.page)) ?? '', /^pick\./, 'the keyboard is at the first difference');
    await requireNoFault(second.page, 'the differences');
    await second.page.locator('.pass-difference input[value=first]').check();
    await second.page.locator('main form button').last().click();
    await second.page.waitForURL(`${url}/desk/papers`);
    assert.equal(await second.page.locator('.notice.done').textContent(), t('paper:done.settled'));
    assert.equal(await BallotModel.countDocuments(), 1);
    assert.deepEqual(errors, []);
    await first.context.close();
    await second.context.close();
  });

  it('takes a paper without script', async () => {
    const [, code = ''] = open.codes.office1 ?? [];
    const { page, context } = await signedInPage(url, people.clerk, { javaScriptEnabled: false });
    await page.goto(`${url}/desk/papers`);
    await page.locator('#code').fill(code);
    await page.locator('main form button').first().click();
    for (const box of await page.locator('input[data-mark]').all()) await box.fill('1');
    await page.locator('#paper button').click();
    await page.waitForURL(`${url}/desk/papers`);
    await context.close();
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`keeps the typed sheet when the session ends, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
      const code = open.codes.office1?.at(javaScriptEnabled ? 2 : 3) ?? '';
      const { page, context } = await signedInPage(url, people.clerk, { javaScriptEnabled });
      await page.goto(`${url}/desk/papers`);
      await page.locator('#code').fill(code);
      await page.locator('main form button').first().click();
      for (const box of await page.locator('input[data-mark]').all()) await box.fill('1');
      await page.locator('#o-comment').fill('یادداشت');
      await page.locator('input[data-mark]').first().fill('8');
      await context.clearCookies();
      await page.locator('#paper button').click();
      await page.locator('#password').waitFor();
      if (javaScriptEnabled) await requireNoFault(page, 'signing in again');
      await page.locator('#username').fill(people.clerk.username);
      await page.locator('#password').fill(password);
      await page.locator('main form button').click();
      await page.locator('.error-summary').waitFor();
      assert.equal(await page.locator('#o-comment').inputValue(), 'یادداشت');
      await page.locator('input[data-mark]').first().fill('1');
      await page.locator('#paper button').click();
      await page.waitForURL(`${url}/desk/papers`);
      await context.close();
    });
  }

  it('shows administrators what can be printed', async () => {
    const { page, context } = await signedInPage(url, people.administrator);
    await page.goto(`${url}/desk/waves/${open.wave._id}/printing`);
    await requireNoFault(page, 'printing');
    await context.close();
  });
});
