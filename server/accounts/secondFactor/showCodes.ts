/** Shows recovery codes, in the answer that makes them and never again. */
import type { Response } from 'express';
import { readerOf } from '../../http/readerOf.ts';

export function showCodes(res: Response, codes: readonly string[]): Promise<void> {
  const title = readerOf(res).t('secondFactor:codes.title');
  return res.page('accounts/secondFactor/codes', { script: 'desk.js', title, codes });
}
