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
/** @param formTarget a further origin to which forms may lead */
export function answeringHeaders(https: boolean, formTarget?: string): string[] {
  const headers: string[] = ['Referrer-Policy', 'no-referrer'];
  const listener = {
    setHeader: (name: string, value: string) => headers.push(name, value),
    removeHeader: () => undefined,
  };
  helmetOf(https, formTarget)({} as never, listener as unknown as ServerResponse, () => undefined);
  return headers;
}

/** @param provider address where people sign in; the form that signs out of the desk leads on to it */
export function securityHeaders(https: boolean, provider?: string): RequestHandler {
  const headers = answeringHeaders(https);
  const ofDesk = provider ? answeringHeaders(https, new URL(provider).origin) : headers;
  return (req, res, next) => {
    const isDesk = isUnderDesk(req.path);
    const chosen = isDesk ? ofDesk : headers;
    for (let at = 0; at < chosen.length; at += 2) res.setHeader(chosen[at]!, chosen[at + 1]!);
    if (isDesk) res.setHeader('Referrer-Policy', 'same-origin');
    next();
  };
}

function helmetOf(https: boolean, formTarget?: string) {
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
        'form-action': ["'self'", ...(formTarget ? [formTarget] : [])],
        'base-uri': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    },
    strictTransportSecurity: https,
    referrerPolicy: false,
    crossOriginEmbedderPolicy: false,
  });
}
