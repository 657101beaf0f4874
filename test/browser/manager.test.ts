/** The manager's job, played in a browser: the report of the own office and of one below, nothing else, and on paper. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { officeOrUnitOf, subjectOf } from '../../server/accounts/audit/subject.ts';
import { translator } from '../../server/i18n/translator.ts';
import { people } from '../support/people.ts';
import type { TestApp } from '../support/testApp.ts';
import { useSignedIn } from './supportSignIn.ts';
import { wholeProduct } from './supportWholeProduct.ts';

const t = translator('fa');
const governor = { ...people.manager, grants: [{ office: 'ahar', from: null, to: null }] };

describe('the manager’s job in a browser', function () {
  this.timeout(120_000);
  let url: string;
  let page: Page;
  let errors: string[];

  const fill = ({ config }: TestApp) => wholeProduct(config.keyDir);
  useSignedIn(governor, fill, (signedIn) => {
    ({ url, page, errors } = signedIn);
  });

  const heading = (text: RegExp) => page.getByRole('heading', { level: 1, name: text }).waitFor();

  it('opens the report of the own office from the list, with the answer in sentences before any chart', async () => {
    await page.goto(`${url}/desk/reports`);
    await page.locator('main a[href*="/released/ahar"]').first().click();
    await heading(/اهر/);
    assert.ok((await page.locator('.summary .verdict-sentence').count()) >= 1);
    assert.ok((await page.locator('main svg').count()) > 5);
    assert.deepEqual(errors, []);
  });

  it('goes on to an office below, which is a group for being small', async () => {
    const below = page
      .locator('main a[href*="/released/ahar.all"], main a[href*="/released/hurand"]')
      .first();
    await page.locator('#units summary').first().click();
    await below.click();
    await heading(/هوراند|واحدهای کوچک/);
    assert.equal(errors.length, 0);
  });

  it('is refused the report of another office and stays signed in', async () => {
    for (const path of [
      '/desk/reports/released/jolfa',
      '/desk/reports/released/comparison',
      '/desk/waves/released/quality',
    ]) {
      const answer = await page.goto(`${url}${path}`);
      assert.equal(answer?.status(), 403, path);
      await heading(new RegExp(t('errors:title.403')));
    }
    const again = await page.goto(`${url}/desk/reports/released/ahar`);
    assert.equal(again?.status(), 200);
    const opened = await AuditModel.find({ action: 'report.open' }).lean();
    const parts = opened.map((entry) => officeOrUnitOf(subjectOf(entry)!));
    assert.ok(parts.includes('ahar') && !parts.includes('jolfa'));
  });

  it('prints it without navigation, with every part unfolded', async () => {
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('nav:visible, .masthead form:visible, .no-print:visible').count(), 0);
    assert.ok(await page.locator('main h1').isVisible());
    const root = 'document.documentElement';
    assert.ok(await page.evaluate<boolean>(`${root}.scrollWidth <= ${root}.clientWidth`));
    const paper = await page.pdf({ format: 'A4', printBackground: true });
    assert.equal(paper.subarray(0, 5).toString(), '%PDF-');
    await page.emulateMedia({ media: 'screen' });
  });
});
