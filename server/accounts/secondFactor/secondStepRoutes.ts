/** The second step of signing in: the code, for whoever has an authenticator app. */
import { type NextFunction, type Request, type Response, Router } from 'express';
import type { AppContext } from '../../appContext.ts';
import { csrf } from '../../http/csrf.ts';
import type { FieldError } from '../../http/forms.ts';
import type { Account } from '../account.ts';
import type { FinishSignIn } from '../finishSignIn.ts';
import { secondStepPath, signInPath } from '../paths.ts';
import { openForm } from '../preservedForm.ts';
import { type AskingContext, askFactor, type Question } from './askFactor.ts';
import { type Factors, factorsOf, hasFactor } from './factors.ts';
import { secondStepForm } from './forms.ts';
import { openPending, type PendingSignIn, sealPending } from './pendingSignIn.ts';
import { factorProver } from './proveFactor.ts';

/** Asks for the second step where the account has one. @returns whether it did */
export async function askSecondStep(
  res: Response,
  account: Account,
  signIn: PendingSignIn,
  context: AskingContext,
): Promise<boolean> {
  const factors = await factorsOf(account._id);
  if (!hasFactor(factors)) return false;
  const pending = sealPending(account, signIn, context.sessionSecret, context.clock.now());
  await askFactor(res, questionOf(pending, factors, []), context);
  return true;
}

const questionOf = (pending: string, factors: Factors, errors: FieldError[]): Question => ({
  action: secondStepPath,
  hidden: [['pending', pending]],
  purpose: 'signIn',
  factors,
  errors,
});

export function secondStepRoutes(context: AppContext, finish: FinishSignIn): Router {
  const { clock, sessionSecret } = context;
  const router = Router();
  const prove = factorProver(context);

  router.post('/sign-in/second-step', csrf, async (req: Request, res: Response, next: NextFunction) => {
    const { pending, ...typed } = secondStepForm.parse(req.body ?? {});
    const signIn = await openPending(pending, sessionSecret, clock.now());
    if (!signIn) return res.redirect(303, `${signInPath}?step=late`);
    const { account, name, isKnownDevice, kept, idToken } = signIn;
    const wrong = await prove(account, typed);
    if (wrong) return askFactor(res, questionOf(pending, await factorsOf(account._id), [wrong]), context);
    const form = openForm(kept, sessionSecret);
    await finish(req, res, next, { account, name, isKnownDevice, form, isProved: true, idToken });
  });
  return router;
}
