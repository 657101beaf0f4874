/**
 * Whether a phone asks for the page, so that its long parts start folded: a style sheet cannot open `<details>` on wide screens, and
 * pages work without script. It is a guess, so nothing else may depend on it; folded parts are one tap away.
 */
import type { Request, Response } from 'express';

/** Also tells caches that the response depends on it. */
export function foldsForPhone(req: Request, res: Response): boolean {
  res.vary('Sec-CH-UA-Mobile').vary('User-Agent');
  const hint = req.get('Sec-CH-UA-Mobile');
  return hint ? hint === '?1' : /\bMobi/.test(req.get('User-Agent') ?? '');
}
