/**
 * Ends the connection of an answer that nobody takes: what it holds (a place among the requests that are worked on, a cursor of the store,
 * memory) would else be held for ever. Node looks at each moment that something is taken, so a slow line is no reason.
 */
import type { RequestHandler } from 'express';
import { beforeHead } from './whenOver.ts';

const maxUnreadMs = 30_000;

export function unreadAnswers(maxMs = maxUnreadMs): RequestHandler {
  return (req, res, next) => {
    // Not earlier: how long an answer takes to be made is another matter. Node sets the connection back when the answer is over.
    beforeHead(res, () => req.socket.setTimeout(maxMs));
    next();
  };
}
