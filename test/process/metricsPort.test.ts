/** METRICS_PORT: a port of its own, which serves the numbers and nothing else, and asks for the token where there is one. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readConfig } from '../../server/config.ts';
import { serveMetrics } from '../../server/process/serveMetrics.ts';
import { useDatabase } from '../support/testStore.ts';

const host = '127.0.0.1';
const taken = async () => {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
};
const freePort = async () => {
  const { server, port } = await taken();
  await new Promise((resolve) => server.close(resolve));
  return port;
};

describe('METRICS_PORT', () => {
  useDatabase({ emptyEach: false });
  const stops: (() => Promise<void>)[] = [];
  const serve = async (environment: Record<string, string>) => {
    const port = await freePort();
    stops.push(await serveMetrics(readConfig({ HOST: host, METRICS_PORT: String(port), ...environment })));
    return `http://${host}:${port}`;
  };
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  it('serves the numbers under one address, and no page', async () => {
    const origin = await serve({});
    const answer = await fetch(`${origin}/metrics`);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
    assert.match(await answer.text(), /^farhangsanj_info\{version="[\d.]+"\} 1$/m);
    for (const path of ['/', '/desk', '/healthz', '/metrics/x'])
      assert.equal((await fetch(origin + path)).status, 404, path);
    assert.equal((await fetch(`${origin}/metrics`, { method: 'POST' })).status, 404);
  });

  it('asks for the token where one is set', async () => {
    const origin = await serve({ METRICS_TOKEN: 'a token of the monitoring' });
    const asked = (authorization: string) => fetch(`${origin}/metrics`, { headers: { authorization } });
    assert.equal((await fetch(`${origin}/metrics`)).status, 401);
    assert.equal((await asked('Bearer another token')).status, 401);
    assert.equal((await asked('Bearer a token of the monitoring')).status, 200);
  });

  it('is closed with the program, and says in a sentence that it is taken', async () => {
    const origin = await serve({});
    await stops.pop()?.();
    await assert.rejects(fetch(`${origin}/metrics`));
    const { server, port } = await taken();
    const config = readConfig({ HOST: host, METRICS_PORT: String(port) });
    await assert.rejects(serveMetrics(config), new RegExp(`METRICS_PORT: ${port} cannot be listened on`));
    server.close();
  });

  it('is not opened where it is not set', async () => {
    const stop = await serveMetrics(readConfig({ HOST: host }));
    await stop();
  });
});
