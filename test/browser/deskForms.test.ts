/** The calendar beside a field of a day, by keyboard, fields for files, and the question before words are lost. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { WaveModel } from '../../server/waves/wave.ts';
import { smallProvince } from '../campaigns/situation.ts';
import { people } from '../support/people.ts';
import { useSignedIn } from './supportSignIn.ts';

describe('forms of the desk in a browser', function () {
  this.timeout(60_000);
  let page: Page;
  let url: string;

  const fill = async () => {
    await smallProvince();
    await WaveModel.create({ _id: 'days', title: 'روزها', state: 'draft' });
  };
  useSignedIn(people.administrator, fill, (signedIn) => {
    ({ page, url } = signedIn);
  });

  const typed = () => page.locator('#opensAt').inputValue();
  const open = () => page.locator('#opensAt + .day-button').click();
  const focused = () => page.locator('.day-picker [tabindex="0"]').getAttribute('aria-label');
  async function fresh(language: string, value: string): Promise<void> {
    page.once('dialog', (dialog) => void dialog.accept());
    await page.goto(`${url}/desk/waves/days/edit/when?lang=${language}`);
    await page.locator('#opensAt').fill(value);
    await open();
  }
  async function press(...keys: string[]): Promise<void> {
    for (const key of keys) await page.keyboard.press(key);
  }

  it('chooses a day of the Jalali calendar by keyboard, against the direction of reading and over ends of months', async () => {
    await fresh('fa', '۱۴۰۵/۰۱/۳۱');
    assert.match((await focused()) ?? '', /۳۱ فروردین ۱۴۰۵/);
    await press('ArrowLeft');
    assert.match((await focused()) ?? '', /^سه‌شنبه ۱ اردیبهشت ۱۴۰۵$/);
    await press('ArrowRight', 'ArrowDown', 'PageDown', 'Shift+PageUp', 'Home');
    assert.match((await focused()) ?? '', /^شنبه /);
    await press('Enter');
    assert.equal(await typed(), '۱۴۰۴/۰۳/۰۳');
    assert.equal(await page.locator('.day-picker').count(), 0);
    assert.equal(await page.evaluate('document.activeElement.id'), 'opensAt');
  });

  it('goes from the thirtieth of Esfand of a leap year to the last day of a common one', async () => {
    await fresh('fa', '1403/12/30');
    await press('Shift+PageDown', 'Enter');
    assert.equal(await typed(), '۱۴۰۴/۱۲/۲۹');
  });

  it('shows the Gregorian calendar on English pages, and leaves the field alone on Escape', async () => {
    await fresh('en', '1405/10/11');
    assert.match((await focused()) ?? '', /Friday 1 January 2027/);
    await press('ArrowLeft', 'Enter');
    assert.equal(await typed(), '2026/12/31');
    await open();
    await press('ArrowDown', 'Escape');
    assert.equal(await typed(), '2026/12/31');
  });

  it('takes what was chosen', async () => {
    await fresh('fa', '14051010');
    await press('Enter');
    assert.equal(await typed(), '۱۴۰۵/۱۰/۱۰');
  });

  it('asks before unsaved words are left, also those that were refused, and not when they are sent', async () => {
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await page.goto(`${url}/desk/offices/new`);
    asked.length = 0;
    await page.goto(`${url}/desk`);
    assert.deepEqual(asked, []);
    await page.goto(`${url}/desk/offices/new`);
    await page.locator('#nameEn').fill('Half a name');
    await page.goto(`${url}/desk`);
    assert.deepEqual(asked, ['beforeunload']);
    await page.goto(`${url}/desk/offices/new`);
    await page.locator('#nameEn').fill('Half a name');
    await page.locator('main form .actions button').first().click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    assert.deepEqual(asked, ['beforeunload']);
    await page.goto(`${url}/desk`);
    assert.deepEqual(asked, ['beforeunload', 'beforeunload']);
  });

  it('asks again once a form that was sent has brought a file and no page', async () => {
    await page.clock.install();
    let asked = 0;
    page.on('dialog', (dialog) => {
      asked += 1;
      void dialog.accept();
    });
    await page.goto(`${url}/desk/offices/new`);
    await page.locator('#nameEn').fill('Half a name');
    await page.locator('main form').dispatchEvent('submit');
    await page.clock.fastForward(2000);
    await page.goto(`${url}/desk`);
    assert.equal(asked, 1);
  });

  it('words a field for files as the page is, and names what was chosen', async () => {
    for (const [language, choose, none] of [
      ['fa', 'انتخاب فایل', 'فایلی انتخاب نشده'],
      ['en', 'Choose a file', 'No file chosen'],
    ]) {
      page.once('dialog', (dialog) => void dialog.accept());
      await page.goto(`${url}/desk/instruments/new?lang=${language}`);
      assert.equal(await page.locator('.file-box .file-button').textContent(), choose);
      assert.equal(await page.locator('.file-box .file-name').textContent(), none);
      const field = page.locator('input[type="file"]');
      await field.setInputFiles({
        name: 'سنجه.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{}'),
      });
      assert.equal(await page.locator('.file-box .file-name').textContent(), 'سنجه.json');
      await field.focus();
      assert.equal(
        await page.evaluate(`getComputedStyle(document.querySelector('.file-box')).outlineStyle`),
        'solid',
      );
    }
  });
});
