/**
 * A phone on a line of 64 kbit/s and 800 ms latency, in a real browser with an empty cache: how long until the first question can be
 * answered, and what comes after it (service worker, keys, cryptography) while the person reads.
 */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { inviteOffice } from '../server/participation/inviteOffice.ts';
import { WaveModel } from '../server/waves/wave.ts';
import { figure, type Measurement } from './support/figure.ts';
import { openWave } from './support/openWave.ts';
import { startServer } from './support/processes.ts';
import { temporaryFolders } from './support/province.ts';
import { withStore } from './support/withStore.ts';

const id = 'weakline';
/** 64 kbit/s both ways. */
const line = { offline: false, latency: 800, downloadThroughput: 8000, uploadThroughput: 8000 };

async function launched() {
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (found) return chromium.launch({ executablePath: found, args: ['--no-sandbox', '--disable-gpu'] });
  const { default: packed } = await import('@sparticuz/chromium');
  return chromium.launch({ executablePath: await packed.executablePath(), args: packed.args });
}

export const weakLine: Measurement = {
  name: 'weakLine',
  title: 'First question at 64 kbit/s and 800 ms (70 items)',
  yardstick: 'LimeSurvey 6.14, 66 items',
  async run(_sizes, say) {
    const folders = temporaryFolders();
    try {
      say('one open wave');
      const wave = await openWave(id, folders.keyDir);
      const code = await withStore(folders.dataDir, async () => {
        const made = await WaveModel.create(wave);
        const [first] = await inviteOffice({
          wave: { ...made.toObject(), state: 'open' },
          office: 'o0',
          count: 1,
        });
        return first ?? '';
      });
      const server = await startServer(folders);
      const measured = await measured64(`${server.url}/w/${id}#${code}`, say);
      await server.stop();
      return measured;
    } finally {
      folders.remove();
    }
  },
};

async function measured64(address: string, say: (line: string) => void) {
  const browser = await launched();
  const page = await (await browser.newContext({ viewport: { width: 360, height: 740 } })).newPage();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', line);
  let bytes = 0;
  let requests = 0;
  devtools.on('Network.requestWillBeSent', ({ request }) => {
    if (request.url.startsWith('http')) requests += 1;
  });
  devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const began = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  await page.locator('#promise h1').waitFor();
  const read = performance.now() - began;
  await page.locator('html.script').waitFor({ state: 'attached' });
  await page.locator('#start button').click();
  await page.locator('.item:visible').first().waitFor();
  const ready = performance.now() - began;
  const first = { bytes, requests };
  say('first question');
  await page.waitForFunction('navigator.serviceWorker.ready.then(() => true)');
  await page.waitForLoadState('networkidle');
  const kept = performance.now() - began;
  await browser.close();
  return [
    figure('requests before the first question', '', first.requests, 26),
    figure('bytes before the first question', 'kB', first.bytes / 1024, 608),
    figure('until the promise can be read', 's', read / 1000),
    figure('until the first question can be answered', 's', ready / 1000),
    figure('until everything is kept for offline', 's', kept / 1000),
  ];
}
