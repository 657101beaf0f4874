/**
 * A fast path before all other middleware for the requests that every respondent makes: a handful of addresses under /w/<wave> that
 * need no session, form, language or template, and arrive by the hundred in a second. Everything else goes on to the ordinary routes.
 */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { Overloaded } from './overloadGate.ts';
import { readJson } from './readJson.ts';
import { nameRoute } from './requestId.ts';

export interface QuickReply {
  status: number;
  /** Names and values in turn, beside the security headers. */
  headers: readonly string[];
  body: string | Buffer;
}

export interface QuickRoute {
  method: 'GET' | 'POST';
  /** What follows the wave in the address, such as `/ballots`. */
  ending: string;
  /** Called before the body is read; throws the error that refuses the request. */
  requireRoom?(): void;
  /** null leaves the request to the ordinary routes (only for GET: the body of a POST has been read). */
  answer(req: Request, res: Response, wave: string, body: unknown): Promise<QuickReply | null>;
}

const address = /^(?:\/(?:fa|en|azb))?\/w\/([\w-]+)(\/[a-z]+)?$/;

/**
 * @param headers the security headers, names and values in turn
 * @param beforeErrorPage middleware that a request needs before its error can be rendered as a page
 */
export function quickRoutes(
  routes: readonly QuickRoute[],
  headers: readonly string[],
  beforeErrorPage: readonly RequestHandler[],
): RequestHandler {
  const byName = new Map(routes.map((route) => [`${route.method} ${route.ending}`, route]));
  const refuse: ErrorRequestHandler = (error, req, res, next) => {
    if (error instanceof Overloaded) return send(res, headers, overloadedReply(error));
    // Only scripts send these: a page would cost more than the work.
    if (req.method === 'POST') req.headers.accept = 'application/json';
    for (const prepare of beforeErrorPage) prepare(req, res, () => undefined);
    next(error);
  };
  return (req, res, next) => {
    const found = address.exec(req.url);
    const route = found && byName.get(`${req.method} ${found[2] ?? ''}`);
    if (!route) return next();
    answerRoute(route, req, res, found[1]!).then(
      (reply) => (reply ? send(res, headers, reply) : next()),
      (error: unknown) => {
        nameRoute(req, `/w/:wave${route.ending}`);
        refuse(error, req, res, next);
      },
    );
  };
}

async function answerRoute(route: QuickRoute, req: Request, res: Response, wave: string) {
  route.requireRoom?.();
  const body = route.method === 'POST' ? await readJson(req) : undefined;
  return route.answer(req, res, wave, body);
}

function send(res: Response, fixed: readonly string[], { status, headers, body }: QuickReply): void {
  const length = status === 304 ? [] : ['Content-Length', String(Buffer.byteLength(body))];
  // The rest of an unread body is not waited for.
  const close = res.req.complete ? [] : ['Connection', 'close'];
  res.writeHead(status, [...fixed, ...headers, ...length, ...close]);
  res.end(body);
}

const jsonHeaders = ['Content-Type', 'application/json; charset=utf-8', 'Cache-Control', 'no-store'];

/** A reply that nobody may cache. */
export function jsonReply(status: number, value: object): QuickReply {
  return { status, headers: jsonHeaders, body: JSON.stringify(value) };
}

/** Has no message to show, because pages treat it like a busy line: they keep the answers and retry by themselves. */
function overloadedReply({ status, messageKey, retryAfterSeconds }: Overloaded): QuickReply {
  const { headers, body } = jsonReply(status, { error: { key: messageKey } });
  return { status, headers: [...headers, 'Retry-After', String(retryAfterSeconds)], body };
}
