/** The administrator's pages of accounts. One-time links are shown in the answer that makes them and never again. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import { readForm } from '../http/forms.ts';
import { readerOf } from '../http/readerOf.ts';
import { translator } from '../i18n/translator.ts';
import { AccountModel } from './account.ts';
import { accountImportRoutes } from './accountImportRoutes.ts';
import { type AccountPages, accountPages } from './accountPages.ts';
import { accountCsv } from './accountTable.ts';
import { disableAccount, enableAccount, endSessionsOf, getAccount, updateAccount } from './changeAccount.ts';
import { createAccount, UsernameTaken } from './createAccount.ts';
import { accountForm, newAccountForm } from './forms.ts';
import { requireRole } from './guards.ts';
import type { OfficeChoices } from './officeChoices.ts';
import { accountPath, accountsPath } from './paths.ts';
import { listedAccounts, valuesOf } from './presentAccounts.ts';
import { resetFactors } from './secondFactor/changeFactors.ts';
import { requireProof } from './secondFactor/requireProof.ts';

export function accountRoutes(context: AppContext, officeChoices: OfficeChoices): Router {
  const router = Router();
  const pages = accountPages(context, officeChoices);
  router.get('/accounts', requireRole('administrator'), async (_req, res) => {
    const { lang } = res.locals;
    const accounts = await listedAccounts(lang, await officeChoices(lang));
    await res.page('accounts/index', { title: translator(lang)('accounts:index.title'), accounts });
  });
  router.get('/accounts/list.csv', requireRole('administrator'), requireProof(context), async (_req, res) => {
    res
      .attachment('accounts.csv')
      .type('text/csv; charset=utf-8')
      .send(await accountCsv(readerOf(res)));
  });
  router.use(
    newAccountRoutes(context, pages),
    accountImportRoutes(context, officeChoices, pages),
    letterRoutes(context, pages),
  );
  router.use(
    accountChangeRoutes(context, pages),
    accountStatusRoutes(context, pages),
    factorResetRoutes(context, pages),
  );
  return router;
}

function newAccountRoutes(context: AppContext, pages: AccountPages): Router {
  const { showForm, showLetters, auditContext } = pages;
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/accounts/new', administrator, (_req, res) => showForm(res, null, { role: 'manager' }));

  router.post('/accounts', administrator, requireProof(context), async (req, res) => {
    const form = readForm(newAccountForm, req.body);
    if (!form.ok) return showForm(res, null, req.body ?? {}, form.errors);
    const { actor, now } = auditContext(req);
    try {
      const account = await createAccount(form.value, actor, now);
      await showLetters(req, res, [account]);
    } catch (error) {
      if (!(error instanceof UsernameTaken)) throw error;
      const taken = { field: 'username', message: 'accounts:errors.usernameTaken' };
      await showForm(res, null, req.body, [taken]);
    }
  });
  return router;
}

/** Further links for accounts that are there: for the ones chosen in the list, or for one on its page. */
function letterRoutes(context: AppContext, { showLetters, sendLinks }: AccountPages): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const proof = requireProof(context);

  router.post('/accounts/letters', administrator, proof, async (req, res) => {
    const chosen = z.union([z.string().transform((id) => [id]), z.array(z.string())]).catch([]);
    const ids = new Set(chosen.parse(req.body?.account));
    const accounts = (await AccountModel.find({ disabled: false }).lean()).filter(({ _id }) => ids.has(_id));
    if (accounts.length && req.body?.by === 'message') return sendLinks(req, res, accounts);
    if (accounts.length) return showLetters(req, res, accounts);
    flash(req, 'accounts:letters.none', {}, 'warning');
    res.redirect(303, accountsPath);
  });

  router.post('/accounts/:id/link', administrator, proof, async (req, res) => {
    await showLetters(req, res, [await getAccount(String(req.params.id))]);
  });
  return router;
}

function accountChangeRoutes(context: AppContext, { showForm, auditContext }: AccountPages): Router {
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/accounts/:id', administrator, async (req, res) => {
    const account = await getAccount(String(req.params.id));
    await showForm(res, account, valuesOf(account, res.locals.lang));
  });

  router.post('/accounts/:id', administrator, requireProof(context), async (req, res) => {
    const account = await getAccount(String(req.params.id));
    const form = readForm(accountForm, req.body);
    if (!form.ok) return showForm(res, account, req.body ?? {}, form.errors);
    await updateAccount(account._id, form.value, auditContext(req));
    flash(req, 'accounts:form.saved');
    res.redirect(303, accountPath(account._id));
  });
  return router;
}

/** What is done to an account without its form: being let in or not, the end of its sessions. */
function accountStatusRoutes(context: AppContext, { auditContext }: AccountPages): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const proof = requireProof(context);

  for (const [path, change, message] of [
    ['disablement', disableAccount, 'accounts:form.disabled'],
    ['enablement', enableAccount, 'accounts:form.enabled'],
  ] as const) {
    router.post(`/accounts/:id/${path}`, administrator, proof, async (req, res) => {
      await change(String(req.params.id), auditContext(req));
      flash(req, message);
      res.redirect(303, accountPath(String(req.params.id)));
    });
  }

  router.post('/accounts/:id/sessions/end', administrator, proof, async (req, res) => {
    const count = await endSessionsOf(String(req.params.id), auditContext(req));
    flash(req, 'accounts:form.sessionsEnded', { count });
    res.redirect(303, accountPath(String(req.params.id)));
  });
  return router;
}

/** For somebody whose phone and recovery codes are gone: they sign in with the password and set up another. */
function factorResetRoutes(context: AppContext, { auditContext }: AccountPages): Router {
  const router = Router();
  const guards = [requireRole('administrator'), requireProof(context)];
  router.post('/accounts/:id/second-factor/reset', guards, async (req: Request, res: Response) => {
    const id = String(req.params.id);
    await resetFactors(id, auditContext(req));
    flash(req, 'secondFactor:reset.done');
    res.redirect(303, accountPath(id));
  });
  return router;
}
