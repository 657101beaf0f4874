/** The second step of signing in: the code, for whoever has an authenticator app. */
import { type NextFunction, type Request, type Response, Router } from 'express';
import type { AppContext } from '../../appContext.ts';
import { csrf } from '../../http/csrf.ts';
import type { FieldError } from '../../http/forms.ts';
import type { Account } from '../account.ts';
import type { FinishSignIn } from '../finishSignIn.ts';
import { secondStepPath, signInPath } from '../paths.ts';
import { openForm } from '../preservedForm.ts';
import { askFactor } from './askFactor.ts';
import { factorsOf, hasFactor } from './factors.ts';
import { secondStepForm } from './forms.ts';
import { openPending, type PendingSignIn, sealPending } from './pendingSignIn.ts';
import { factorProver } from './proveFactor.ts';

/** Asks for the code where the account has one. @returns whether it did */
export async function askSecondStep(
  res: Response,
  account: Account,
  signIn: PendingSignIn,
  { sessionSecret, clock }: Pick<AppContext, 'sessionSecret' | 'clock'>,
): Promise<boolean> {
  const factors = await factorsOf(account._id);
  if (!hasFactor(factors)) return false;
  const pending = sealPending(account, signIn, sessionSecret, clock.now());
  await askFactor(res, {
    action: secondStepPath,
    hidden: [['pending', pending]],
    purpose: 'signIn',
    factors,
  });
  return true;
}

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
    if (wrong) return askAgain(res, account, pending, wrong);
    const form = openForm(kept, sessionSecret);
    await finish(req, res, next, { account, name, isKnownDevice, form, isProved: true, idToken });
  });
  return router;
}

async function askAgain(res: Response, account: Account, pending: string, wrong: FieldError): Promise<void> {
  await askFactor(res, {
    action: secondStepPath,
    hidden: [['pending', pending]],
    purpose: 'signIn',
    factors: await factorsOf(account._id),
    errors: [wrong],
  });
}
