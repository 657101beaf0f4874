/** Signing out, also at the provider where one signed in through it and it offers that. */
import { Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { csrf } from '../http/csrf.ts';
import { setVisitorCookie } from '../http/visitorCookies.ts';
import { requireAccount } from './guards.ts';
import { signInPath } from './paths.ts';
import type { Provider } from './provider/provider.ts';

export function signOutRoutes(
  { config, logger }: Pick<AppContext, 'config' | 'logger'>,
  provider: Provider | undefined,
): Router {
  const router = Router();

  router.post('/sign-out', requireAccount, csrf, async (req, res) => {
    const { language, idToken } = req.session;
    await new Promise<void>((resolve, reject) => {
      req.logout({ keepSessionInfo: false }, (error: unknown) => (error ? reject(error) : resolve()));
    });
    if (language) setVisitorCookie(req, res, 'desk-language', language);
    res.redirect(303, (idToken && (await endAddress(idToken))) || signInPath);
  });

  /** null where the provider is down: one is signed out here all the same. */
  async function endAddress(idToken: string): Promise<string | null> {
    const address = provider?.endAddress(idToken, `${config.baseUrl ?? ''}${signInPath}`);
    return (
      address?.catch((err: unknown) => {
        logger.warn({ event: 'provider not reached', err });
        return null;
      }) ?? null
    );
  }
  return router;
}
