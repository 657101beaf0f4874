// Listens on the socket: one request of a connection after another, connections beside each other. A client that
// breaks the protocol loses its connection; the store goes on.
import { chmod } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { runCommand } from '../commands/registry.ts';
import type { Engine } from '../engine.ts';
import { errorReply, ProtocolError } from '../storeErrors.ts';
import { encodeReply } from './encodeReply.ts';
import { type Frame, FrameReader } from './frames.ts';
import { type Request, readRequest } from './messages.ts';
import { Outbox } from './outbox.ts';

const unfinishedMs = 60_000;

/** Stops taking requests and resolves when those being answered are done. */
type Stop = () => Promise<void>;

/** Listens on a unix socket at `path`, readable by its owner only. */
export async function listenOnSocket(engine: Engine, path: string): Promise<Stop> {
  const connections = new Map<Socket, Connection>();
  const outbox = new Outbox();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    connections.set(socket, new Connection(engine, socket, outbox));
    socket.on('close', () => connections.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  await chmod(path, 0o600);
  return async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of connections.keys()) socket.pause();
    await Promise.all([...connections.values()].map((each) => each.busy));
    outbox.flush();
    for (const socket of connections.keys()) socket.destroy();
    await closed;
  };
}

class Connection {
  /** Resolves when the request being answered has its answer; null when there is none. */
  busy: Promise<void> | null = null;
  private readonly engine: Engine;
  private readonly socket: Socket;
  private readonly outbox: Outbox;
  private readonly reader = new FrameReader();
  private waiting: Frame[] = [];

  constructor(engine: Engine, socket: Socket, outbox: Outbox) {
    this.engine = engine;
    this.socket = socket;
    this.outbox = outbox;
    // A client that stops in the middle of a message does not keep its part in memory for ever.
    socket.setTimeout(unfinishedMs, () => this.reader.isUnfinished && socket.destroy());
    socket.on('end', async () => {
      await this.busy;
      outbox.flush();
      socket.end();
    });
    socket.on('data', (chunk) => this.receive(chunk));
  }

  private receive(chunk: Buffer): void {
    try {
      this.waiting.push(...this.reader.push(chunk));
    } catch {
      this.socket.destroy();
      return;
    }
    if (this.busy) this.socket.pause();
    else this.answerWaiting();
  }

  /** Answers what waits, at once as far as that is possible. */
  private answerWaiting(): void {
    for (let frame = this.waiting.shift(); frame && !this.socket.destroyed; frame = this.waiting.shift()) {
      const wait = this.answer(frame);
      if (!wait) continue;
      this.busy = wait.then(() => {
        this.busy = null;
        this.socket.resume();
        this.answerWaiting();
        return this.busy ?? undefined;
      });
      return;
    }
  }

  private answer(frame: Frame): Promise<void> | undefined {
    let request: Request | null = null;
    const send = (reply: object) => {
      if (request?.wantsReply === false || this.socket.destroyed) return;
      this.outbox.send(this.socket, encodeReply(frame.requestId, reply, request?.legacy ?? false));
    };
    const fail = (error: unknown) => {
      if (error instanceof ProtocolError) this.socket.destroy();
      else send(errorReply(error));
    };
    try {
      request = readRequest(frame);
      const reply = runCommand(this.engine, request);
      if (reply instanceof Promise) return reply.then(send).catch(fail);
      send(reply);
    } catch (error) {
      fail(error);
    }
    return undefined;
  }
}
