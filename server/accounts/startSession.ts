/** Starts the session of a person who has just proved who they are. Passport gives it a new id, which prevents session fixation. */
import type { Request, Response } from 'express';
import { clearVisitorCookie, readVisitorCookie } from '../http/visitorCookies.ts';
import { isLanguage } from '../i18n/languages.ts';
import type { Account } from './account.ts';
import { deviceWords } from './ownAccount/deviceWords.ts';
import { safeReturnPath } from './paths.ts';
import { formOwner } from './preservedForm.ts';

/** Resolves to the address to go to: the page asked for before signing in, or the desk. */
export async function startSession(
  req: Request,
  res: Response,
  account: Account,
  secret: string,
): Promise<string> {
  const [asked, language] = [readVisitorCookie(req, 'desk-to'), readVisitorCookie(req, 'desk-language')];
  await new Promise<void>((resolve, reject) => {
    req.login(account, (error: unknown) => (error ? reject(error) : resolve()));
  });
  req.session.startedAt = Date.now();
  req.session.device = deviceWords(req.get('user-agent'));
  req.session.formOwner = formOwner(account._id, secret);
  req.session.language = isLanguage(language) ? language : account.language;
  clearVisitorCookie(res, 'desk-to');
  return safeReturnPath(asked);
}

/** Gives a session that goes on a new id, once more is known about its owner. */
export async function renewSessionId(req: Request): Promise<void> {
  const { cookie: _, ...data } = req.session;
  await new Promise<void>((resolve, reject) => {
    req.session.regenerate((error: unknown) => (error ? reject(error) : resolve()));
  });
  Object.assign(req.session, data);
}
