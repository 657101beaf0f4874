/** The page where administrators name and order the levels of their offices. */
import { type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import type { FieldError } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { levelsPath } from '../paths.ts';
import { readLevels, type TypedLevels } from './levelForm.ts';
import { loadLevels } from './loadLevels.ts';
import { presentLevels } from './presentLevels.ts';
import { officesByLevel, saveLevels } from './saveLevels.ts';

export function levelRoutes({ clock }: Pick<AppContext, 'clock'>): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const show = async (res: Response, typed: TypedLevels | null, errors: FieldError[]) => {
    const [levels, offices] = await Promise.all([loadLevels(), officesByLevel()]);
    await res.page('offices/levels', {
      ...presentLevels({ levels, offices, typed }, readerOf(res)),
      status: errors.length > 0 ? 422 : 200,
      errors,
    });
  };

  router.get('/offices/levels', administrator, async (_req, res) => show(res, null, []));

  router.post('/offices/levels', administrator, async (req, res) => {
    const typed = readLevels(req.body);
    const errors = await saveLevels(typed, auditContextOf(req, clock));
    if (errors.length > 0) return show(res, typed, errors);
    flash(req, 'offices:levels.done');
    res.redirect(303, levelsPath);
  });
  return router;
}
