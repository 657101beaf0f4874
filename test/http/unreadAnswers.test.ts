/** Answers that nobody reads, and what one address or account may hold at once. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import supertest from 'supertest';
import { addressRate } from '../../server/http/addressRate.ts';
import { createServer, timeouts } from '../../server/http/listenHttp.ts';
import { overloadGate } from '../../server/http/overloadGate.ts';
import { shares } from '../../server/http/shares.ts';
import { unreadAnswers } from '../../server/http/unreadAnswers.ts';

/** More than the system takes over for a reader who is away. */
const long = Buffer.alloc(32 * 1024 * 1024, 'a');

async function serving(maxUnreadMs?: number) {
  const app = express();
  app.use(unreadAnswers(maxUnreadMs));
  app.get('/', (_req, res) => void res.send(long));
  const server = createServer({ tls: undefined, trustProxy: '' }).on('request', app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const begin = async (): Promise<IncomingMessage> => {
    const [answer] = await once(get({ port, host: '127.0.0.1', agent: false }), 'response');
    return answer as IncomingMessage;
  };
  return { server, begin };
}

describe('an answer that nobody reads', () => {
  it('ends with its connection', async () => {
    const { server, begin } = await serving(100);
    const closed = new Promise<void>((resolve) =>
      server.once('request', (_req, res) => res.once('close', resolve)),
    );
    const answer = await begin();
    await closed;
    await assert.rejects(answer.toArray(), /aborted/);
    server.closeAllConnections();
    server.close();
  });

  it('comes whole to who reads it', async () => {
    const { server, begin } = await serving();
    let bytes = 0;
    for await (const piece of await begin()) bytes += (piece as Buffer).length;
    assert.equal(bytes, long.length);
    server.closeAllConnections();
    server.close();
  });
});

describe('requests of one address', () => {
  it('beyond its rate are refused with little work, in the language and form of who asks', async () => {
    const app = express();
    app.set('trust proxy', true);
    // Nothing comes back while the test runs.
    app.use(addressRate({ perSecond: 0, burst: 2 }, (path) => path.startsWith('/api')));
    app.get('/{*any}', (_req, res) => void res.send('here'));
    const ask = (path: string, from: string, accept = 'text/html') =>
      supertest(app).get(path).set('X-Forwarded-For', from).set('Accept', accept);
    for (const path of ['/', '/en']) await ask(path, '10.0.0.1').expect(200);
    const [fa, en, json, program] = await Promise.all([
      ask('/', '10.0.0.1').expect(503),
      ask('/en/x', '10.0.0.1').expect(503),
      ask('/', '10.0.0.1', 'application/json').expect(503),
      ask('/api/v1/waves', '10.0.0.1').expect(503),
    ]);
    assert.match(fa.text, /<html lang="fa" dir="rtl">.*سامانه شلوغ است/);
    assert.match(en.text, /<html lang="en" dir="ltr">.*The server is busy/);
    assert.equal(json.body.error.key, 'errors:overloaded');
    assert.match(program.headers['content-type'] ?? '', /^application\/problem\+json/);
    for (const { headers } of [fa, en, json, program]) assert.ok(Number(headers['retry-after']) > 0);
    await ask('/', '10.0.0.2').expect(200);
  });
});

describe('a share', () => {
  it('is given back once, and is counted for each by themselves', () => {
    const take = shares(2);
    const [first, second] = [take('a'), take('a')];
    assert.equal(take('a'), null);
    assert.ok(take('b'));
    first?.();
    first?.();
    assert.ok(take('a'));
    assert.equal(take('a'), null);
    second?.();
    assert.ok(take('a'));
  });

  it('of the requests that are worked on is an eighth for one address', async () => {
    const app = express();
    app.set('trust proxy', true);
    app.use(overloadGate(16).middleware);
    const ends: (() => void)[] = [];
    app.get('/', (_req, res) => void ends.push(() => res.end()));
    app.use(
      ((error, _req, res, _next) =>
        void res.status(error.status).end()) satisfies express.ErrorRequestHandler,
    );
    const server = createServer({ tls: undefined, trustProxy: '1' })
      .on('request', app)
      .listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ask = async (from: string) => {
      const arrived = once(server, 'request');
      const answer = once(
        get({ port, host: '127.0.0.1', agent: false, headers: { 'X-Forwarded-For': from } }),
        'response',
      );
      await arrived;
      return answer.then(([one]) => (one as IncomingMessage).resume().statusCode);
    };
    const asked = [ask('10.0.0.1'), ask('10.0.0.1')];
    while (ends.length < 2) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(await ask('10.0.0.1'), 503);
    asked.push(ask('10.0.0.2'));
    while (ends.length < 3) await new Promise((resolve) => setImmediate(resolve));
    for (const end of ends) end();
    assert.deepEqual(await Promise.all(asked), [200, 200, 200]);
    server.closeAllConnections();
    server.close();
  });

  it('of the connections is bounded for one address, unless all come from the proxy', async () => {
    for (const [trustProxy, expected] of [
      ['', 1],
      ['1', 3],
    ] as const) {
      const server = createServer({ tls: undefined, trustProxy }, { ...timeouts, maxOfOneAddress: 1 });
      server.on('request', (_req, res) => res.end('here'));
      await once(server.listen(0, '127.0.0.1'), 'listening');
      const { port } = server.address() as AddressInfo;
      const answered = await Promise.all(
        Array.from({ length: 3 }, async () => {
          const socket = connect(port, '127.0.0.1');
          socket.on('error', () => undefined);
          let text = '';
          socket.on('data', (piece) => {
            text += piece;
          });
          socket.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
          await new Promise((resolve) => socket.once('data', resolve).once('close', resolve));
          return text;
        }),
      );
      assert.equal(answered.filter((text) => text.includes('here')).length, expected);
      server.closeAllConnections();
      server.close();
    }
  });
});
