/** The administrator's job, played in a browser from the draft to the release, on the pages that the server really sends. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { translator } from '../../server/i18n/translator.ts';
import { PublishedReportModel } from '../../server/reports/published/publishedModels.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { waveJobsFinished } from '../../server/waves/waveJobs.ts';
import { answer, onlyWave, smallProvince } from '../campaigns/situation.ts';
import { people } from '../support/people.ts';
import type { TestApp } from '../support/testApp.ts';
import { signIn, useSignedIn } from './supportSignIn.ts';

const t = translator('fa');

describe('the administrator’s job in a browser', function () {
  this.timeout(120_000);
  let test: TestApp;
  let url: string;
  let page: Page;
  let errors: string[];
  let codes: string[];

  useSignedIn(people.administrator, smallProvince, (signedIn) => {
    ({ test, url, page, errors } = signedIn);
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const follow = (name: string) => page.locator('main').getByRole('link', { name, exact: true }).click();
  const heading = (text: string) => page.getByRole('heading', { name: text, level: 1 }).waitFor();

  const next = (step: string) => press(t('draft:steps.next', { step: t(`draft:steps.${step}`) }));

  async function fill(fields: Record<string, string>): Promise<void> {
    for (const [id, value] of Object.entries(fields)) await page.locator(`#${id}`).fill(value);
  }

  it('begins a wave from the list of waves, and finds its offices by the search', async () => {
    await page.goto(`${url}/desk/waves`);
    await follow(t('campaigns:index.new'));
    await heading(t('draft:form.titleNew'));
    await fill({ title: 'اعتماد در واحدها' });
    await page.locator('label[for="instrument-trust"]').click();
    for (const declined of ['culture', 'follow-up'])
      if (await page.locator(`#instrument-${declined}`).isChecked())
        await page.locator(`label[for="instrument-${declined}"]`).click();
    await next('who');
    await heading('اعتماد در واحدها');
    await page.locator('#office-search').fill('هوراند');
    assert.equal(await page.locator('#office-list > li:visible').count(), 3, 'with the offices above it');
    await page.locator('#office-search').fill('');
    for (const [office, headcount] of Object.entries({ ea: '۴۰', ahar: '۳۰', hurand: '۶', jolfa: '۲۰' })) {
      const box = page.locator(`#office-${office}`);
      if (!(await box.isChecked())) await page.locator(`label[for="office-${office}"]`).click();
      await page.locator(`#headcounts-${office}`).fill(headcount);
    }
  });

  it('goes on from step to step, each of which is saved', async () => {
    await next('when');
    await fill({ opensAt: '۱۴۰۵/۰۹/۰۱', closesAt: '۱۴۰۵/۰۹/۱۰' });
    await next('words');
    await fill({
      sponsor: 'استانداری آذربایجان شرقی',
      purpose: 'تا برنامهٔ سال آینده بر پایهٔ نظر همکاران نوشته شود.',
      contact: 'دفتر توسعهٔ مدیریت',
    });
    await next('rules');
    await next('check');
    await page.locator('.checklist').waitFor();
    const wave = await onlyWave();
    assert.deepEqual(wave.instrumentIds, ['trust']);
    assert.equal(wave.offices.length, 4);
    assert.equal(wave.firstPage.contact, 'دفتر توسعهٔ مدیریت');
  });

  it('reads the preview to its end, which leaves nothing, and cannot launch before', async () => {
    assert.ok(await page.getByRole('button', { name: t('draft:draft.launch') }).isDisabled());
    await follow(t('draft:draft.preview'));
    await follow(t('draft:whole.asEmployee'));
    await page.locator('main form button, main a.button').last().click();
    const read = page.getByRole('button', { name: t('draft:preview.read') });
    while ((await read.count()) === 0) await page.locator('.next').first().click();
    await read.click();
    await heading('اعتماد در واحدها');
    assert.equal(await BallotModel.countDocuments({}), 0);
  });

  it('launches once the checklist is mended or acknowledged', async () => {
    await press(t('launch:checklist.backup.mend'));
    await page.locator('label[for="acknowledged"]').click();
    await press(t('draft:draft.launch'));
    await waveJobsFinished();
    await page.locator('.figures').waitFor();
    assert.equal((await onlyWave()).state, 'open');
  });

  it('makes the codes of all offices, shown once as slips with a code to scan each', async () => {
    await page.goto(`${url}/desk/waves/${(await onlyWave())._id}/invitations`);
    await press(t('invitations:invitations.makeAll', { count: 96 }));
    await heading(t('invitations:codes.title'));
    codes = await page.locator('.slip-code').allTextContents();
    assert.equal(codes.length, 96);
    assert.equal(await page.locator('.slip-scroll svg').count(), 96);
    assert.ok(await page.locator('[data-print]').isVisible());
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('nav:visible, .no-print:visible').count(), 0);
    await page.emulateMedia({ media: 'screen' });
  });

  it('follows participation while the answers come in', async () => {
    const wave = await onlyWave();
    for (const [index, code] of codes.slice(0, 24).entries()) {
      assert.equal(await answer(test.app, wave, code, 1 + (index % 5)), 200);
    }
    await page.goto(`${url}/desk/waves/${wave._id}`);
    await page
      .locator('.figures')
      .getByText(t('campaigns:live.atLeast', { count: 20 }))
      .waitFor();
    await follow(t('campaigns:live.openAll'));
    assert.equal(await page.locator('table.rates tbody tr').count(), 3);
  });

  it('closes the wave, and is told the hour from which it can be counted', async () => {
    await follow(t('campaigns:actions.closure'));
    await press(t('closing:closure.submit'));
    await page.locator('.notice[role="status"]').waitFor();
    assert.equal((await onlyWave()).state, 'closed');
    await page.goto(`${url}/desk/waves/${(await onlyWave())._id}/count`);
    assert.equal(await page.getByRole('button', { name: t('count:count.submit') }).count(), 0);
  });

  it('counts it after the grace time, looks at the quality, and releases it to the managers', async () => {
    test.clock.advanceHours(49);
    await page.context().clearCookies();
    await signIn(page, url, people.administrator);
    await page.goto(`${url}/desk/waves/${(await onlyWave())._id}/count`);
    await press(t('count:count.submit'));
    await waveJobsFinished();
    await page.goto(`${url}/desk/waves/${(await onlyWave())._id}/quality`);
    await heading(t('release:quality.title'));
    await page.locator('.figures').getByText('۲۴', { exact: true }).first().waitFor();
    await follow(t('campaigns:actions.release'));
    await press(t('release:release.submit', { audience: t('waves:audience.managers') }));
    await page.locator('.notice[role="status"]').waitFor();
    const wave = await onlyWave();
    assert.deepEqual([wave.state, wave.releasedTo, wave.count.counted], ['released', ['managers'], 24]);
    assert.ok((await PublishedReportModel.countDocuments({ wave: wave._id })) > 0);
    assert.deepEqual(errors, []);
  });
});
