/**
 * Signing in through the provider. Accounts are made beforehand; the first time somebody comes, their account is known because an
 * administrator has entered the subject, or because they came by their one-time link.
 */
import { type Request, type Response, Router } from 'express';
import type { AppContext } from '../../appContext.ts';
import { csrf } from '../../http/csrf.ts';
import { UsedLink } from '../../http/httpErrors.ts';
import type { Account } from '../account.ts';
import { audit } from '../audit/audit.ts';
import { auditSignIn } from '../auditSignIn.ts';
import type { FinishSignIn } from '../finishSignIn.ts';
import { knownDevice } from '../knownDevice.ts';
import { askSecondStep } from '../secondFactor/secondStepRoutes.ts';
import { findByToken, useLink } from '../setPassword.ts';
import { type StoredAttempt, setAttempt, takeAttempt } from './attemptCookie.ts';
import { findAccountOf, setIdentity } from './identity.ts';
import { type Proven, type Provider, SignInRefused } from './provider.ts';

const windowSeconds = 15 * 60;

/** Shows the page to sign in with a sentence (locale key) about what was wrong. */
export type ShowWrong = (res: Response, wrong: string, values?: Record<string, unknown>) => Promise<void>;

export function providerRoutes(
  context: AppContext,
  provider: Provider,
  { finish, showWrong }: { finish: FinishSignIn; showWrong: ShowWrong },
): Router {
  const { clock, sessionSecret, config, logger } = context;
  const router = Router();
  const noted = auditSignIn(context, windowSeconds);
  const sealing = () => ({ secret: sessionSecret, now: clock.now() });

  const begin = async (req: Request, res: Response, link: string) => {
    const { attempt, address } = await provider.begin();
    setAttempt(req, res, { ...attempt, link }, sealing());
    res.redirect(303, address);
  };
  router.get('/sign-in/provider', (req, res) => begin(req, res, ''));
  router.get('/set-password/:token/provider', async (req, res) => {
    const token = String(req.params.token);
    if (!(await findByToken(token, clock.now()))) throw new UsedLink('accounts:setPassword.gone');
    await begin(req, res, token);
  });

  router.get('/sign-in/provider/return', csrf, async (req, res, next) => {
    const attempt = takeAttempt(req, res, sealing());
    if (!attempt) return showWrong(res, 'provider:errors.late');
    const proven = await provider
      .finish(new URL(req.originalUrl, config.baseUrl), attempt)
      .catch((error: unknown) => {
        if (!(error instanceof SignInRefused)) throw error;
        logger.warn({ event: 'provider refused', err: error });
        return null;
      });
    if (!proven) return showWrong(res, 'provider:errors.refused');
    const account = await accountFor(proven, attempt, clock.now());
    if (!account) {
      await noted.failed('');
      return showWrong(res, 'provider:errors.unmatched', { subject: proven.subject });
    }
    const name = account.username;
    const isKnownDevice = knownDevice(req, name, sessionSecret) !== null;
    const { isStrong: isProved, idToken } = proven;
    const second = { name, isKnownDevice, kept: '', idToken };
    if (!isProved && (await askSecondStep(res, account, second, context))) return;
    await finish(req, res, next, { account, name, isKnownDevice, form: null, isProved, idToken });
  });
  return router;
}

/** By the one-time link, which is used up, or as it was entered before. */
async function accountFor(
  { issuer, subject }: Proven,
  { link }: StoredAttempt,
  now: Date,
): Promise<Account | null> {
  if (!link) return findAccountOf({ issuer, subject });
  const owner = await findByToken(link, now);
  if (!owner) throw new UsedLink('accounts:setPassword.gone');
  await setIdentity(owner._id, { issuer, subject });
  await useLink(link, now);
  await audit({ at: now, actor: owner._id, action: 'account.identityLinked' });
  return owner;
}
