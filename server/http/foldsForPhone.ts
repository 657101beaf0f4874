/**
 * Whether a page is asked for by a phone, so that its long parts may begin folded: `<details>` cannot be told by a style sheet
 * to begin open on a desk, and pages work without script. A guess, on which nothing else may rest; folded parts are one tap away.
 */
import type { Request, Response } from 'express';

/** Also tells caches that the answer depends on it. */
export function foldsForPhone(req: Request, res: Response): boolean {
  res.vary('Sec-CH-UA-Mobile').vary('User-Agent');
  const told = req.get('Sec-CH-UA-Mobile');
  return told ? told === '?1' : /\bMobi/.test(req.get('User-Agent') ?? '');
}
