/** Signing in and out. Failures are limited by address and by name; success leads to the page that was asked for. */
import { type Request, type Response, Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { csrf, tokenFor } from '../http/csrf.ts';
import { deskPath } from '../http/deskPath.ts';
import { flashMessages } from '../http/flash.ts';
import { setVisitorCookie } from '../http/visitorCookies.ts';
import { key } from '../i18n/text.ts';
import { translator } from '../i18n/translator.ts';
import type { Account } from './account.ts';
import { audit } from './audit/audit.ts';
import { auditSignIn } from './auditSignIn.ts';
import { deskLocals } from './deskLocals.ts';
import type { DeskPassport } from './deskPassport.ts';
import { signInForm } from './forms.ts';
import { requireAccount } from './guards.ts';
import { knownDevice, rememberDevice } from './knownDevice.ts';
import { deviceWords } from './ownAccount/deviceWords.ts';
import { signInPath } from './paths.ts';
import { formOwner, openForm, type PreservedForm, type preserveForms } from './preservedForm.ts';
import { composeSignInNotice, type SendMail } from './signInNotice.ts';
import { startSession } from './startSession.ts';

const windowSeconds = 15 * 60;

export function signInRoutes(
  context: AppContext,
  passport: DeskPassport,
  sendMail: SendMail | undefined,
): Router {
  const { clock, sessionSecret, failureLimits } = context;
  const router = Router();
  const perAddress = failureLimits.limit('sign-in-address', 40, windowSeconds);
  const perName = failureLimits.limit('sign-in-name', 8, windowSeconds);
  const perDevice = failureLimits.limit('sign-in-device', 8, windowSeconds);

  const noted = auditSignIn(context, windowSeconds);

  router.get('/sign-in', csrf, flashMessages, async (req, res) => {
    if (req.user) return res.redirect(303, deskPath);
    if (req.query.password === 'set')
      res.locals.flash = [{ kind: 'done', message: 'accounts:setPassword.done' }];
    await showForm(res, '', '');
  });

  router.post('/sign-in', csrf, async (req, res, next) => {
    const { username, kept: sealedForm } = signInForm.parse(req.body ?? {});
    const form = openForm(sealedForm, sessionSecret);
    const name = key(username);
    const device = knownDevice(req, name, sessionSecret);
    const [limit, subject] = device ? [perDevice, `${device} ${name}`] : [perName, name];
    // Counted before the password is checked: of many tries at once only so many are looked at.
    await noted.counted(name, `address ${req.ip}`, () => perAddress.attempt(req));
    await noted.counted(name, subject, () => limit.attempt(subject));
    const account = await authenticate(passport, req, res);
    if (!account) {
      await noted.failed(name);
      await showForm(res, username, sealedForm, 'accounts:signIn.wrong');
      return;
    }
    await Promise.all([limit.forget(subject), perAddress.giveBack(req)]);
    rememberDevice(req, res, name, sessionSecret);
    if (form && form.owner !== formOwner(account._id, sessionSecret)) {
      await showForm(res, '', sealedForm, 'accounts:signIn.otherAccount');
      return;
    }
    const address = await startSession(req, res, account, sessionSecret);
    if (!device && account.address) notifyOf(req, account);
    await audit({ at: clock.now(), actor: account._id, action: 'account.signIn' });
    if (!form) return res.redirect(303, address);
    resume(req, res, form);
    next('router');
  });

  /** Beside the sign-in, which does not wait for a mail server nor fail with it. */
  function notifyOf(req: Request, account: Account): void {
    const { baseUrl = '' } = context.config;
    const mail = composeSignInNotice(account, deviceWords(req.get('user-agent')), clock.now(), baseUrl);
    sendMail?.(account.address ?? '', mail).catch((err: unknown) => context.logger.warn({ err }));
  }

  router.post('/sign-out', requireAccount, csrf, async (req, res) => {
    const { language } = req.session;
    await new Promise<void>((resolve, reject) => {
      req.logout({ keepSessionInfo: false }, (error: unknown) => (error ? reject(error) : resolve()));
    });
    if (language) setVisitorCookie(req, res, 'desk-language', language);
    res.redirect(303, signInPath);
  });
  return router;
}

/** The page to sign in again, from which the form that came too late is resumed. */
export const showSignInAgain: Parameters<typeof preserveForms>[1] = (req, res, next, sealed) => {
  res.locals.csrf = tokenFor(req, res);
  showForm(res, '', sealed).catch(next);
};

/** Turns the request into the one that came too late, for the routes after this one. */
function resume(req: Request, res: Response, { path, body }: PreservedForm): void {
  req.url = path;
  req.originalUrl = `${deskPath}${path}`;
  req.body = { ...body, _csrf: tokenFor(req, res) };
  deskLocals(req, res);
}

function authenticate(passport: DeskPassport, req: Request, res: Response): Promise<Account | null> {
  return new Promise((resolve, reject) => {
    const done = (error: unknown, account?: Account | false) =>
      error ? reject(error) : resolve(account || null);
    passport.authenticate('local', done)(req, res, reject);
  });
}

/** @param wrong locale key of what was wrong with the last attempt */
function showForm(res: Response, username: string, sealedForm: string, wrong = ''): Promise<void> {
  const t = translator(res.locals.lang);
  return res.page('accounts/signIn', {
    title: t('accounts:signIn.title'),
    status: wrong ? 422 : sealedForm ? 403 : 200,
    username,
    sealedForm,
    wrong,
  });
}
