/** The program on a store by MONGODB_URI that other hosts use too: starts at the same time, and a line to the store that is cut. */
import assert from 'node:assert/strict';
import { startEmbedded } from '../../server/database/embedded/startEmbedded.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { type WireProxy, wireProxy } from '../support/wireProxy.ts';
import { buildFirst, newFolder, printed, type Started, start, stop } from './program.ts';

const address = /answers at (http:\/\/[\d.:]+)/;

describe('npm start on MONGODB_URI', function () {
  this.timeout(120_000);
  let store: Awaited<ReturnType<typeof startEmbedded>>;
  let proxy: WireProxy;
  let hosts: Started[];
  before(buildFirst);
  beforeEach(async () => {
    store = await startEmbedded({ folder: temporaryFolder('foreign') });
    proxy = await wireProxy(store.uri);
    hosts = [];
  });
  afterEach(async () => {
    await Promise.all(hosts.map(stop));
    await proxy.close();
    await store.close();
  });
  const startHost = () => {
    const host = start(newFolder(), {
      MONGODB_URI: `${proxy.uri}?directConnection=true`,
      SESSION_SECRET: 'x'.repeat(40),
    });
    hosts.push(host);
    return host;
  };

  it('lets several hosts start together on an empty database', async () => {
    const starting = [startHost(), startHost(), startHost()];
    const urls = await Promise.all(starting.map(async (host) => (await printed(host, address))[1]));
    for (const url of urls) assert.equal((await fetch(`${url}/healthz`)).status, 200);
  });

  it('runs on a server that refuses to cluster collections', async () => {
    let refused = 0;
    proxy.meddle = (command) => {
      if (!command.create || !command.clusteredIndex) return undefined;
      refused += 1;
      return { reply: { ok: 0, code: 115, codeName: 'CommandNotSupported', errmsg: 'clusteredIndex' } };
    };
    const url = (await printed(startHost(), address))[1];
    assert.ok(refused > 3, String(refused));
    assert.equal((await fetch(`${url}/healthz`)).status, 200);
  });

  it('answers 503 with a time to come again while the line to the store is cut, and works when it is back', async () => {
    const url = (await printed(startHost(), address))[1] ?? '';
    const ask = (path: string, body?: object) =>
      fetch(url + path, {
        headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      });
    // Another wave each time, because what was read a moment ago is remembered.
    let asked = 0;
    const unread = (before: string, after = '') => {
      asked += 1;
      return `${before}wave${asked}${after}`;
    };
    const requests = [
      () => ask(unread('/w/')),
      () => ask(unread('/w/', '/right'), { code: '0123-4567-89AB-CDEF-GHJK' }),
      () =>
        ask(unread('/w/', '/signature'), {
          code: '0123-4567-89AB-CDEF-GHJK',
          blinded: Buffer.alloc(256, 1).toString('base64'),
        }),
      () => ask(unread('/waves/', '/results')),
    ];
    for (const request of requests) assert.equal((await request()).status, 404);
    proxy.meddle = () => ({ cut: 'request' });
    for (const [at, request] of requests.entries()) {
      const reply = await request();
      assert.equal(reply.status, 503, `request ${at}`);
      assert.match(reply.headers.get('Retry-After') ?? '', /^[2-8]$/);
    }
    assert.equal((await ask('/healthz')).status, 503);
    proxy.meddle = () => undefined;
    for (let tries = 0; tries < 50 && (await ask('/healthz')).status !== 200; tries += 1);
    for (const request of requests) assert.equal((await request()).status, 404);
  });
});
