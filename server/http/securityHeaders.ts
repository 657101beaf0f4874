/**
 * Security headers for every page. The policy allows no inline script or style, so charts use classes and
 * presentation attributes. Signed-in pages need `same-origin` referrers: with `no-referrer` browsers send
 * `Origin: null` with their forms.
 */
import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { isUnderDesk } from './deskPath.ts';

/** Names and values in turn, as `writeHead` takes them. They are the same for every request, so they are made once. */
export function answeringHeaders(https: boolean): string[] {
  const headers: string[] = ['Referrer-Policy', 'no-referrer'];
  const listener = {
    setHeader: (name: string, value: string) => headers.push(name, value),
    removeHeader: () => undefined,
  };
  helmetOf(https)({} as never, listener as unknown as ServerResponse, () => undefined);
  return headers;
}

export function securityHeaders(https: boolean): RequestHandler {
  const headers = answeringHeaders(https);
  const names = headers.filter((_, at) => at % 2 === 0);
  return (req, res, next) => {
    for (const [at, name] of names.entries()) res.setHeader(name, headers[2 * at + 1]!);
    if (isUnderDesk(req.path)) res.setHeader('Referrer-Policy', 'same-origin');
    next();
  };
}

function helmetOf(https: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'worker-src': ["'self'"],
        'manifest-src': ["'self'"],
        'form-action': ["'self'"],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: https,
    referrerPolicy: false,
    crossOriginEmbedderPolicy: false,
  });
}
