/** One cookie of a request. */
import type { Request } from 'express';

/** '' when the browser sent none, or one that cannot be read. */
export function readCookie(req: Request, name: string): string {
  for (const pair of (req.headers.cookie ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() !== name) continue;
    try {
      return decodeURIComponent(pair.slice(at + 1).trim());
    } catch {
      return '';
    }
  }
  return '';
}
