/** The pages of offices: the searchable tree, one office with its headcount, and the import with its preview. */
import { Router } from 'express';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import { type FieldError, readForm } from '../http/forms.ts';
import { NotFound } from '../http/httpErrors.ts';
import { formatter } from '../i18n/format.ts';
import type { Language } from '../i18n/languages.ts';
import { officeChangeRoutes } from './changeRoutes.ts';
import { correctOfficeHeadcount } from './correctOfficeHeadcount.ts';
import { headcountForm } from './forms.ts';
import { officeImportRoutes } from './importRoutes.ts';
import { levelRoutes } from './levels/levelRoutes.ts';
import { loadLevels } from './levels/loadLevels.ts';
import { officeListRoutes } from './listRoutes.ts';
import { loadOffices } from './loadOffices.ts';
import { officeName } from './officeName.ts';
import type { OfficeWaves } from './officeWaves.ts';
import { officePath } from './paths.ts';
import { factsOf } from './present.ts';

export function officeRoutes(context: AppContext, waves: OfficeWaves): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const { clock } = context;

  router.use(officeListRoutes(context, waves));
  router.use(officeImportRoutes(context), levelRoutes(context), officeChangeRoutes(context, waves));

  const localsOf = async (
    code: string,
    language: Language,
    values: Record<string, unknown> | null,
    errors: FieldError[],
  ) => {
    const [tree, levels] = await Promise.all([loadOffices(language), loadLevels()]);
    const office = tree.get(code);
    if (!office) throw new NotFound();
    const headcount = office.headcount === null ? '' : formatter(language).number(office.headcount);
    return {
      title: officeName(office, language),
      status: errors.length ? 422 : 200,
      office,
      facts: factsOf(office, { tree, levels }, language),
      values: values ?? { headcount, note: '' },
      errors,
    };
  };

  router.get('/offices/:code', administrator, async (req, res) => {
    await res.page('offices/show', await localsOf(String(req.params.code), res.locals.lang, null, []));
  });

  router.post('/offices/:code/headcount', administrator, async (req, res) => {
    const code = String(req.params.code);
    const form = readForm(headcountForm, req.body);
    if (!form.ok)
      return res.page('offices/show', await localsOf(code, res.locals.lang, req.body, form.errors));
    await correctOfficeHeadcount(code, { ...form.value, ...auditContextOf(req, clock) });
    flash(req, 'offices:show.corrected');
    res.redirect(303, officePath(code));
  });

  return router;
}
