/**
 * Stands between the driver and a store and reads every message: it can answer in the place of the server, change what the server
 * answers, refuse a command, or cut the line before or after the server has done what it was asked.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type Document, deserialize, serialize } from 'bson';

const opMsg = 2013;
const headerBytes = 16;

/** What is to happen to one command. */
export interface Meddling {
  /** Sent on in the place of the command. */
  command?: Document;
  /** Answered in the place of the server, which is not asked. */
  reply?: Document;
  /** Changes what the server answered. */
  change?(reply: Document): Document;
  /** Ends the connection: before the server hears of it, or after it has answered. */
  cut?: 'request' | 'reply';
  /** Holds the reply back for so long; for ever when it is Infinity, with the line left open. */
  delayMs?: number;
}

export interface WireProxy {
  uri: string;
  /** Looked at for each command; undefined lets it pass. */
  meddle: (command: Document) => Meddling | undefined;
  /** Refuses connections and ends those that there are, until it is set back. */
  setDown(isDown: boolean): void;
  close(): Promise<void>;
}

/**
 * @param target URI of a store at one address (host and port, or the path of a socket)
 * @param open another way to it, such as a secure line
 */
export async function wireProxy(
  target: string,
  open: () => Socket = () => connect(addressOf(target)),
): Promise<WireProxy> {
  const sockets = new Set<Socket>();
  let isDown = false;
  const server = createServer((client) => {
    if (isDown) return client.destroy();
    const store = open();
    for (const socket of [client, store]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          client.destroy();
          store.destroy();
        });
    }
    join(client, store, proxy);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const database = /\/([\w-]+)(?:\?|$)/.exec(target.replace(/^\w+:\/\//, ''))?.[1] ?? 'proxied';
  const proxy: WireProxy = {
    uri: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/${database}`,
    meddle: () => undefined,
    setDown(down) {
      isDown = down;
      if (down) for (const socket of sockets) socket.destroy();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

function addressOf(uri: string) {
  const host = decodeURIComponent(/^\w+:\/\/([^/?]+)/.exec(uri)?.[1] ?? '');
  if (host.startsWith('/')) return { path: host };
  const [name = 'localhost', port = '27017'] = host.split(':');
  return { host: name, port: Number(port) };
}

/** Requests and their replies come in pairs and in order on one connection. */
function join(client: Socket, store: Socket, proxy: WireProxy): void {
  const waiting: (Meddling | undefined)[] = [];
  onMessages(client, (message) => {
    const command = bodyOf(message);
    const meddling = command && proxy.meddle(command);
    if (meddling?.cut === 'request') return client.destroy();
    if (meddling?.reply) return client.write(withBody(message, meddling.reply, message.readInt32LE(4)));
    waiting.push(meddling);
    store.write(meddling?.command ? withBody(message, meddling.command) : message);
  });
  onMessages(store, (message) => {
    const meddling = waiting.shift();
    const reply = bodyOf(message);
    // Also where the reply is lost: a primary that repeats its replies remembers this one.
    const answer = meddling?.change && reply ? withBody(message, meddling.change(reply)) : message;
    if (meddling?.cut === 'reply') return client.destroy();
    if (!meddling?.delayMs) return client.write(answer);
    if (meddling.delayMs !== Infinity) setTimeout(() => client.write(answer), meddling.delayMs);
  });
}

function onMessages(socket: Socket, take: (message: Buffer) => void): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk as Buffer]);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const length = rest.readInt32LE(0);
      take(rest.subarray(0, length));
      rest = rest.subarray(length);
    }
  });
}

/** The document of a message whose body is one section of kind 0; undefined for the others. */
function bodyOf(message: Buffer): Document | undefined {
  if (message.readInt32LE(12) !== opMsg || message[20] !== 0) return undefined;
  const length = message.readInt32LE(21);
  return deserialize(message.subarray(21, 21 + length), { promoteLongs: false, promoteBuffers: false });
}

/** The message with another body; what follows the body stays. */
function withBody(message: Buffer, body: Document, responseTo = message.readInt32LE(8)): Buffer {
  const rest = message.subarray(21 + message.readInt32LE(21));
  const isReply = responseTo !== message.readInt32LE(8);
  const bytes = Buffer.concat([Buffer.from([0]), serialize(body), isReply ? Buffer.alloc(0) : rest]);
  const head = Buffer.alloc(headerBytes + 4);
  message.copy(head, 0, 0, headerBytes);
  head.writeInt32LE(head.length + bytes.length, 0);
  head.writeInt32LE(responseTo, 8);
  return Buffer.concat([head, bytes]);
}
