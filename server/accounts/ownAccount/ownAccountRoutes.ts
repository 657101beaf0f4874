/** The page of one's own account: the password, the address for notices, and the sessions that are open. */
import { type Request, type Response, Router } from 'express';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { audit } from '../audit/audit.ts';
import { auditContextOf } from '../audit/auditContext.ts';
import { accountOf } from '../guards.ts';
import { minPasswordLength } from '../passwordRules/weakness.ts';
import { ownAccountPath } from '../paths.ts';
import { factorsOf, hasFactor } from '../secondFactor/factors.ts';
import { changeAddress, changePassword } from './changePassword.ts';
import { ownPasswordChecker } from './checkOwnPassword.ts';
import { confirmEnding } from './confirmEnding.ts';
import { addressForm, changePasswordForm } from './forms.ts';
import { endOtherSessions, endSession } from './ownSessions.ts';
import { presentOwnAccount } from './presentOwnAccount.ts';

export function ownAccountRoutes(context: AppContext): Router {
  const { clock, config } = context;
  const router = Router();

  const show = async (req: Request, res: Response, errors: FieldError[] = []) => {
    const reader = readerOf(res);
    const account = accountOf(req);
    const values = await presentOwnAccount(account, req.sessionID, reader);
    const hasSecondFactor = hasFactor(await factorsOf(account._id));
    const address = errors.length ? String(req.body?.address ?? values.address) : values.address;
    await res.page('accounts/ownAccount/show', {
      title: reader.t('accounts:own.title'),
      status: errors.length ? 422 : 200,
      ...values,
      address,
      sendsMail: Boolean(config.mail),
      minPasswordLength,
      hasSecondFactor,
      errors,
    });
  };
  const wrongPassword = ownPasswordChecker(context);

  router.get('/account', (req, res) => show(req, res));

  router.post('/account/password', async (req, res) => {
    const account = accountOf(req);
    const form = readForm(changePasswordForm(account), req.body);
    if (!form.ok) return show(req, res, form.errors);
    const wrong = await wrongPassword(accountOf(req), form.value.currentPassword, 'currentPassword');
    if (wrong) return show(req, res, wrong);
    const audited = auditContextOf(req, clock);
    const count = await changePassword(account, form.value.password, req.sessionID, audited);
    flash(req, 'accounts:own.passwordChanged', { count });
    res.redirect(303, ownAccountPath);
  });

  router.post('/account/address', async (req, res) => {
    const form = readForm(addressForm, req.body);
    if (!form.ok) return show(req, res, form.errors);
    const wrong = await wrongPassword(accountOf(req), form.value.currentPassword, 'addressPassword');
    if (wrong) return show(req, res, wrong);
    const { address } = form.value;
    await changeAddress(accountOf(req), address, auditContextOf(req, clock));
    flash(req, address ? 'accounts:own.addressSaved' : 'accounts:own.addressRemoved', { address });
    res.redirect(303, ownAccountPath);
  });

  const ended = async (req: Request, res: Response, count: number) => {
    const { actor, now } = auditContextOf(req, clock);
    const subject = { kind: 'account' as const, id: actor };
    await audit({ at: now, actor, action: 'account.endSessions', subject, detail: { count } });
    flash(req, 'accounts:form.sessionsEnded', { count });
    res.redirect(303, ownAccountPath);
  };
  const confirmed = confirmEnding(context, wrongPassword);
  router.post('/account/sessions/end', confirmed, async (req, res) => {
    await ended(req, res, await endOtherSessions(accountOf(req)._id, req.sessionID));
  });
  router.post('/account/sessions/:id/end', confirmed, async (req, res) => {
    if (!(await endSession(accountOf(req)._id, String(req.params.id)))) throw new NotFound();
    await ended(req, res, 1);
  });
  return router;
}
