/**
 * Security headers for every page. The policy allows no inline script or style, so charts use classes and
 * presentation attributes. Signed-in pages need `same-origin` referrers: with `no-referrer` browsers send
 * `Origin: null` with their forms.
 */
import type { RequestHandler } from 'express';
import helmet from 'helmet';

export function securityHeaders(https: boolean): RequestHandler {
  const guard = helmet({
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
  return (req, res, next) => {
    res.setHeader('Referrer-Policy', req.path.startsWith('/desk') ? 'same-origin' : 'no-referrer');
    guard(req, res, next);
  };
}
