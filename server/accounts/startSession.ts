/** Starts the session of a person who has just proved who they are. Passport gives it a new id, which prevents session fixation. */
import type { Request } from 'express';
import type { Account } from './account.ts';
import { safeReturnPath } from './paths.ts';

/** Resolves to the address to go to: the page asked for before signing in, or the desk. */
export async function startSession(req: Request, account: Account): Promise<string> {
  const { returnTo, language } = req.session;
  await new Promise<void>((resolve, reject) => {
    req.login(account, (error: unknown) => (error ? reject(error) : resolve()));
  });
  req.session.language = language ?? account.language;
  return safeReturnPath(returnTo);
}
