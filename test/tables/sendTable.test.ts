/** Downloads of tables: so many at once, and a turn for the next one when one has ended, in whichever way. */
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
    app.get('/', (_req, res) => void res.end());
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

  /** A request that needs no place. */
  const asFast = async (): Promise<IncomingMessage> => {
    const { port } = server.address() as AddressInfo;
    const [response] = await once(get({ port, host: '127.0.0.1', path: '/', agent: false }), 'response');
    return (response as IncomingMessage).resume();
  };

  /** Lets go of each as soon as it waits. */
  const readAll = async (answers: readonly (Promise<IncomingMessage> | undefined)[]) => {
    let isOver = false;
    const texts = Promise.all(answers.map(async (one) => (await (await one)?.toArray())?.join(''))).finally(
      () => {
        isOver = true;
      },
    );
    while (!isOver) {
      release();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return texts;
  };

  it('are four at once, two of one account; others wait until one was read or given up', async () => {
    const answered: string[] = [];
    const ask = (account: string) =>
      begin(account).then((answer) => {
        answered.push(account);
        return answer;
      });
    const four = [ask('a'), ask('a'), ask('b'), ask('b')];
    await Promise.all(four);
    const waiting = [ask('a'), ask('c')];
    // Whatever comes to all others has been answered before.
    for (let more = 0; more < 5; more += 1) assert.equal((await asFast()).statusCode, 200);
    assert.equal(answered.length, 4);
    (await four[2])?.destroy();
    assert.equal((await waiting[1])?.statusCode, 200);
    assert.equal(answered.at(-1), 'c', 'a third of one account waits for its own');
    const texts = await readAll([four[0], four[1], four[3], waiting[1]]);
    assert.deepEqual(new Set(texts), new Set(['a,b\n1,2\n']));
    assert.deepEqual(await readAll([waiting[0]]), ['a,b\n1,2\n']);
  });

  it('are refused when too many of one account wait', async () => {
    const asked = Array.from({ length: 21 }, () => begin('d'));
    const refused = await Promise.any(
      asked.map(async (one) => ((await one).statusCode === 503 ? 503 : Promise.reject(new Error()))),
    );
    assert.equal(refused, 503);
    assert.equal((await begin('e')).statusCode, 200);
    server.closeAllConnections();
    await Promise.allSettled(asked);
  });
});
