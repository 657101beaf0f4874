/**
 * The desk: everything under /desk, where people sign in. Features hand in routers whose paths are written in full
 * (`/waves/:id`); a test walks them all with every role, so a feature must not nest routers under a prefix.
 */
import { type RequestHandler, Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { csrf } from '../http/csrf.ts';
import { notFound } from '../http/errorPages.ts';
import { flashMessages } from '../http/flash.ts';
import { languageFromSession } from '../http/language.ts';
import { multipart } from '../http/multipart.ts';
import { redirectOnceSaved, session } from '../http/session.ts';
import { sessionLimits } from '../http/sessionLimits.ts';
import { deskLocals } from './deskLocals.ts';
import { deskPassport } from './deskPassport.ts';
import { firstAdministratorRoutes } from './firstAdministratorRoutes.ts';
import { requireAccount } from './guards.ts';
import { type HomeParts, homeRoutes } from './homeRoutes.ts';
import { ownAccountRoutes } from './ownAccount/ownAccountRoutes.ts';
import { providerReturnPath } from './paths.ts';
import { preserveForms } from './preservedForm.ts';
import { identityRoutes } from './provider/identityRoutes.ts';
import { openProvider, type Provider } from './provider/provider.ts';
import { factorRoutes } from './secondFactor/factorRoutes.ts';
import { proofRoutes } from './secondFactor/proofRoutes.ts';
import { requireEnrolment } from './secondFactor/requireEnrolment.ts';
import { setPasswordRoutes } from './setPasswordRoutes.ts';
import type { SendMail } from './signInNotice.ts';
import { showSignInAgain, signInRoutes } from './signInRoutes.ts';

/** What the features bring to the desk: their pages, and what the first page after signing in shows of them. */
export interface DeskParts extends HomeParts {
  routes: readonly Router[];
  /** undefined where no mail server is set. */
  sendMail: SendMail | undefined;
}

export function deskRoutes(context: AppContext, parts: DeskParts): Router {
  const passport = deskPassport(context.passwordCost);
  const desk = Router();
  const provider = providerOf(context);
  desk.use(noStore, session(context.sessionSecret, context.logger), redirectOnceSaved);
  desk.use(passport.session(), sessionLimits);
  desk.use(languageFromSession, multipart(sendsFiles), (req, res, next) => {
    deskLocals(req, res);
    next();
  });
  desk.use(
    signInRoutes(context, passport, { sendMail: parts.sendMail, provider }),
    setPasswordRoutes(context),
    firstAdministratorRoutes(context),
  );
  desk.use(preserveForms(context.sessionSecret, showSignInAgain));
  desk.use(requireAccount, csrf, flashMessages, requireEnrolment(context.config));
  desk.use(proofRoutes(context), factorRoutes(context), identityRoutes(context));
  desk.use(homeRoutes(context, parts), ownAccountRoutes(context), ...parts.routes);
  desk.use(notFound);
  return desk;
}

function providerOf({ config: { provider, baseUrl } }: AppContext): Provider | undefined {
  return provider && openProvider(provider, `${baseUrl ?? ''}${providerReturnPath}`);
}

/** All files are an administrator's: lists, instruments, calendars. */
const sendsFiles = (user: Express.User) => user.role === 'administrator';

/** What is shown to one person must not stay on a shared PC. */
const noStore: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  next();
};
