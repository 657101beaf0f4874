/** The administrators' page of tokens. A new token is shown in the answer to the form that made it, and never again. */
import { type Request, type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import { requireProof } from '../../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { officeChoices } from '../../offices/loadOffices.ts';
import { referencePath, tokensPath } from '../paths.ts';
import { createToken, revokeToken } from './changeTokens.ts';
import { maxDays, officeRows, tokenForm } from './forms.ts';
import { presentTokens } from './presentTokens.ts';

interface Shown {
  values: Record<string, unknown>;
  errors?: FieldError[];
  /** A token that was just made. */
  made?: { name: string; text: string } | null;
}

/** In the reader's digits. */
const usual = (res: Response) => ({ days: readerOf(res).f.number(90) });

export function tokenRoutes(context: AppContext): Router {
  const { clock } = context;
  const router = Router();
  const administrator = requireRole('administrator');

  const show = async (res: Response, { values, errors = [], made = null }: Shown) => {
    const reader = readerOf(res);
    await res.page('api/tokens', {
      title: reader.t('api:tokens.title'),
      status: errors.length > 0 ? 422 : 200,
      // The answer to a form has no address of its own.
      ...(made && { noLanguages: true }),
      errors,
      values,
      made,
      officeRows,
      maxDays,
      reference: `${reader.lang === 'fa' ? '' : `/${reader.lang}`}${referencePath}`,
      ...(await presentTokens(clock.now(), officeChoices, reader)),
    });
  };

  router.get('/system/tokens', administrator, (_req, res) => show(res, { values: usual(res) }));

  router.post('/system/tokens', administrator, requireProof(context), async (req: Request, res) => {
    const form = readForm(tokenForm, req.body);
    if (!form.ok) return show(res, { values: req.body ?? {}, errors: form.errors });
    const { token, text } = await createToken(form.value, auditContextOf(req, clock));
    await show(res, { values: usual(res), made: { name: token.name, text } });
  });

  router.post('/system/tokens/:token/revocation', administrator, async (req, res) => {
    await revokeToken(String(req.params.token), auditContextOf(req, clock));
    flash(req, 'api:tokens.revoked');
    res.redirect(303, tokensPath);
  });
  return router;
}
