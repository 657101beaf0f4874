/**
 * Whoever runs the network or the server withholds the script, or spoils it, so that a browser answers in the way that rests on the server's word.
 * However it is done, the page makes the weaker promise before anything leaves with a code in it.
 */
import assert from 'node:assert/strict';
import type { Page, Route } from 'playwright-core';
import { answerStep, startAnswering, textOf, toReview, useAnswering } from './supportAnswering.ts';

const main = '**/assets/answer-*.js';

/** What is withheld or spoilt, and how. */
const ways: Record<string, [pattern: string, spoil: (route: Route) => Promise<void>]> = {
  'the script never arrives': [main, (route) => route.abort()],
  'the script is not there': [main, (route) => route.fulfill({ status: 404, body: '' })],
  'the script is empty': [main, (route) => route.fulfill({ contentType: 'text/javascript', body: '' })],
  'the script breaks': [main, (route) => route.fulfill({ contentType: 'text/javascript', body: 'throw 1' })],
  'the page forbids scripts': [
    '**/w/*',
    async (route) => {
      const reply = await route.fetch();
      const headers = { ...reply.headers(), 'content-security-policy': "script-src 'none'" };
      await route.fulfill({ response: reply, headers });
    },
  ],
};

describe('a browser whose script is withheld', function () {
  this.timeout(120_000);
  const someone = useAnswering();

  /** Requests that carry a code or answers. */
  const carrying = (page: Page) => {
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(new URL(request.url()).pathname.split('/').at(-1)!);
    });
    return sent;
  };

  it('is told the weaker promise before anything is sent, in every way of withholding', async () => {
    for (const [how, [pattern, spoil]] of Object.entries(ways)) {
      const page = await someone.newPage({ serviceWorkers: 'block' });
      const sent = carrying(page);
      await page.route(pattern, spoil);
      await page.goto(someone.link(someone.nextCode()));
      await page.locator('#code:visible').waitFor();
      assert.match(await textOf(page, '.vow:visible'), /را خود سامانه رعایت می‌کند/, how);
      assert.equal(await page.locator('.strong-only:visible').count(), 0, how);
      assert.ok(await page.locator('#promise .notice:visible').count(), how);
      assert.deepEqual(sent, [], how);
    }
  });

  it('that had promised more sends nothing in the weaker way, where the part that makes credentials is withheld', async () => {
    const page = await someone.newPage({ serviceWorkers: 'block' });
    const sent = carrying(page);
    await page.route('**/assets/answerCredential-*.js', (route) => route.abort());
    await startAnswering(page, someone.link(someone.nextCode()));
    await answerStep(page);
    await toReview(page);
    await page.locator('.next').click();
    await page.locator('.failure:visible, .plain #code:visible').first().waitFor();
    assert.deepEqual([...new Set(sent)], ['right']);
  });
});
