/**
 * The first page of a wave is the same for everyone, so it is rendered and packed once for as long as the wave is kept in memory
 * (`getCachedWave`), not once for each of the hundreds who open it in the same second.
 */
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { type RequestHandler, type Response, Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { getCachedWave } from '../waves/cachedWave.ts';
import { phaseOf, type Wave } from '../waves/wave.ts';

const pack = promisify(brotliCompress);
/** Languages, with and without a secure context, and room for several host names. */
const mostVariants = 16;

interface KeptPage {
  headers: Record<string, string>;
  body: Buffer;
}

/** Nine tenths of what the best quality saves, in a twentieth of its time. */
const packing = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

/** By wave and variant; null while the page is being packed. */
const pages = new WeakMap<Wave, Map<string, KeptPage | null>>();
const keptHeaders = ['content-type', 'cache-control', 'etag'];

/** Answers for the pages' own route where it can; otherwise remembers what that route sends. */
export function keptPages({ clock }: Pick<AppContext, 'clock'>): Router {
  const router = Router();
  const serve: RequestHandler<{ wave: string }> = async (req, res, next) => {
    const wave = await getCachedWave(req.params.wave);
    const phase = wave ? phaseOf(wave, clock.now()) : null;
    const isPlain = req.method === 'GET' && !req.originalUrl.includes('?') && !req.headers.range;
    if (!wave || !isPlain || (phase !== 'open' && phase !== 'grace')) return next();
    const key = [phase, req.protocol, req.hostname, req.originalUrl].join(' ');
    const variants = pages.get(wave) ?? new Map<string, KeptPage | null>();
    pages.set(wave, variants);
    const page = variants.get(key);
    if (!page || req.acceptsEncodings('br') !== 'br') {
      if (page === undefined && variants.size < mostVariants) rememberSent(res, key, variants);
      return next();
    }
    res.set({ ...page.headers, 'Content-Encoding': 'br' }).vary('Accept-Encoding');
    if (req.fresh) return void res.status(304).end();
    res.setHeader('Content-Length', page.body.length);
    res.end(page.body);
  };
  router.get('/w/:wave', serve);
  return router;
}

/** Packs what is sent, after it was sent. */
function rememberSent(res: Response, key: string, variants: Map<string, KeptPage | null>): void {
  const send = res.send.bind(res);
  res.send = (body) => {
    const sent = send(body);
    if (res.statusCode !== 200 || typeof body !== 'string' || variants.has(key)) return sent;
    const headers = keptHeaders.flatMap((name) => {
      const value = res.getHeader(name);
      return value === undefined ? [] : [[name, String(value)] as const];
    });
    variants.set(key, null);
    pack(body, packing).then(
      (packed) => variants.set(key, { headers: Object.fromEntries(headers), body: packed }),
      () => variants.delete(key),
    );
    return sent;
  };
}
