/**
 * A random name for each request, which its response, an error page and the log share; and the pattern of its address for the log, never
 * the address itself, in which a code or a token may stand. An id that a client sends is not taken over: it could name a person.
 */
import type { Request, RequestHandler } from 'express';
import { randomId } from '../database/randomId.ts';
import { deskPath, isUnderDesk } from './deskPath.ts';

const ids = new WeakMap<Request, string>();
const patterns = new WeakMap<Request, string>();

export function requestIdOf(req: Request): string {
  const id = ids.get(req) ?? randomId(10);
  ids.set(req, id);
  return id;
}

export const requestIdHeader: RequestHandler = (req, res, next) => {
  res.setHeader('X-Request-Id', requestIdOf(req));
  next();
};

/** For requests that no router takes. */
export function nameRoute(req: Request, pattern: string): void {
  patterns.set(req, pattern);
}

/** Such as `/desk/waves/:id`; with a star where nothing answers to the address. */
export function routeOf(req: Request): string {
  const named = patterns.get(req);
  if (named) return named;
  // By the time of an error or of the end, express has forgotten under which prefix the router lay.
  const prefix = isUnderDesk(req.originalUrl) ? deskPath : '';
  const path = req.route ? String(req.route.path) : '/*';
  return path === '/' && prefix ? prefix : `${prefix}${path}`;
}
