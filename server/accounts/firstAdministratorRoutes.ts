/** The page behind the one-time link that an empty store prints at its start. */
import { type Response, Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { csrf } from '../http/csrf.ts';
import { deskPath } from '../http/deskPath.ts';
import { flash } from '../http/flash.ts';
import { type FieldError, readForm } from '../http/forms.ts';
import { UsedLink } from '../http/httpErrors.ts';
import { translator } from '../i18n/translator.ts';
import { AccountModel } from './account.ts';
import { audit } from './audit/audit.ts';
import { createFirstAdministrator, isFirstAdministratorToken } from './firstAdministrator.ts';
import { firstAdministratorForm } from './forms.ts';
import { minPasswordLength } from './passwordRules/weakness.ts';
import { startSession } from './startSession.ts';

const gone = () => new UsedLink('accounts:firstAdministrator.gone');

export function firstAdministratorRoutes({ clock, sessionSecret }: AppContext): Router {
  const router = Router();

  router.get('/first-administrator/:token', csrf, async (req, res) => {
    if (!(await isFirstAdministratorToken(String(req.params.token)))) throw gone();
    await showForm(res, {}, []);
  });

  router.post('/first-administrator/:token', csrf, async (req, res) => {
    const token = String(req.params.token);
    if (!(await isFirstAdministratorToken(token))) throw gone();
    const form = readForm(firstAdministratorForm, req.body);
    if (!form.ok) return showForm(res, req.body ?? {}, form.errors);
    const { username, displayName, password } = form.value;
    if (await AccountModel.exists({ username })) {
      return showForm(res, req.body, [{ field: 'username', message: 'accounts:errors.usernameTaken' }]);
    }
    const language = res.locals.lang;
    const account = await createFirstAdministrator(token, { username, displayName, password, language });
    if (!account) throw gone();
    await startSession(req, res, account, sessionSecret);
    await audit({ at: clock.now(), actor: account._id, action: 'account.firstAdministrator' });
    flash(req, 'accounts:firstAdministrator.done');
    res.redirect(303, deskPath);
  });
  return router;
}

function showForm(res: Response, values: Record<string, unknown>, errors: FieldError[]): Promise<void> {
  return res.page('accounts/firstAdministrator', {
    title: translator(res.locals.lang)('accounts:firstAdministrator.title'),
    status: errors.length ? 422 : 200,
    values,
    minPasswordLength,
    errors,
  });
}
