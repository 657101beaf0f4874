/** An administrator enters who an account is at the provider, or takes it away. */
import { Router } from 'express';
import { z } from 'zod';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { readForm } from '../../http/forms.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { audit } from '../audit/audit.ts';
import { auditContextOf } from '../audit/auditContext.ts';
import { getAccount } from '../changeAccount.ts';
import { endSessions } from '../endSessions.ts';
import { requireRole } from '../guards.ts';
import { accountPath } from '../paths.ts';
import { requireProof } from '../secondFactor/requireProof.ts';
import { findIdentity, removeIdentity, setIdentity } from './identity.ts';

/** Compared letter by letter, so it is stored as it was entered; empty for none. */
const identityForm = z.object({ subject: z.string().trim().max(255, 'provider:errors.subject') });

export function identityRoutes(context: AppContext): Router {
  const { clock, config } = context;
  const router = Router();

  router.post(
    '/accounts/:id/identity',
    requireRole('administrator'),
    requireProof(context),
    async (req, res) => {
      const { _id: id } = await getAccount(String(req.params.id));
      const issuer = config.provider?.issuer;
      const form = readForm(identityForm, req.body);
      if (!issuer) throw new NotFound();
      if (!form.ok) {
        flash(req, 'provider:errors.subject', {}, 'warning');
        return res.redirect(303, accountPath(id));
      }
      const { actor, now } = auditContextOf(req, clock);
      const { subject } = form.value;
      const before = await findIdentity(id);
      if (subject) await setIdentity(id, { issuer, subject });
      else await removeIdentity(id);
      // Whoever signed in as somebody else is out.
      if (before && before.subject !== subject && id !== actor) await endSessions(id);
      const action = subject ? 'account.identitySet' : 'account.identityRemoved';
      await audit({ at: now, actor, action, subject: { kind: 'account', id } });
      flash(req, subject ? 'provider:saved' : 'provider:removed');
      res.redirect(303, accountPath(id));
    },
  );
  return router;
}
