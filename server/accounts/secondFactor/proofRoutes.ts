/** Where the code is given that `requireProof` asked for; then goes on whatever had to wait. */
import { Router } from 'express';
import type { AppContext } from '../../appContext.ts';
import { accountOf } from '../guards.ts';
import { proofPath, safeReturnPath } from '../paths.ts';
import { formOwner, openForm } from '../preservedForm.ts';
import { resumeForm } from '../resumeForm.ts';
import { renewSessionId } from '../startSession.ts';
import { askFactor } from './askFactor.ts';
import { factorsOf, hasFactor } from './factors.ts';
import { askedAgainForm } from './forms.ts';
import { factorProver } from './proveFactor.ts';

export function proofRoutes(context: AppContext): Router {
  const { clock, sessionSecret } = context;
  const router = Router();
  const prove = factorProver(context);

  router.post('/proof', async (req, res, next) => {
    const account = accountOf(req);
    const { kept, to, ...typed } = askedAgainForm.parse(req.body ?? {});
    const factors = await factorsOf(account._id);
    const wrong = hasFactor(factors) ? await prove(account, typed) : null;
    if (wrong) {
      const hidden: [string, string][] = kept ? [['kept', kept]] : [['to', to]];
      const question = { action: proofPath, hidden, purpose: 'again' as const, factors, errors: [wrong] };
      return askFactor(res, question, context);
    }
    await renewSessionId(req);
    req.session.provedAt = clock.now().getTime();
    req.session.askedAgainAt = req.session.provedAt;
    const form = openForm(kept, sessionSecret);
    if (!form || form.owner !== formOwner(account._id, sessionSecret))
      return res.redirect(303, safeReturnPath(to));
    resumeForm(req, res, form);
    next('router');
  });
  return router;
}
