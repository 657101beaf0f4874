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
import { deskLocals } from './deskLocals.ts';
import { deskPassport } from './deskPassport.ts';
import { firstAdministratorRoutes } from './firstAdministratorRoutes.ts';
import { requireAccount } from './guards.ts';
import { type HomeParts, homeRoutes } from './homeRoutes.ts';
import { type PreservedForms, preserveForms } from './preservedForm.ts';
import { setPasswordRoutes } from './setPasswordRoutes.ts';
import { showSignInAgain, signInRoutes } from './signInRoutes.ts';

/** A feature's pages under /desk and, optionally, what it brings to the first page after signing in. */
export interface DeskFeature extends HomeParts {
  routes: Router;
  /** Forms that outlive the session of whoever fills them in. */
  preservedForms?: PreservedForms;
}

export function deskRoutes(context: AppContext, features: readonly DeskFeature[]): Router {
  const passport = deskPassport();
  const desk = Router();
  desk.use(noStore, session(context.sessionSecret), redirectOnceSaved, passport.session());
  desk.use(languageFromSession, multipart, (req, res, next) => {
    deskLocals(req, res);
    next();
  });
  desk.use(signInRoutes(context, passport), setPasswordRoutes(context), firstAdministratorRoutes(context));
  const preserved = features.flatMap(({ preservedForms }) => preservedForms ?? []);
  desk.use(preserveForms(context.sessionSecret, preserved, showSignInAgain));
  desk.use(requireAccount, csrf, flashMessages);
  desk.use(homeRoutes(context, features));
  for (const { routes } of features) desk.use(routes);
  desk.use(notFound);
  return desk;
}

/** What is shown to one person must not stay on a shared PC. */
const noStore: RequestHandler = (_req, res, next) => {
  res.setHeader('Cache-Control', 'no-store');
  next();
};
