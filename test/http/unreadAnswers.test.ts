/** Answers that nobody reads, and what one address or account may hold at once. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import express from 'express';
import { createServer, timeouts } from '../../server/http/listenHttp.ts';
import { overloadGate } from '../../server/http/overloadGate.ts';
import { shares } from '../../server/http/shares.ts';
import { turns } from '../../server/http/turns.ts';
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

  it('of the requests that are taken is an eighth for one address, a quarter of it worked on while the others wait', async () => {
    const app = express();
    app.set('trust proxy', true);
    app.use(overloadGate(64).middleware);
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
    const ask = (from: string) => {
      const request = get({ port, host: '127.0.0.1', agent: false, headers: { 'X-Forwarded-For': from } });
      return once(request, 'response').then(([one]) => (one as IncomingMessage).resume().statusCode);
    };
    const arrived = async (count: number) => {
      while (ends.length < count) await new Promise((resolve) => setImmediate(resolve));
    };
    const nine = Array.from({ length: 9 }, () => ask('10.0.0.1'));
    assert.equal(await Promise.race(nine), 503);
    await arrived(2);
    const other = ask('10.0.0.2');
    await arrived(3);
    assert.equal(ends.length, 3, 'two of an address at once');
    for (let at = 0; at < 9; at += 1) {
      await arrived(at + 1);
      ends[at]?.();
    }
    assert.equal(await other, 200);
    assert.equal((await Promise.all(nine)).filter((status) => status === 200).length, 8);
    server.closeAllConnections();
    server.close();
  });

  it('is given on in the order of asking, and given back once', async () => {
    const takeTurn = turns(1);
    const [first, second, third] = [takeTurn('a'), takeTurn('a'), takeTurn('a')];
    const end = await first;
    end();
    end();
    const endOfSecond = await second;
    assert.equal(await Promise.race([third, Promise.resolve('waits')]), 'waits');
    endOfSecond();
    (await third)();
    (await takeTurn('a'))();
  });

  it('comes in the turn of the event loop after the one before, so that nobody is served hundreds of times in one', async () => {
    const takeTurn = turns(2);
    let served = 0;
    for (let at = 0; at < 10; at += 1)
      takeTurn('a').then((end) => {
        served += 1;
        end();
      });
    const inTurns: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      inTurns.push(served);
    }
    assert.ok(
      inTurns.every((count, turn) => count <= 2 * (turn + 2)),
      inTurns.join(),
    );
    assert.equal(inTurns.at(-1), 10);
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
