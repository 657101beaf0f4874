/** The audit trail at a syslog server: each entry once and in order, across restarts, cut lines and a restored store. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { audit } from '../../server/accounts/audit/audit.ts';
import { AuditModel } from '../../server/accounts/audit/auditEntry.ts';
import { syslogJob } from '../../server/system/syslog/syslogJob.ts';
import { syslogMessage } from '../../server/system/syslog/syslogMessage.ts';
import { selfSigned } from '../process/selfSigned.ts';
import { noon } from '../support/fixedClock.ts';
import { useDatabase } from '../support/testStore.ts';

const note = (action: string, detail: Record<string, string> = {}) =>
  audit({ at: noon, actor: 'sara', action, subject: { kind: 'wave', id: 'w1' }, detail });
const grammar =
  /^<(\d{1,3})>1 (\S+) (\S{1,255}) (\S{1,48}) (\S{1,128}) ([!-~]{1,32}) \[farhangsanj@32473((?: \w+="(?:[^"\\\]]|\\.)*")+)\] \ufeff(\{.*\})$/;

/** Messages of a stream, each with its length in bytes before it. */
function framesOf(bytes: Buffer): string[] {
  const frames: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(' ', at);
    const length = Number(bytes.toString('latin1', at, space));
    assert.ok(length > 0, 'a length stands before each message');
    frames.push(bytes.toString('utf8', space + 1, space + 1 + length));
    at = space + 1 + length;
  }
  return frames;
}
const positionsOf = (messages: readonly string[]) =>
  messages.map((message) => Number(/ position="(\d+)"/.exec(message)?.[1]));

describe('the audit trail at a syslog server', () => {
  useDatabase();
  const tcp = async (onLine: (socket: Socket) => void = () => undefined) => {
    const received: Buffer[] = [];
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (piece) => received.push(piece));
      onLine(socket);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    return {
      job: () => syslogJob({ syslog: { protocol: 'tcp', host: '127.0.0.1', port } }),
      received: () => framesOf(Buffer.concat(received)),
      close: () => new Promise((resolve) => server.close(resolve)),
    };
  };

  it('is written as RFC 5424 says, whatever stands in an entry', async () => {
    const entry = await note('wave.edit', { title: 'فرهنگ «کار»]"\\\nدو خط', note: 'x' });
    const named = { ...entry, actor: 'a"b]c\\d\ne' };
    const [, priority, at, , program, , kind, data = '', json = ''] =
      grammar.exec(syslogMessage(named)) ?? assert.fail(syslogMessage(named));
    assert.deepEqual([priority, at, program, kind], ['109', noon.toISOString(), 'farhangsanj', 'wave.edit']);
    assert.match(data, / actor="a\\"b\\\]c\\\\d e"/);
    const { detail, hash, subject } = JSON.parse(json);
    assert.deepEqual([detail, hash, subject], [entry.detail, entry.hash, { kind: 'wave', id: 'w1' }]);
    assert.match(syslogMessage({ ...entry, action: 'account.signInFailed' }), /^<108>1 /);
  });

  it('comes by TCP as it grows, and goes on after a restart where it was', async () => {
    const server = await tcp();
    for (let count = 0; count < 3; count += 1) await note('wave.edit');
    await server.job().run(null);
    assert.deepEqual(positionsOf(server.received()), [1, 2, 3]);
    await note('wave.close');
    await server.job().run(null);
    await server.job().run(null);
    assert.deepEqual(positionsOf(server.received()), [1, 2, 3, 4]);
    for (const message of server.received()) assert.match(message, grammar);
    await server.close();
  });

  it('loses nothing where the line is cut or nobody listens', async () => {
    let isCut = true;
    const server = await tcp((socket) => {
      if (isCut) socket.resetAndDestroy();
    });
    await note('wave.edit');
    await assert.rejects(server.job().run(null));
    isCut = false;
    await note('wave.close');
    await server.job().run(null);
    assert.deepEqual(positionsOf(server.received()).slice(-2), [1, 2]);
    await server.close();
    await note('wave.count');
    await assert.rejects(server.job().run(null), /ECONNREFUSED/);
  });

  it('comes whole again where a backup was restored', async () => {
    const server = await tcp();
    for (let count = 0; count < 3; count += 1) await note('wave.edit');
    await server.job().run(null);
    await AuditModel.deleteMany({});
    await note('wave.release');
    await server.job().run(null);
    assert.deepEqual(positionsOf(server.received()), [1, 2, 3, 1]);
    await server.close();
  });

  it('comes by TLS to a server whose certificate is trusted, and to no other', async () => {
    const { cert, key } = selfSigned();
    const received: Buffer[] = [];
    const server = createTlsServer({ cert, key }, (socket) => {
      socket.on('data', (piece) => received.push(piece));
    });
    server.on('tlsClientError', () => undefined);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const syslog = { protocol: 'tls', host: '127.0.0.1', port } as const;
    await note('wave.edit');
    await assert.rejects(syslogJob({ syslog }).run(null), /self-signed certificate/);
    assert.equal(received.length, 0);
    await syslogJob({ syslog: { ...syslog, ca: cert } }).run(null);
    assert.deepEqual(positionsOf(framesOf(Buffer.concat(received))), [1]);
    await new Promise((resolve) => server.close(resolve));
  });

  it('comes by UDP, one entry in a datagram', async () => {
    const socket = createSocket('udp4');
    const taken: string[] = [];
    const both = new Promise<void>((resolve) => {
      socket.on('message', (message) => {
        if (taken.push(message.toString()) === 2) resolve();
      });
    });
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    await note('wave.edit');
    await note('wave.close');
    const { port } = socket.address();
    await syslogJob({ syslog: { protocol: 'udp', host: '127.0.0.1', port } }).run(null);
    await both;
    assert.deepEqual(positionsOf(taken).sort(), [1, 2]);
    socket.close();
  });

  it('is sent nowhere where no server is named', async () => {
    await note('wave.edit');
    assert.equal(await syslogJob({ syslog: undefined }).run(null), undefined);
  });
});
