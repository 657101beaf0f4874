/** What several routes of accounts answer with: the form, the printable letters with one-time links, and who changes what. */
import type { Request, Response } from 'express';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import type { FieldError } from '../http/forms.ts';
import { translator } from '../i18n/translator.ts';
import type { Account } from './account.ts';
import { audit } from './audit/audit.ts';
import { type AuditContext, auditContextOf } from './audit/auditContext.ts';
import { makeLetters } from './letters.ts';
import { queueForAccounts } from './messages/accountMessage.ts';
import type { OfficeChoices } from './officeChoices.ts';
import { accountsPath } from './paths.ts';
import { presentForm } from './presentAccounts.ts';
import { findIdentity } from './provider/identity.ts';
import { factorsOf, hasFactor } from './secondFactor/factors.ts';

export interface AccountPages {
  auditContext(req: Request): AuditContext;
  /** Makes new one-time links: they are shown on this page and never again. */
  showLetters(req: Request, res: Response, accounts: readonly Account[]): Promise<void>;
  /** Queues messages with links; those that no message reaches get letters. */
  sendLinks(req: Request, res: Response, accounts: readonly Account[]): Promise<void>;
  /** @param account null for a new one */
  showForm(
    res: Response,
    account: Account | null,
    values: Record<string, unknown>,
    errors?: FieldError[],
  ): Promise<void>;
}

export function accountPages(context: AppContext, officeChoices: OfficeChoices): AccountPages {
  const { clock, config } = context;
  const auditContext = (req: Request) => auditContextOf(req, clock);
  const showLetters: AccountPages['showLetters'] = async (req, res, accounts) => {
    const letters = await makeLetters(accounts, config.baseUrl ?? '', auditContext(req));
    const title = translator(res.locals.lang)('accounts:letters.title');
    await res.page('accounts/letters', { script: 'desk.js', title, letters });
  };
  return {
    auditContext,
    showLetters,
    async sendLinks(req, res, accounts) {
      const { actor, now } = auditContext(req);
      const unreached = await queueForAccounts(accounts, { purpose: 'setPassword' }, now);
      const missed = new Set(unreached.map(({ _id }) => _id));
      for (const { _id: id } of accounts)
        if (!missed.has(id))
          await audit({ at: now, actor, action: 'account.link', subject: { kind: 'account', id } });
      const count = accounts.length - unreached.length;
      flash(req, 'accounts:letters.sent', { count }, count > 0 ? 'done' : 'warning');
      if (unreached.length === 0) return res.redirect(303, accountsPath);
      await showLetters(req, res, unreached);
    },
    async showForm(res, account, values, errors = []) {
      const { lang } = res.locals;
      await res.page(
        'accounts/form',
        presentForm({
          language: lang,
          account,
          identity: account && (await identityFor(account, config)),
          hasSecondFactor: account !== null && hasFactor(await factorsOf(account._id)),
          values,
          errors,
          offices: await officeChoices(lang),
        }),
      );
    },
  };
}

/** Who the account is at the provider; null where there is none. */
async function identityFor({ _id }: Account, { provider }: AppContext['config']) {
  if (!provider) return null;
  return { provider: provider.name, subject: (await findIdentity(_id))?.subject ?? '' };
}
