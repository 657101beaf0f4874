/** Signing in with a passkey alone: it is a thing that one has, opened by what one knows or is. A page of its own, because it needs a script. */
import { Router } from 'express';
import type { AppContext } from '../../appContext.ts';
import { csrf } from '../../http/csrf.ts';
import { deskPath } from '../../http/deskPath.ts';
import { readerOf } from '../../http/readerOf.ts';
import { auditSignIn } from '../auditSignIn.ts';
import type { FinishSignIn } from '../finishSignIn.ts';
import { knownDevice } from '../knownDevice.ts';
import { signInPath } from '../paths.ts';
import type { ShowWrong } from '../provider/providerRoutes.ts';
import { passkeySignInForm } from './forms.ts';
import { passkeySite } from './passkey.ts';
import { acceptPasskey, askForPasskey } from './usePasskey.ts';

const windowSeconds = 15 * 60;

export function passkeySignInRoutes(
  context: AppContext,
  { finish, showWrong }: { finish: FinishSignIn; showWrong: ShowWrong },
): Router {
  const { config, sessionSecret, failureLimits } = context;
  const router = Router();
  const perAddress = failureLimits.limit('sign-in-address', 40, windowSeconds);
  const noted = auditSignIn(context, windowSeconds);

  router.get('/sign-in/passkey', csrf, async (req, res) => {
    const site = passkeySite(config);
    if (req.user || !site) return res.redirect(303, req.user ? deskPath : signInPath);
    await res.page('accounts/secondFactor/passkeySignIn', {
      script: 'passkeys.js',
      title: readerOf(res).t('secondFactor:passkey.signInTitle'),
      question: askForPasskey(site, [], context),
    });
  });

  router.post('/sign-in/passkey', csrf, async (req, res, next) => {
    const typed = passkeySignInForm.parse(req.body ?? {});
    const site = passkeySite(config);
    const account = site && (await acceptPasskey(typed, site, context));
    // A signature cannot be guessed: one that is right passes whatever others at the address sent.
    if (!account) {
      await noted.counted('', `address ${req.ip}`, () => perAddress.attempt(req));
      await noted.failed('');
      return showWrong(res, 'secondFactor:errors.passkey');
    }
    const name = account.username;
    const isKnownDevice = knownDevice(req, name, sessionSecret) !== null;
    await finish(req, res, next, { account, name, isKnownDevice, form: null, isProved: true });
  });
  return router;
}
