/** Signing in and out. Failures are limited by address and by name; success leads to the page that was asked for. */
import { type Request, type Response, Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { csrf } from '../http/csrf.ts';
import { failureLimit } from '../http/failureLimit.ts';
import { flashMessages } from '../http/flash.ts';
import type { FieldError } from '../http/forms.ts';
import { key } from '../i18n/text.ts';
import { translator } from '../i18n/translator.ts';
import type { Account } from './account.ts';
import { audit } from './audit.ts';
import type { DeskPassport } from './deskPassport.ts';
import { signInForm } from './forms.ts';
import { requireAccount } from './guards.ts';
import { deskPath, signInPath } from './paths.ts';
import { startSession } from './startSession.ts';

const windowSeconds = 15 * 60;

export function signInRoutes({ clock }: AppContext, passport: DeskPassport): Router {
  const router = Router();
  const perAddress = failureLimit('sign-in-address', 40, windowSeconds);
  const perName = failureLimit('sign-in-name', 8, windowSeconds);

  router.get('/sign-in', csrf, flashMessages, async (req, res) => {
    if (req.user) return res.redirect(303, deskPath);
    await showForm(res, '', []);
  });

  router.post('/sign-in', csrf, async (req, res) => {
    const { username } = signInForm.parse(req.body ?? {});
    const name = key(username);
    await perAddress.check(req);
    await perName.check(name);
    const account = await authenticate(passport, req, res);
    if (!account) {
      await Promise.all([perAddress.failed(req), perName.failed(name)]);
      await showForm(res, username, [{ field: 'username', message: 'accounts:signIn.wrong' }]);
      return;
    }
    await perName.forget(name);
    const next = await startSession(req, account);
    await audit({ at: clock.now(), actor: account._id, action: 'account.signIn' });
    res.redirect(303, next);
  });

  router.post('/sign-out', requireAccount, csrf, async (req, res) => {
    const { language } = req.session;
    await new Promise<void>((resolve, reject) => {
      req.logout({ keepSessionInfo: false }, (error: unknown) => (error ? reject(error) : resolve()));
    });
    if (language) req.session.language = language;
    res.redirect(303, signInPath);
  });
  return router;
}

function authenticate(passport: DeskPassport, req: Request, res: Response): Promise<Account | null> {
  return new Promise((resolve, reject) => {
    const done = (error: unknown, account?: Account | false) =>
      error ? reject(error) : resolve(account || null);
    passport.authenticate('local', done)(req, res, reject);
  });
}

function showForm(res: Response, username: string, errors: FieldError[]): Promise<void> {
  const t = translator(res.locals.lang);
  return res.page('accounts/signIn', {
    title: t('accounts:signIn.title'),
    status: errors.length ? 422 : 200,
    username,
    errors,
  });
}
