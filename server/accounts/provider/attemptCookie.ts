/** What is remembered of somebody who is at the provider: sealed in a cookie of their browser, for ten minutes, for one answer. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { minuteMs } from '../../clock.ts';
import { seal, unseal } from '../../http/sealed.ts';
import { clearVisitorCookie, readVisitorCookie, setVisitorCookie } from '../../http/visitorCookies.ts';
import type { Attempt } from './provider.ts';

const schema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Of a one-time link that the answer is to be tied to, or ''. */
  link: z.string(),
  until: z.number(),
});
export type StoredAttempt = Attempt & { link: string };

const purpose = 'at the provider';
const lifeMs = 10 * minuteMs;

export function setAttempt(
  req: Request,
  res: Response,
  attempt: StoredAttempt,
  { secret, now }: { secret: string; now: Date },
): void {
  const sealed = seal({ ...attempt, until: now.getTime() + lifeMs }, secret, purpose);
  setVisitorCookie(req, res, 'desk-provider', sealed, { maxAge: lifeMs });
}

/** null where there is none, or it has run out. It serves once. */
export function takeAttempt(
  req: Request,
  res: Response,
  { secret, now }: { secret: string; now: Date },
): StoredAttempt | null {
  const sealed = readVisitorCookie(req, 'desk-provider');
  clearVisitorCookie(res, 'desk-provider');
  const { data } = schema.safeParse(unseal(sealed, secret, purpose));
  return data && data.until > now.getTime() ? data : null;
}
