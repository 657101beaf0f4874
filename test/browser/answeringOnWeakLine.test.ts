/** What answering costs on a weak line, held to budgets: bytes, requests and script, with and without script in the browser. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { asset } from '../../server/http/assets.ts';
import { projectRoot } from '../../server/projectRoot.ts';
import { answerStep, startAnswering, useAnswering } from './supportAnswering.ts';

describe('answering on a weak line', function () {
  this.timeout(120_000);
  const { nextCode, link, newPage } = useAnswering();

  it('asks the first question within 60 kB and four requests', async () => {
    const page = await newPage();
    const sizes: number[] = [];
    page.on('requestfinished', async (request) => {
      const { responseBodySize, responseHeadersSize } = await request.sizes();
      if (request.method() === 'GET') sizes.push(responseBodySize + responseHeadersSize);
    });
    await page.goto(link(nextCode()));
    await page.waitForLoadState('networkidle');
    await page.locator('#start button').click();
    await page.locator('.item:visible').first().waitFor();
    assert.ok(sizes.length <= 4, `${sizes.length} requests`);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(total <= 60_000, `${total} bytes`);
  });

  it('needs at most 21,600 bytes of script for everything, the service worker included', () => {
    const scripts = ['answer.js', 'answerCredential.js', 'answerWorker.js', 'answerTransfer.js'];
    const sizes = scripts.map((name) => {
      const path = join(projectRoot, 'public/build', basename(asset(name)));
      return brotliCompressSync(readFileSync(path)).length;
    });
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(total <= 21_600, `${sizes.join(' + ')} bytes`);
  });

  it('asks each further page without script within 10 kB, and with script within none', async () => {
    const page = await newPage({ javaScriptEnabled: false });
    const code = nextCode();
    await page.goto(link(code));
    await page.locator('#code').fill(code);
    const sizes: number[] = [];
    page.on('requestfinished', async (request) => {
      if (!request.url().endsWith('/answers')) return;
      const { responseBodySize, responseHeadersSize, requestBodySize } = await request.sizes();
      sizes.push(responseBodySize + responseHeadersSize + requestBodySize);
    });
    await page.locator('#start button').click();
    for (let step = 0; (await page.locator('button[value="send"]').count()) === 0 && step < 60; step += 1) {
      await answerStep(page);
    }
    assert.ok(sizes.length > 8);
    assert.ok(Math.max(...sizes) <= 10_000, `${sizes.join(' ')} bytes`);
    const scripted = await newPage({ serviceWorkers: 'block' });
    await startAnswering(scripted, link(nextCode()));
    const asked: string[] = [];
    scripted.on('request', (request) => asked.push(request.url()));
    await answerStep(scripted);
    await answerStep(scripted);
    assert.deepEqual(asked, []);
  });
});
