/** Browsers that store nothing, lose what stores, or fail in the middle: everyone can answer, once, and knows what is kept. */
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { BallotModel } from '../../server/responses/ballot.ts';
import { answerStep, startAnswering, textOf, toReview, until, useAnswering } from './supportAnswering.ts';

const withoutStore = {
  'has no IndexedDB': `Object.defineProperty(self, 'indexedDB', { value: undefined });`,
  'throws when it is opened': `IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };`,
  'refuses it': `IDBFactory.prototype.open = () => {
    const request = new EventTarget();
    setTimeout(() => request.onerror(new Event('error')));
    return request;
  };`,
  'never answers': 'IDBFactory.prototype.open = () => new EventTarget();',
};

/** Keeps the connection where a test can take it away. */
const keepConnection = `
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...how) {
    self.connection = this;
    if (self.lost > 0) {
      self.lost -= 1;
      throw new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError');
    }
    return transaction.apply(this, how);
  };`;

describe('answering in poor browsers', function () {
  this.timeout(120_000);
  const someone = useAnswering();

  async function newPage(before: string): Promise<Page> {
    const page = await someone.newPage({ serviceWorkers: 'block' });
    await page.addInitScript({ content: before });
    return page;
  }

  for (const [kind, missing] of Object.entries(withoutStore)) {
    it(`sends once from a browser that ${kind}, and says that nothing is kept`, async () => {
      const before = await BallotModel.countDocuments({});
      const page = await newPage(missing);
      await startAnswering(page, someone.link(someone.nextCode()));
      await answerStep(page);
      await until(async () => (await textOf(page, '.kept')).includes('این مرورگر امکان ذخیره'));
      await toReview(page);
      await page.locator('.next').click();
      await page.locator('.ending:visible').waitFor();
      assert.equal(await BallotModel.countDocuments({}), before + 1);
    });
  }

  it('opens a lost connection again, and says when that is in vain', async () => {
    const page = await newPage(keepConnection);
    const address = someone.link(someone.nextCode());
    const kept = (words: string) => until(async () => (await textOf(page, '.kept')).includes(words));
    const chosen = () => page.locator('#sheet input:checked').count();
    const choose = (number: number) => page.locator(`#q-${number} label`).nth(2).click();
    await startAnswering(page, address);
    await choose(1);
    await kept('در همین دستگاه ذخیره');
    for (const [number, loss] of [
      [2, 'self.connection.close()'],
      [3, 'self.lost = 1'],
    ] as const) {
      await page.evaluate(loss);
      await choose(number);
      await page.locator('.kept:not([aria-busy])').waitFor();
      await kept('در همین دستگاه ذخیره');
      await page.reload();
      await page.locator('#sheet').waitFor();
      assert.equal(await chosen(), number, loss);
    }
    // Not a number of losses: what the page saves by itself after the server's reply would use them up.
    await page.evaluate('self.lost = Infinity');
    await choose(1);
    await kept('این مرورگر امکان ذخیره');
    await page.evaluate('self.lost = 0');
    await choose(2);
    await kept('در همین دستگاه ذخیره');
  });

  it('lets a newer tab change the store, and stores on in what that has made', async () => {
    const page = await newPage(keepConnection);
    await startAnswering(page, someone.link(someone.nextCode()));
    await page.locator('#q-1 label').nth(2).click();
    await page.locator('.kept:not([aria-busy])').waitFor();
    const change = `new Promise((resolve, reject) => {
      const opening = indexedDB.open('answering', 7);
      opening.onblocked = () => reject(new Error('blocked'));
      opening.onsuccess = () => { opening.result.close(); resolve(opening.result.version); };
    })`;
    assert.equal(await page.evaluate<number>(change), 7);
    await page.locator('#q-2 label').nth(2).click();
    await until(async () => (await textOf(page, '.kept')).includes('در همین دستگاه ذخیره'));
    await page.locator('.kept:not([aria-busy])').waitFor();
    await page.reload();
    await page.locator('#sheet').waitFor();
    assert.equal(await page.locator('#sheet input:checked').count(), 2);
  });

  it('says that a full disk keeps nothing, and keeps again when there is room', async () => {
    const page = await newPage(`
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (...what) {
        const request = put.apply(this, what);
        if (self.full) this.transaction.abort();
        return request;
      };`);
    await startAnswering(page, someone.link(someone.nextCode()));
    await page.evaluate('self.full = true');
    await page.locator('#q-1 label').nth(2).click();
    await until(async () => (await textOf(page, '.kept')).includes('این مرورگر امکان ذخیره'));
    await page.evaluate('self.full = false');
    await page.locator('#q-2 label').nth(2).click();
    await until(async () => (await textOf(page, '.kept')).includes('در همین دستگاه ذخیره'));
  });

  it('joins earlier answers that the browser did not show at first', async () => {
    const page = await newPage(`${keepConnection}; self.lost = Number(sessionStorage.lost ?? 0);`);
    await startAnswering(page, someone.link(someone.nextCode()));
    await page.locator('#q-1 label').nth(2).click();
    await page.locator('.kept:not([aria-busy])').waitFor();
    await page.evaluate('sessionStorage.lost = 2');
    await page.reload();
    await page.locator('#unit:visible').waitFor();
    await page.locator('#start button').click();
    await page.locator('#q-2 label').nth(2).click();
    await page.locator('#q-1 input:checked').waitFor({ state: 'attached' });
    assert.equal(await page.locator('#sheet input:checked').count(), 2);
  });

  /** What fails, and how many answers were given before. */
  const failures: [string, string, number][] = [
    [
      'on the first page',
      'SubtleCrypto.prototype.deriveBits = () => Promise.reject(new TypeError("no"));',
      0,
    ],
    [
      'when the questionnaire opens',
      'HTMLElement.prototype.focus = () => { throw new TypeError("no"); };',
      0,
    ],
    ['between two pages', 'History.prototype.pushState = () => { throw new TypeError("no"); };', 3],
    [
      'when it is sent',
      'SubtleCrypto.prototype.importKey = (of => function (...how) { return how[2].name ? Promise.reject(new TypeError("no")) : of.apply(this, how); })(SubtleCrypto.prototype.importKey);',
      99,
    ],
  ];
  for (const [when, broken, answers] of failures) {
    it(`goes on without script, with code and answers, where something fails ${when}`, async () => {
      const before = await BallotModel.countDocuments({});
      const page = await newPage(broken);
      const code = someone.nextCode();
      await page.goto(someone.link(code));
      if (answers > 0) {
        await page.locator('#unit:visible').waitFor();
        await page.locator('#start button').click();
        if (answers < 99) await answerStep(page);
        else {
          await toReview(page);
          await page.locator('.next').click();
        }
      } else if (when !== 'on the first page') await page.locator('#start button').click();
      await page.locator('.plain #code:visible').waitFor();
      assert.equal(await page.locator('#code').inputValue(), code);
      await page.locator('#start button').click();
      await page.waitForURL('**/answers');
      const carried = await page
        .locator('input:checked:not(#larger), input[type=hidden][name^="i."]')
        .count();
      assert.ok(carried >= Math.min(answers, 20), `${carried}`);
      await answerStep(page);
      for (let step = 0; (await page.locator('button[value="send"]').count()) === 0 && step < 60; step += 1)
        await page.locator('.next').click();
      await page.locator('button[value="send"]').click();
      await page.locator('.ending:visible').waitFor();
      assert.equal(await BallotModel.countDocuments({}), before + 1);
    });
  }

  it('stays as it is where something else on the page fails, such as an extension', async () => {
    const page = await newPage('');
    await startAnswering(page, someone.link(someone.nextCode()));
    await page.evaluate(`setTimeout(() => { throw new Error('not ours'); })`);
    await page.evaluate(`void Promise.reject(new Error('not ours'))`);
    await answerStep(page);
    await page.locator('.item:visible').first().waitFor();
    assert.equal(await page.locator('html.script').count(), 1);
  });
});
