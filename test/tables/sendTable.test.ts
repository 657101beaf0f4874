/** Downloads of tables: so many at once, and a place for the next one when one has ended, in whichever way. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler } from 'express';
import type { HttpError } from '../../server/http/httpErrors.ts';
import { sendCsv } from '../../server/tables/sendTable.ts';

describe('downloads of tables', () => {
  let server: Server;
  let release: () => void = () => undefined;
  before(async () => {
    const app = express();
    async function* pieces() {
      yield 'a,b\n';
      await new Promise<void>((resolve) => {
        const others = release;
        release = () => {
          others();
          resolve();
        };
      });
      yield '1,2\n';
    }
    app.get('/:account', (req, res) => {
      req.user = { _id: req.params.account } as Express.User;
      return sendCsv(res, 'table.csv', pieces());
    });
    app.use(((error: HttpError, _req, res, _next) => {
      res.status(error.status).end();
    }) satisfies ErrorRequestHandler);
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());
  const begin = async (account = 'a'): Promise<IncomingMessage> => {
    const { port } = server.address() as AddressInfo;
    const [response] = await once(
      get({ port, host: '127.0.0.1', path: `/${account}`, agent: false }),
      'response',
    );
    return response as IncomingMessage;
  };

  it('are four at once, two of one account; others are told to come again, until one was read or given up', async () => {
    const two = await Promise.all([begin(), begin()]);
    assert.equal((await begin()).statusCode, 503, 'a third of one account');
    const four = [...two, ...(await Promise.all([begin('b'), begin('b')]))];
    assert.deepEqual(new Set(four.map(({ statusCode }) => statusCode)), new Set([200]));
    assert.equal((await begin('c')).statusCode, 503, 'a fifth of another');
    four[0]?.destroy();
    let next = await begin('c');
    // The server hears of it by and by.
    while (next.statusCode === 503) next = await begin('c');
    assert.equal(next.statusCode, 200);
    release();
    const texts = await Promise.all(
      [...four.slice(1), next].map(async (one) => (await one.toArray()).join('')),
    );
    assert.deepEqual(new Set(texts), new Set(['a,b\n1,2\n']));
    const last = await begin();
    assert.equal(last.statusCode, 200);
    last.destroy();
    release();
  });
});
