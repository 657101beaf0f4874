/**
 * What the desk remembers of people who have not signed in: the language they chose, the page they asked for, and a token for forms. In
 * cookies of their browser, because a session for each stranger would let strangers fill the disk.
 */
import type { CookieOptions, Request, Response } from 'express';
import { deskPath } from './deskPath.ts';
import { readCookie } from './readCookie.ts';

export type VisitorCookie = 'desk-form' | 'desk-language' | 'desk-to' | 'desk-device' | 'desk-provider';

const maxLength = 1000;

/** '' when the browser sent none. */
export const readVisitorCookie = (req: Request, name: VisitorCookie): string => readCookie(req, name);

/** Until the browser is closed, or for `maxAge` milliseconds. Longer values are not kept. */
export function setVisitorCookie(
  req: Request,
  res: Response,
  name: VisitorCookie,
  value: string,
  options: Pick<CookieOptions, 'maxAge'> = {},
): void {
  if (encodeURIComponent(value).length > maxLength) return;
  res.cookie(name, value, {
    path: deskPath,
    httpOnly: true,
    sameSite: 'lax',
    secure: req.secure,
    ...options,
  });
}

export function clearVisitorCookie(res: Response, name: VisitorCookie): void {
  res.clearCookie(name, { path: deskPath });
}
