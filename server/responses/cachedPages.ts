/**
 * The first page of a wave is the same for everyone, so it is rendered and compressed once for as long as the wave is cached
 * (`getCachedWave`), not once for each of the hundreds who open it in the same second.
 */
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { Request, Response } from 'express';
import type { AppContext } from '../appContext.ts';
import type { QuickReply, QuickRoute } from '../http/quickPath.ts';
import { getCachedWave } from '../waves/cachedWave.ts';
import type { Wave } from '../waves/wave.ts';
import { isAnswerable, phaseOf } from '../waves/wavePhase.ts';

const compress = promisify(brotliCompress);
/** Languages, with and without a secure context, and room for several host names. */
const maxVariants = 16;

interface CachedPage {
  whole: QuickReply;
  unchanged: QuickReply;
  etag: string;
}

/** Saves nine tenths of what the best quality saves, in a twentieth of the time. */
const compression = { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } };

/** null while the page is being compressed. */
type PageVariants = Map<string, CachedPage | null>;
const cachedHeaders = ['Content-Type', 'Cache-Control', 'ETag'];

/** Answers in place of the page's own route where it can; otherwise caches what that route sends. */
export function cachedPages({ clock }: Pick<AppContext, 'clock'>): QuickRoute {
  const pages = new WeakMap<Wave, PageVariants>();
  const answer: QuickRoute['answer'] = async (req, res, id) => {
    const wave = await getCachedWave(id);
    if (!wave || req.headers.range) return null;
    const phase = phaseOf(wave, clock.now());
    if (!isAnswerable(phase)) return null;
    const key = [phase, req.protocol, req.hostname, req.originalUrl].join(' ');
    const variants: PageVariants = pages.get(wave) ?? new Map();
    pages.set(wave, variants);
    const page = variants.get(key);
    if (page && takesBrotli(req))
      return req.headers['if-none-match'] === page.etag ? page.unchanged : page.whole;
    if (page === undefined && variants.size < maxVariants) cacheSent(res, key, variants);
    return null;
  };
  return { method: 'GET', ending: '', answer };
}

/** Browsers name `br` without a weight; a client that weights encodings gets the page from its own route. */
function takesBrotli(req: Request): boolean {
  return /(?:^|,)\s*br\s*(?:,|$)/.test(req.headers['accept-encoding'] ?? '');
}

/** Compresses what is sent, after it was sent. */
function cacheSent(res: Response, key: string, variants: PageVariants): void {
  const send = res.send.bind(res);
  res.send = (body) => {
    const sent = send(body);
    if (res.statusCode !== 200 || typeof body !== 'string' || variants.has(key)) return sent;
    const headers = cachedHeaders.flatMap((name) => [name, String(res.getHeader(name) ?? '')]);
    const etag = String(res.getHeader('ETag'));
    variants.set(key, null);
    compress(body, compression).then(
      (compressed) => variants.set(key, cachedPage(headers, etag, compressed)),
      () => variants.delete(key),
    );
    return sent;
  };
}

function cachedPage(sent: string[], etag: string, body: Buffer): CachedPage {
  const headers = [...sent, 'Vary', 'Accept-Encoding'];
  return {
    etag,
    whole: { status: 200, headers: [...headers, 'Content-Encoding', 'br'], body },
    unchanged: { status: 304, headers, body: '' },
  };
}
