/**
 * The end of a request, whichever way it comes. A response that waits behind an unread one on the same connection is told nothing by node
 * when the connection goes, so whoever counts requests by the response alone counts it for ever.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Response } from 'express';

type Ended = Pick<ServerResponse, 'once' | 'off'> & { req: IncomingMessage };

/** Calls back once: when the response is sent, or its connection lost. */
export function whenOver(res: Ended, callback: () => void): void {
  const { socket } = res.req;
  if (socket.destroyed) return void setImmediate(callback);
  const end = () => {
    res.off('close', end);
    socket.off('close', end);
    callback();
  };
  res.once('close', end);
  socket.once('close', end);
}

/** Calls back at least once: when the response begins to be sent, so that its work is done or goes by the reader's pace, or when it is over. */
export function whenAnswered(res: Response, callback: () => void): void {
  beforeHead(res, callback);
  whenOver(res, callback);
}

/** Calls back before the head of the response is written. */
export function beforeHead(res: Response, callback: () => void): void {
  const writeHead = res.writeHead as (...args: unknown[]) => typeof res;
  res.writeHead = (...args: unknown[]) => {
    callback();
    return writeHead.apply(res, args);
  };
}
