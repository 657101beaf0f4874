/** Requests that are too large, too slow or never whole, over bare sockets: refused, the connection closed, nothing stored. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer, type HttpServer, timeouts } from '../../server/http/listenHttp.ts';
import { InvitationModel } from '../../server/participation/invitation.ts';
import { BallotModel } from '../../server/responses/ballot.ts';
import { type OpenWave, situation } from '../support/situation.ts';
import { testApp } from '../support/testApp.ts';
import { useDatabase } from '../support/testStore.ts';

const impatience = { headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 20 };

describe('requests that are not whole', () => {
  useDatabase({ emptyEach: false });
  let open: OpenWave;
  let server: HttpServer;
  let hasty: HttpServer;

  before(async () => {
    const { app, config } = await testApp();
    open = await situation.openWave({ keyDir: config.keyDir, offices: 1, invitations: 1 });
    [server, hasty] = [timeouts, impatience].map((limits) =>
      createServer({ tls: undefined, trustProxy: '' }, limits).on('request', app),
    ) as [HttpServer, HttpServer];
    for (const one of [server, hasty]) await once(one.listen(0, '127.0.0.1'), 'listening');
  });
  after(() => {
    for (const one of [server, hasty]) one.close();
  });
  afterEach(async () => {
    assert.equal(await BallotModel.countDocuments({}), 0);
    assert.equal(await InvitationModel.countDocuments({ used: true }), 0);
  });

  const head = (path: string, length: number) =>
    `POST /w/${open.wave._id}${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;

  async function connected(to: HttpServer): Promise<Socket> {
    const socket = connect((to.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  }

  /** All that the server says until it closes the connection. */
  async function untilClosed(socket: Socket): Promise<string> {
    let said = '';
    socket.on('data', (chunk) => {
      said += chunk;
    });
    socket.on('error', () => undefined);
    await once(socket, 'close');
    return said;
  }

  for (const path of ['/signature', '/ballots', '/right', '/answers']) {
    it(`${path} refuses what says it is too large before it is sent, and closes`, async () => {
      const socket = await connected(server);
      socket.write(head(path, 5_000_000));
      assert.match(await untilClosed(socket), /^HTTP\/1\.1 413 /);
    });
  }

  it('refuses what turns out too large, and closes', async () => {
    const socket = await connected(server);
    const piece = `8000\r\n${' '.repeat(0x8000)}\r\n`;
    socket.write(head('/ballots', 0).replace('Content-Length: 0', 'Transfer-Encoding: chunked'));
    socket.write(piece.repeat(17));
    assert.match(await untilClosed(socket), /^HTTP\/1\.1 413 /);
  });

  it('ends a request whose head does not come to an end', async () => {
    const socket = await connected(hasty);
    socket.write('POST /w/x/ballots HTTP/1.1\r\nHost: x\r\n');
    assert.match(await untilClosed(socket), /^HTTP\/1\.1 408 /);
  });

  it('ends a request whose body does not come to an end, and stores nothing of it', async () => {
    const socket = await connected(hasty);
    const body = JSON.stringify({ code: open.codes.office1![0], blinded: 'AAAA' });
    socket.write(head('/signature', body.length) + body.slice(0, -1));
    assert.match(await untilClosed(socket), /^HTTP\/1\.1 408 /);
  });

  it('forgets a request whose sender goes away in the middle, and serves the next', async () => {
    const socket = await connected(server);
    const arrived = once(server, 'request');
    socket.write(`${head('/ballots', 1000)}{"credential":`);
    const [request] = await arrived;
    const closed = new Promise((resolve) => request.once('close', resolve));
    socket.destroy();
    await closed;
    const { port } = server.address() as AddressInfo;
    assert.equal((await fetch(`http://127.0.0.1:${port}/healthz`)).status, 200);
  });

  it('answers a list where a form is asked for with a clear refusal, on every page that takes one', async () => {
    const { port } = server.address() as AddressInfo;
    for (const path of ['/suggestions/track', '/suggestions/new', '/suggestions/receipt', '/desk/sign-in']) {
      const headers = { 'Content-Type': 'application/json' };
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body: '[]' });
      assert.equal(answer.status, 400, path);
    }
  });

  it('answers what is no JSON, or packed, with a clear refusal', async () => {
    const { port } = server.address() as AddressInfo;
    const post = (headers: Record<string, string>) =>
      fetch(`http://127.0.0.1:${port}/w/${open.wave._id}/ballots`, {
        method: 'POST',
        headers: { Accept: 'application/json', ...headers },
        body: '{"credential":',
      });
    assert.equal((await post({ 'Content-Type': 'application/json' })).status, 400);
    // Not read at all: refused in the same words as a ballot with a malformed credential.
    assert.equal((await post({ 'Content-Type': 'text/plain' })).status, 403);
    const packed = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    assert.equal((await post(packed)).status, 415);
  });
});
