/** A rush in a browser: the real server refuses, the page keeps the answers, says nothing alarming and sends by itself, once. */
import assert from 'node:assert/strict';
import express, { type RequestHandler } from 'express';
import type { BrowserContext } from 'playwright-core';
import { writeCode } from '../../server/participation/codeText.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { browser, phone, serve } from './browser.ts';

describe('a busy server, seen from a phone', function () {
  this.timeout(120_000);
  useDatabase();
  let context: BrowserContext | undefined;
  let close: (() => void) | undefined;
  afterEach(async () => {
    await context?.close();
    close?.();
  });

  it('takes the answers when it can, without anyone pressing a button again', async () => {
    const free = await testApp();
    const full = await testApp({ keyDir: free.config.keyDir }, { maxConcurrentRequests: 0 });
    const asked = { keyDir: free.config.keyDir, offices: 1, invitations: 1, demographics: [] };
    const { wave, codes } = await situation.openWave(asked);
    const refused: string[] = [];
    /** The first request to each address meets the server when it is full. */
    const rush: RequestHandler = (req, res) => {
      const isFirst = req.method === 'POST' && !refused.includes(req.path);
      if (isFirst) refused.push(req.path);
      (isFirst ? full : free).app(req, res);
    };
    const served = await serve(express().use(rush));
    close = served.close;
    context = await (await browser()).newContext({ viewport: phone });
    const page = await context.newPage();
    // Waits are drawn by lot; here the shortest are drawn.
    await page.addInitScript(() => {
      Math.random = () => 0;
    });
    await page.goto(`${served.url}/w/${wave._id}#${writeCode(codes.office1![0]!)}`);
    await page.locator('#unit:visible').waitFor();
    await page.locator('#start button').click();
    while ((await page.locator('[data-kind="review"]:visible').count()) === 0) {
      for (const item of await page.locator('.item:visible').all())
        await item.locator('label').nth(3).click();
      await page.locator('.next').click();
    }
    await page.locator('.next').click();
    await page.locator('.ending').waitFor({ timeout: 60_000 });
    assert.match((await page.locator('main h1:visible').textContent()) ?? '', /پاسخ شما ثبت شد/);
    assert.deepEqual(
      refused.map((path) => path.split('/').pop()),
      ['right', 'signature', 'ballots'],
    );
    assert.equal(await BallotModel.countDocuments({}), 1);
    assert.equal(await page.evaluate<string>('JSON.stringify(localStorage)'), '{}');
  });
});
