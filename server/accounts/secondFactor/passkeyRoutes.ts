/** One's own passkeys: added by the browser's script, renamed and removed without. */
import { type Request, type Response, Router } from 'express';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { Conflict, NotFound } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { auditContextOf } from '../audit/auditContext.ts';
import { accountOf } from '../guards.ts';
import { ownPasswordChecker } from '../ownAccount/checkOwnPassword.ts';
import { endOtherSessions } from '../ownAccount/ownSessions.ts';
import { secondFactorPath } from '../paths.ts';
import { passkeyOptions, readNewPasskey } from './addPasskey.ts';
import { addPasskey, removePasskey, renamePasskey } from './changeFactors.ts';
import { factorsOf, hasFactor, isLastFactor } from './factors.ts';
import { addPasskeyForm, passkeyNameForm } from './forms.ts';
import { passkeySite } from './passkey.ts';
import { mustHaveFactor } from './requireEnrolment.ts';
import { requireProof } from './requireProof.ts';
import { showCodes } from './showCodes.ts';

export function passkeyRoutes(context: AppContext): Router {
  const { clock, config } = context;
  const router = Router();
  const proof = requireProof(context);
  const checkPassword = ownPasswordChecker(context);
  const asksPassword = async (req: Request) => {
    const { _id, passwordHash } = accountOf(req);
    return passwordHash !== null && !hasFactor(await factorsOf(_id));
  };

  const show = async (req: Request, res: Response, name = '', errors: FieldError[] = []) => {
    const site = passkeySite(config);
    if (!site) throw new Conflict('secondFactor:errors.noPasskeys');
    const { options, sealed } = await passkeyOptions(accountOf(req), site, context);
    await res.page('accounts/secondFactor/passkey', {
      script: 'passkeys.js',
      title: readerOf(res).t('secondFactor:passkey.title'),
      status: errors.length ? 422 : 200,
      errors,
      name,
      options: JSON.stringify(options),
      sealed,
      asksPassword: await asksPassword(req),
    });
  };
  router.get('/account/second-factor/passkeys/new', proof, (req, res) => show(req, res));

  router.post('/account/second-factor/passkeys', proof, async (req, res) => {
    const account = accountOf(req);
    const form = readForm(addPasskeyForm, req.body);
    const site = passkeySite(config);
    if (!form.ok || !site) return show(req, res, String(req.body?.name ?? ''), form.ok ? [] : form.errors);
    const { name, credential, challenge, currentPassword } = form.value;
    const wrong = (await asksPassword(req))
      ? await checkPassword(account, currentPassword, 'currentPassword')
      : null;
    if (wrong) return show(req, res, name, wrong);
    const passkey = await readNewPasskey(account, { site, credential, sealed: challenge }, context);
    if (!passkey) return show(req, res, name, [{ field: 'name', message: 'secondFactor:errors.newPasskey' }]);
    const codes = await addPasskey(account._id, { ...passkey, name }, auditContextOf(req, clock));
    await endOtherSessions(account._id, req.sessionID);
    req.session.provedAt = clock.now().getTime();
    if (codes) return showCodes(res, codes);
    flash(req, 'secondFactor:passkey.added', { name });
    res.redirect(303, secondFactorPath);
  });

  router.post('/account/second-factor/passkeys/:id/name', async (req, res) => {
    const form = readForm(passkeyNameForm, req.body);
    if (!form.ok) {
      flash(req, 'secondFactor:errors.passkeyName', {}, 'warning');
      return res.redirect(303, secondFactorPath);
    }
    const own = { account: accountOf(req)._id, id: String(req.params.id) };
    if (!(await renamePasskey(own, form.value.name))) throw new NotFound();
    flash(req, 'secondFactor:passkey.renamed');
    res.redirect(303, secondFactorPath);
  });

  router.post('/account/second-factor/passkeys/:id/removal', proof, async (req, res) => {
    const account = accountOf(req);
    const isLast = isLastFactor(await factorsOf(account._id));
    if (isLast && mustHaveFactor(account, config)) throw new Conflict('secondFactor:errors.lastFactor');
    const own = { account: account._id, id: String(req.params.id) };
    if (!(await removePasskey(own, auditContextOf(req, clock)))) throw new NotFound();
    flash(req, 'secondFactor:passkey.removed');
    res.redirect(303, secondFactorPath);
  });
  return router;
}
