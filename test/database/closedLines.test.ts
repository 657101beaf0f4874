/**
 * A line that ends in the moment in which something is written to it: the driver alone waits for ever then, and so does everybody after it
 * where it was its own look at the server.
 */
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import mongoose, { mongo } from 'mongoose';
import { failOnClosedLines } from '../../server/database/closedLines.ts';
import { type BehindProxy, behindProxy } from '../support/behindProxy.ts';

interface Line {
  socket: Socket;
  command(namespace: object, command: object, options: object): Promise<unknown>;
}

/** Of the driver's insides, what the product looks at as well. */
const servers = () => {
  const { topology } = mongoose.connection.getClient() as unknown as {
    topology: {
      s: {
        servers: Map<string, { monitor: { connection: Line }; pool: { connections: { toArray(): Line[] } } }>;
      };
    };
  };
  return [...topology.s.servers.values()];
};

describe('a line that ends while something is written to it', function () {
  this.timeout(30_000);
  let store: BehindProxy;
  before(async () => {
    store = await behindProxy();
    await store.open('heartbeatFrequencyMS=500&minHeartbeatFrequencyMS=20&retryReads=false');
  });
  after(() => store?.close());

  const find = () => mongoose.connection.db!.collection('waves').findOne({});
  /** As the system does when the other side has gone: the end is told some moments later. */
  const end = ({ socket }: Line) => socket.destroy();

  it('fails what is written, be it a question or the look at the server', async () => {
    await find();
    const [server] = servers();
    const [line] = server!.pool.connections.toArray();
    for (const one of [line!, server!.monitor.connection]) {
      end(one);
      const namespace = { db: 'admin', toString: () => 'admin.$cmd' };
      await assert.rejects(
        one.command(namespace, { ping: 1 }, { socketTimeoutMS: 0 }),
        mongo.MongoNetworkError,
      );
    }
  });

  it('leaves no question without an answer, and none after it', async () => {
    await Promise.all(Array.from({ length: 8 }, find));
    for (const { monitor, pool } of servers())
      for (const line of [monitor.connection, ...pool.connections.toArray()]) end(line);
    const replies = await Promise.allSettled(Array.from({ length: 8 }, find));
    assert.ok(replies.some(({ status }) => status === 'rejected'));
    assert.equal(await find(), null);
  });

  it('is one that the product has seen to, whatever driver is installed', () => {
    assert.equal(failOnClosedLines(mongoose.connection.getClient()), true);
  });
});
