/** The page behind a one-time set-password link. The token is in the path: our log writes route patterns only. */
import { type Response, Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { csrf } from '../http/csrf.ts';
import { type FieldError, readForm } from '../http/forms.ts';
import { UsedLink } from '../http/httpErrors.ts';
import { translator } from '../i18n/translator.ts';
import type { Account } from './account.ts';
import { audit } from './audit/audit.ts';
import { setPasswordForm } from './forms.ts';
import { minPasswordLength } from './passwordRules/weakness.ts';
import { signInPath } from './paths.ts';
import { findByToken, setPassword } from './setPassword.ts';

export function setPasswordRoutes({ clock, config }: AppContext): Router {
  const providerName = config.provider?.name ?? '';
  const router = Router();
  const owner = async (token: string): Promise<Account> => {
    const account = await findByToken(token, clock.now());
    if (!account) throw new UsedLink('accounts:setPassword.gone');
    return account;
  };

  router.get('/set-password/:token', csrf, async (req, res) => {
    await showForm(res, await owner(String(req.params.token)), providerName);
  });

  router.post('/set-password/:token', csrf, async (req, res) => {
    const token = String(req.params.token);
    const account = await owner(token);
    const form = readForm(setPasswordForm(account), req.body);
    if (!form.ok) return showForm(res, account, providerName, form.errors);
    const changed = await setPassword(token, form.value.password, clock.now());
    if (!changed) throw new UsedLink('accounts:setPassword.gone');
    await audit({ at: clock.now(), actor: account._id, action: 'account.setPassword' });
    res.redirect(303, `${signInPath}?password=set`);
  });
  return router;
}

function showForm(
  res: Response,
  account: Account,
  providerName: string,
  errors: FieldError[] = [],
): Promise<void> {
  return res.page('accounts/setPassword', {
    title: translator(res.locals.lang)('accounts:setPassword.title'),
    status: errors.length ? 422 : 200,
    owner: account,
    minPasswordLength,
    providerName,
    errors,
  });
}
