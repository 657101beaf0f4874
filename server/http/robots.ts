/** GET /robots.txt: search engines list the first page, the promise and public results, and ask for nothing that people type codes into. */
import type { RequestHandler } from 'express';
import { deskPath } from './deskPath.ts';

const languages = ['', '/fa', '/en', '/azb'];
const closed = [deskPath, '/w/', '/right', '/kiosk', '/healthz'];

export const robots: RequestHandler = (_req, res) => {
  const lines = languages.flatMap((prefix) => closed.map((path) => `Disallow: ${prefix}${path}`));
  res.type('text/plain').send(['User-agent: *', ...lines, ''].join('\n'));
};
