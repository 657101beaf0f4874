/** The end of signing in, once it is certain who it is: the session, the notice, the trail, and where it leads. */
import type { NextFunction, Request, Response } from 'express';
import type { AppContext } from '../appContext.ts';
import type { Account } from './account.ts';
import { audit } from './audit/audit.ts';
import { rememberDevice } from './knownDevice.ts';
import { deviceWords } from './ownAccount/deviceWords.ts';
import type { PreservedForm } from './preservedForm.ts';
import { resumeForm } from './resumeForm.ts';
import { composeSignInNotice, type SendMail } from './signInNotice.ts';
import { startSession } from './startSession.ts';

export interface ProvedPerson {
  account: Account;
  /** Folded, as it was typed. */
  name: string;
  isKnownDevice: boolean;
  /** One that came after the session before had ended, to go on with. */
  form: PreservedForm | null;
  /** By more than the password. */
  isProved: boolean;
  /** Of the provider, where they signed in through it. */
  idToken?: string | undefined;
}

export type FinishSignIn = (
  req: Request,
  res: Response,
  next: NextFunction,
  person: ProvedPerson,
) => Promise<void>;

export function signInFinisher(context: AppContext, sendMail: SendMail | undefined): FinishSignIn {
  const { clock, sessionSecret } = context;

  /** Beside the sign-in, which does not wait for a mail server nor fail with it. */
  function notifyOf(req: Request, account: Account): void {
    const { baseUrl = '' } = context.config;
    const mail = composeSignInNotice(account, deviceWords(req.get('user-agent')), clock.now(), baseUrl);
    sendMail?.(account.address ?? '', mail).catch((err: unknown) => context.logger.warn({ err }));
  }

  return async (req, res, next, { account, name, isKnownDevice, form, isProved, idToken }) => {
    rememberDevice(req, res, name, sessionSecret);
    const address = await startSession(req, res, account, sessionSecret);
    if (idToken) req.session.idToken = idToken;
    if (isProved) req.session.provedAt = clock.now().getTime();
    if (!isKnownDevice && account.address) notifyOf(req, account);
    await audit({ at: clock.now(), actor: account._id, action: 'account.signIn' });
    if (!form) return res.redirect(303, address);
    resumeForm(req, res, form);
    next('router');
  };
}
