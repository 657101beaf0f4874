/** The administrator's pages of accounts. One-time links are shown in the answer that makes them and never again. */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import { type FieldError, readForm } from '../http/forms.ts';
import { translator } from '../i18n/translator.ts';
import { type Account, AccountModel } from './account.ts';
import { addAccountImportRoutes } from './accountImportRoutes.ts';
import { endSessionsOf, getAccount, setDisabled, updateAccount } from './changeAccount.ts';
import { createAccount, UsernameTaken } from './createAccount.ts';
import type { DeskFeature } from './deskRoutes.ts';
import { accountForm, newAccountForm } from './forms.ts';
import { accountOf, requireRole } from './guards.ts';
import { makeLetters } from './letters.ts';
import type { OfficeChoices } from './officeChoices.ts';
import { accountPath, accountsPath } from './paths.ts';
import { listedAccounts, presentForm, valuesOf } from './presentAccounts.ts';

export function accountFeature(context: AppContext, officeChoices: OfficeChoices): DeskFeature {
  const { clock, config } = context;
  const router = Router();
  const administrator = requireRole('administrator');
  const changeBy = (req: Request) => ({ actor: accountOf(req)._id, now: clock.now() });

  const showLetters = async (req: Request, res: Response, accounts: readonly Account[]) => {
    const letters = await makeLetters(accounts, config.baseUrl ?? '', changeBy(req));
    await res.page('accounts/letters', {
      script: 'desk.js',
      title: translator(res.locals.lang)('accounts:letters.title'),
      letters,
    });
  };
  const showForm = async (
    res: Response,
    account: Account | null,
    values: Record<string, unknown>,
    errors: FieldError[],
  ) => {
    const offices = await officeChoices(res.locals.lang);
    await res.page('accounts/form', presentForm(res.locals.lang, account, values, errors, offices));
  };

  router.get('/accounts', administrator, async (_req, res) => {
    const accounts = await listedAccounts(res.locals.lang, await officeChoices(res.locals.lang));
    await res.page('accounts/index', {
      title: translator(res.locals.lang)('accounts:index.title'),
      accounts,
    });
  });

  router.get('/accounts/new', administrator, (_req, res) => showForm(res, null, { role: 'manager' }, []));

  router.post('/accounts', administrator, async (req, res) => {
    const form = readForm(newAccountForm, req.body);
    if (!form.ok) return showForm(res, null, req.body ?? {}, form.errors);
    const { actor, now } = changeBy(req);
    try {
      const account = await createAccount(form.value, actor, now);
      await showLetters(req, res, [account]);
    } catch (error) {
      if (!(error instanceof UsernameTaken)) throw error;
      const taken = { field: 'username', message: 'accounts:errors.usernameTaken' };
      await showForm(res, null, req.body, [taken]);
    }
  });

  addAccountImportRoutes(router, context, officeChoices, showLetters);

  router.post('/accounts/letters', administrator, async (req, res) => {
    const chosen = z.union([z.string().transform((id) => [id]), z.array(z.string())]).catch([]);
    const ids = new Set(chosen.parse(req.body?.account));
    const accounts = (await AccountModel.find({ disabled: false }).lean()).filter(({ _id }) => ids.has(_id));
    if (accounts.length) return showLetters(req, res, accounts);
    flash(req, 'accounts:letters.none', {}, 'warning');
    res.redirect(303, accountsPath);
  });

  router.get('/accounts/:id', administrator, async (req, res) => {
    const account = await getAccount(String(req.params.id));
    await showForm(res, account, valuesOf(account, res.locals.lang), []);
  });

  router.post('/accounts/:id', administrator, async (req, res) => {
    const account = await getAccount(String(req.params.id));
    const form = readForm(accountForm, req.body);
    if (!form.ok) return showForm(res, account, req.body ?? {}, form.errors);
    await updateAccount(account._id, form.value, changeBy(req));
    flash(req, 'accounts:form.saved');
    res.redirect(303, accountPath(account._id));
  });

  addStandingRoutes(router, administrator, showLetters, changeBy);
  return { routes: router };
}

type ShowLetters = (req: Request, res: Response, accounts: readonly Account[]) => Promise<void>;

/** What is done to an account without its form: another link, being let in or not, the end of its sessions. */
function addStandingRoutes(
  router: Router,
  administrator: RequestHandler,
  showLetters: ShowLetters,
  changeBy: (req: Request) => { actor: string; now: Date },
): void {
  router.post('/accounts/:id/link', administrator, async (req, res) => {
    await showLetters(req, res, [await getAccount(String(req.params.id))]);
  });

  for (const [path, disabled] of [
    ['disablement', true],
    ['enablement', false],
  ] as const) {
    router.post(`/accounts/:id/${path}`, administrator, async (req, res) => {
      await setDisabled(String(req.params.id), disabled, changeBy(req));
      flash(req, disabled ? 'accounts:form.disabled' : 'accounts:form.enabled');
      res.redirect(303, accountPath(String(req.params.id)));
    });
  }

  router.post('/accounts/:id/sessions/end', administrator, async (req, res) => {
    const count = await endSessionsOf(String(req.params.id), changeBy(req));
    flash(req, 'accounts:form.sessionsEnded', { count });
    res.redirect(303, accountPath(String(req.params.id)));
  });
}
