// Listens on the socket: one request of a connection after another, connections beside each other. A client that
// breaks the protocol loses its connection; the store goes on.
import { chmod } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { runCommand } from '../commands/registry.ts';
import type { Engine } from '../engine.ts';
import { errorReply, ProtocolError } from '../errors.ts';
import { type Frame, FrameReader } from './frames.ts';
import { readRequest, writeReply } from './messages.ts';

const unfinishedMs = 60_000;

export interface Listener {
  /** Stops taking requests and resolves when those being answered are done. */
  close(): Promise<void>;
}

/** Listens on a unix socket at `path`, readable by its owner only. */
export async function listen(engine: Engine, path: string): Promise<Listener> {
  const sockets = new Map<Socket, Promise<void>>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.set(socket, Promise.resolve());
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    serve(engine, socket, (busy) => sockets.set(socket, busy));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  await chmod(path, 0o600);
  return { close: () => stop(server, sockets) };
}

async function stop(server: Server, sockets: Map<Socket, Promise<void>>): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  for (const socket of sockets.keys()) socket.pause();
  await Promise.all([...sockets.values()]);
  for (const socket of sockets.keys()) socket.destroy();
  await closed;
}

function serve(engine: Engine, socket: Socket, onBusy: (busy: Promise<void>) => void): void {
  const reader = new FrameReader();
  let busy = Promise.resolve();
  // A client that stops in the middle of a message does not keep its part in memory for ever.
  socket.setTimeout(unfinishedMs, () => reader.isUnfinished && socket.destroy());
  socket.on('end', () => void busy.then(() => socket.end()));
  socket.on('data', (chunk) => {
    let frames: Frame[];
    try {
      frames = reader.push(chunk);
    } catch {
      socket.destroy();
      return;
    }
    if (frames.length === 0) return;
    socket.pause();
    busy = busy.then(() => answerAll(engine, socket, frames)).then(() => void socket.resume());
    onBusy(busy);
  });
}

async function answerAll(engine: Engine, socket: Socket, frames: Frame[]): Promise<void> {
  for (const frame of frames) {
    if (socket.destroyed) return;
    const reply = await answer(engine, frame);
    if (reply === 'broken') socket.destroy();
    else if (reply && !socket.destroyed) socket.write(reply);
  }
}

async function answer(engine: Engine, frame: Frame): Promise<Buffer | 'broken' | null> {
  let legacy = false;
  let wantsReply = true;
  try {
    const request = readRequest(frame);
    ({ legacy, wantsReply } = request);
    const reply = await runCommand(engine, request);
    return wantsReply ? writeReply(frame.requestId, reply, legacy) : null;
  } catch (error) {
    if (error instanceof ProtocolError) return 'broken';
    return wantsReply ? writeReply(frame.requestId, errorReply(error), legacy) : null;
  }
}
