/** Sending a suggestion and following it in a browser: the code is made, hidden while it is typed back, and never sent. */
import assert from 'node:assert/strict';
import type { BrowserContext, Page } from 'playwright-core';
import { deliverItems } from '../../server/suggestions/deliverItems.ts';
import { WaitingItemModel } from '../../server/suggestions/waitingItem.ts';
import { fewOffices, idea } from '../suggestions/sender.ts';
import { type TestApp, testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';
import { browser, phone, serve, watchErrors } from './browser.ts';

describe('suggestions in a browser', function () {
  this.timeout(120_000);
  useDatabase();
  let test: TestApp;
  let url: string;
  let close: () => void;
  let context: BrowserContext;
  let page: Page;

  before(async () => {
    test = await testApp();
    ({ url, close } = await serve(test.app));
  });
  after(() => close());
  beforeEach(async () => {
    await fewOffices();
    context = await (await browser()).newContext({ viewport: phone });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const fill = async () => {
    await page.goto(`${url}/suggestions/new`);
    await page.selectOption('#office', idea.office);
    await page.selectOption('#topic', idea.topic);
    await page.fill('#text', idea.text);
  };
  const words = async () => (await page.locator('.code-words b').allTextContents()).join(' ');

  it('goes sealed, with a code that is typed back, and is opened by that code alone', async () => {
    const errors = watchErrors(page);
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.url()} ${request.postData() ?? ''}`));
    await fill();
    const code = await words();
    assert.equal(code.split(' ').length, 8);
    await page.click('#go');
    await page.waitForSelector('#trouble:not([hidden])');
    await page.fill('#again', code);
    assert.ok(await page.locator('#shown-words').isHidden(), 'typed from paper');
    await page.click('#go');
    await page.waitForSelector('#sent:not([hidden])');
    assert.match((await page.locator('.receipt').textContent()) ?? '', /signature \S{80,}/);
    const item = await WaitingItemModel.findOne().orFail().lean();
    await deliverItems([item], test.config.keyDir, test.clock.now());
    await page.goto(`${url}/suggestions/track`);
    await page.fill('#code', code);
    await page.click('#track button');
    await page.waitForSelector('#thread .message');
    assert.equal(await page.locator('#thread .message').textContent(), idea.text);
    await page.fill('#write textarea', 'یک توضیح بیشتر');
    await page.click('#write button');
    await page.waitForSelector('#thread .notice');
    await page.click('#thread summary');
    await page.click('#withdraw button');
    await page.waitForSelector('#track:not([hidden])');
    assert.equal(await WaitingItemModel.countDocuments(), 0);
    const [first = ''] = code.split(' ');
    assert.ok(!sent.some((one) => decodeURIComponent(one.replaceAll('+', ' ')).includes(`${first} `)));
    assert.ok(!sent.some((one) => one.includes('راهنمای')));
    assert.deepEqual(errors, []);
  });

  it('is sent once when the reply is lost and the button is pressed again', async () => {
    await fill();
    await page.fill('#again', await words());
    await page.route('**/suggestions/items', async (route) => {
      await route.fetch();
      await route.abort();
      await page.unroute('**/suggestions/items');
    });
    await page.click('#go');
    await page.waitForSelector('#trouble:not([hidden])');
    await page.click('#go');
    await page.waitForSelector('#sent:not([hidden])');
    assert.equal(await WaitingItemModel.countDocuments(), 1);
  });
});
