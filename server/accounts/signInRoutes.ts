/** Signing in and out. Failures are limited by address and by name; success leads to the page that was asked for. */
import { type Request, type Response, Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { csrf, tokenFor } from '../http/csrf.ts';
import { deskPath } from '../http/deskPath.ts';
import { flashMessages } from '../http/flash.ts';
import { key } from '../i18n/text.ts';
import { translator } from '../i18n/translator.ts';
import type { Account } from './account.ts';
import { auditSignIn } from './auditSignIn.ts';
import type { DeskPassport } from './deskPassport.ts';
import { signInFinisher } from './finishSignIn.ts';
import { signInForm } from './forms.ts';
import { knownDevice } from './knownDevice.ts';
import { formOwner, openForm, type preserveForms } from './preservedForm.ts';
import type { Provider } from './provider/provider.ts';
import { providerRoutes, type ShowWrong } from './provider/providerRoutes.ts';
import { passkeySite } from './secondFactor/passkey.ts';
import { passkeySignInRoutes } from './secondFactor/passkeySignInRoutes.ts';
import { askSecondStep, secondStepRoutes } from './secondFactor/secondStepRoutes.ts';
import type { SendMail } from './signInNotice.ts';
import { signOutRoutes } from './signOutRoutes.ts';

const windowSeconds = 15 * 60;

/** What the page says after something else had happened: by a value of the address. */
const notices: Record<string, string> = {
  'password=set': 'accounts:setPassword.done',
  'step=late': 'secondFactor:late',
};

export function signInRoutes(
  context: AppContext,
  passport: DeskPassport,
  { sendMail, provider }: { sendMail: SendMail | undefined; provider: Provider | undefined },
): Router {
  const { sessionSecret, failureLimits, config } = context;
  const router = Router();
  const perAddress = failureLimits.limit('sign-in-address', 40, windowSeconds);
  const perName = failureLimits.limit('sign-in-name', 8, windowSeconds);
  const perDevice = failureLimits.limit('sign-in-device', 8, windowSeconds);
  const noted = auditSignIn(context, windowSeconds);
  const finish = signInFinisher(context, sendMail);
  const offers = { providerName: provider?.name ?? '', hasPasskeys: passkeySite(config) !== null };
  const show = (res: Response, shown: Partial<Shown>) => showForm(res, { ...offers, ...shown });
  const showWrong: ShowWrong = (res, wrong, values) => show(res, { wrong, values: values ?? {} });

  router.get('/sign-in', csrf, flashMessages, async (req, res) => {
    if (req.user) return res.redirect(303, deskPath);
    const message = notices[new URL(req.originalUrl, 'http://x').search.slice(1)];
    if (message) res.locals.flash = [{ kind: message.endsWith('done') ? 'done' : 'warning', message }];
    await show(res, {});
  });

  router.post('/sign-in', csrf, async (req, res, next) => {
    const { username, kept } = signInForm.parse(req.body ?? {});
    const form = openForm(kept, sessionSecret);
    const name = key(username);
    const device = knownDevice(req, name, sessionSecret);
    // A device on which this name has signed in before has tries of its own: nobody at its address or elsewhere uses them up.
    const [limit, subject] = device ? [perDevice, `${device} ${name}`] : [perName, name];
    // Counted before the password is checked: of many tries at once only so many are looked at.
    if (!device) await noted.counted(name, `address ${req.ip}`, () => perAddress.attempt(req));
    await noted.counted(name, subject, () => limit.attempt(subject));
    const account = await authenticate(passport, req, res);
    if (!account) {
      await noted.failed(name);
      await show(res, { username, sealedForm: kept, wrong: 'accounts:signIn.wrong' });
      return;
    }
    await limit.forget(subject);
    if (!device) await perAddress.giveBack(req);
    if (form && form.owner !== formOwner(account._id, sessionSecret)) {
      await show(res, { sealedForm: kept, wrong: 'accounts:signIn.otherAccount' });
      return;
    }
    const isKnownDevice = device !== null;
    if (await askSecondStep(res, account, { name, isKnownDevice, kept }, context)) return;
    await finish(req, res, next, { account, name, isKnownDevice, form, isProved: false });
  });

  router.use(secondStepRoutes(context, finish), passkeySignInRoutes(context, { finish, showWrong }));

  if (provider) router.use(providerRoutes(context, provider, { finish, showWrong }));
  router.use(signOutRoutes(context, provider));
  return router;
}

/** The page to sign in again, from which the form that came too late is resumed. */
export const showSignInAgain: Parameters<typeof preserveForms>[1] = (req, res, next, sealed) => {
  res.locals.csrf = tokenFor(req, res);
  showForm(res, { sealedForm: sealed }).catch(next);
};

function authenticate(passport: DeskPassport, req: Request, res: Response): Promise<Account | null> {
  return new Promise((resolve, reject) => {
    const done = (error: unknown, account?: Account | false) =>
      error ? reject(error) : resolve(account || null);
    passport.authenticate('local', done)(req, res, reject);
  });
}

interface Shown {
  username: string;
  sealedForm: string;
  /** Locale key of what was wrong with the last attempt, and its values. */
  wrong: string;
  values: Record<string, unknown>;
  providerName: string;
  hasPasskeys: boolean;
}

function showForm(res: Response, shown: Partial<Shown>): Promise<void> {
  const t = translator(res.locals.lang);
  const { username = '', sealedForm = '', wrong = '', values = {} } = shown;
  return res.page('accounts/signIn', {
    title: t('accounts:signIn.title'),
    status: wrong ? 422 : sealedForm ? 403 : 200,
    username,
    sealedForm,
    wrong: wrong && t(wrong, values),
    isAboutForm: wrong.startsWith('accounts:'),
    providerName: shown.providerName ?? '',
    hasPasskeys: shown.hasPasskeys ?? false,
  });
}
