/**
 * Requests that are sent ahead on one connection, before the answers to those before were read. Browsers and proxies send one after the other;
 * of a connection that sends hundreds each would be worked on and its answer held, for nobody.
 */
import type { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import { whenOver } from './whenOver.ts';

const maxAhead = 4;
/** A connection, and an answer that is sent as a stream, are waited for in about a dozen places. */
const maxListeners = 32;

/** Mount it first: a connection with more of them is ended. */
export function requestsAhead(): RequestHandler {
  const open = new WeakMap<Socket, number>();
  return (req, res, next) => {
    const { socket } = req;
    const before = open.get(socket);
    res.setMaxListeners(maxListeners);
    if (before === undefined) socket.setMaxListeners(maxListeners);
    if ((before ?? 0) >= maxAhead) return void socket.destroy();
    open.set(socket, (before ?? 0) + 1);
    whenOver(res, () => open.set(socket, (open.get(socket) ?? 1) - 1));
    next();
  };
}
