/** The page of one's own second factor: the authenticator app and the recovery codes. It needs no script. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { seal, unseal } from '../../http/sealed.ts';
import { auditContextOf } from '../audit/auditContext.ts';
import { accountOf } from '../guards.ts';
import { ownPasswordChecker } from '../ownAccount/checkOwnPassword.ts';
import { endOtherSessions } from '../ownAccount/ownSessions.ts';
import { secondFactorPath } from '../paths.ts';
import { newAppSecret, sealAppSecret, stepOfCode } from './app.ts';
import { addApp, removeApp, renewCodes } from './changeFactors.ts';
import { factorsOf, hasFactor, isLastFactor } from './factors.ts';
import { addAppForm } from './forms.ts';
import { passkeySite } from './passkey.ts';
import { passkeyRoutes } from './passkeyRoutes.ts';
import { presentApp, presentFactors } from './presentFactors.ts';
import { mustHaveFactor } from './requireEnrolment.ts';
import { requireProof } from './requireProof.ts';
import { showCodes } from './showCodes.ts';

const purpose = 'app to be added';
const pendingApp = z.object({ account: z.string(), secret: z.string() });

export function factorRoutes(context: AppContext): Router {
  const { clock, config, sessionSecret } = context;
  const router = Router();
  const proof = requireProof(context);
  const checkPassword = ownPasswordChecker(context);

  const showApp = async (req: Request, res: Response, secret: string, errors: FieldError[] = []) => {
    const { _id: account, username, passwordHash } = accountOf(req);
    await res.page('accounts/secondFactor/app', {
      title: readerOf(res).t('secondFactor:app.title'),
      status: errors.length ? 422 : 200,
      errors,
      pending: seal({ account, secret }, sessionSecret, purpose),
      app: presentApp(secret, username),
      asksPassword: passwordHash !== null && !hasFactor(await factorsOf(account)),
    });
  };

  router.get('/account/second-factor', async (req, res) => {
    const account = accountOf(req);
    const reader = readerOf(res);
    await res.page('accounts/secondFactor/show', {
      title: reader.t('secondFactor:title'),
      isRequired: mustHaveFactor(account, config),
      offersPasskeys: passkeySite(config) !== null,
      ...presentFactors(await factorsOf(account._id), reader),
    });
  });

  router.get('/account/second-factor/app', proof, (req, res) => showApp(req, res, newAppSecret()));

  router.post('/account/second-factor/app', proof, async (req, res) => {
    const account = accountOf(req);
    const sealed = unseal(String(req.body?.pending ?? ''), sessionSecret, purpose);
    const secret = pendingApp.safeParse(sealed).data;
    if (secret?.account !== account._id) return showApp(req, res, newAppSecret(), [wrongCode('code')]);
    const form = readForm(addAppForm, req.body);
    if (!form.ok) return showApp(req, res, secret.secret, form.errors);
    if (account.passwordHash !== null && !hasFactor(await factorsOf(account._id))) {
      const wrong = await checkPassword(account, form.value.currentPassword, 'currentPassword');
      if (wrong) return showApp(req, res, secret.secret, wrong);
    }
    const lastStep = stepOfCode(secret.secret, form.value.code, clock.now());
    if (lastStep === null) return showApp(req, res, secret.secret, [wrongCode('wrong')]);
    const app = { secret: sealAppSecret(secret.secret, sessionSecret), lastStep };
    const codes = await addApp(account._id, app, auditContextOf(req, clock));
    await endOtherSessions(account._id, req.sessionID);
    req.session.provedAt = clock.now().getTime();
    if (codes) return showCodes(res, codes);
    flash(req, 'secondFactor:app.replaced');
    res.redirect(303, secondFactorPath);
  });

  router.post('/account/second-factor/app/removal', proof, async (req, res) => {
    const account = accountOf(req);
    const isLast = isLastFactor(await factorsOf(account._id));
    if (isLast && mustHaveFactor(account, config)) throw new Conflict('secondFactor:errors.lastFactor');
    await removeApp(account._id, auditContextOf(req, clock));
    flash(req, 'secondFactor:app.removed');
    res.redirect(303, secondFactorPath);
  });

  router.post('/account/second-factor/codes', proof, async (req, res) => {
    const { _id } = accountOf(req);
    if (!hasFactor(await factorsOf(_id))) throw new Conflict('secondFactor:errors.noFactor');
    await showCodes(res, await renewCodes(_id, auditContextOf(req, clock)));
  });
  router.use(passkeyRoutes(context));
  return router;
}

const wrongCode = (kind: 'code' | 'wrong'): FieldError => ({
  field: 'code',
  message: `secondFactor:errors.${kind}`,
});
