/** Built files under /assets: compressed at build time (brotli, gzip), cached for a year because names carry hashes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import { projectRoot } from '../projectRoot.ts';

const folder = join(projectRoot, 'public/build');
const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

const compressed: RequestHandler = (req, res, next) => {
  if (!/^\/[\w.-]+\.(css|js|svg|json)$/.test(req.path)) return next();
  const chosen = encodings.find(
    ({ name, ending }) => req.acceptsEncodings(name) && existsSync(join(folder, req.path + ending)),
  );
  res.vary('Accept-Encoding');
  if (chosen) {
    res.type(req.path.slice(req.path.lastIndexOf('.')));
    res.setHeader('Content-Encoding', chosen.name);
    req.url = req.path + chosen.ending;
  }
  next();
};

export function staticFiles(): Router {
  const router = Router();
  router.use(
    '/assets',
    compressed,
    express.static(folder, { immutable: true, maxAge: '365d', index: false, fallthrough: false }),
  );
  return router;
}
