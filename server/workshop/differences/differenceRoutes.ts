/** Differences from the version that was asked last, classing them, and the way through a second person to a new version. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import type { FieldError } from '../../http/forms.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { approveDraft, submitDraft, versionOf } from '../draft/approveDraft.ts';
import { getDraft } from '../draft/getDraft.ts';
import { holdAgainstBase, presentDraft } from '../editor/presentDraft.ts';
import { draftPath, instrumentPath } from '../paths.ts';
import { problemsOf } from '../problemsOf.ts';
import { classItems } from './classItems.ts';
import { presentDifferences } from './presentDifferences.ts';

const pageNumber = z.coerce.number().int().min(1).catch(1);
const seen = z.object({ from: z.coerce.number().int().catch(0) });

export function differenceRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const idOf = (req: Request) => String(req.params.id);

  router.get('/instruments/:id/draft/differences', administrator, (req, res) => show(req, res, []));

  router.post('/instruments/:id/draft/classes', administrator, async (req, res) => {
    const body = (req.body ?? {}) as Record<string, unknown>;
    const errors = await classItems(idOf(req), body, auditContextOf(req, clock));
    if (errors.length > 0) return show(req, res, errors);
    flash(req, 'workshop:done.classed');
    res.redirect(303, `${draftPath(idOf(req), 'differences')}?page=${pageNumber.parse(body.page)}`);
  });

  router.post('/instruments/:id/draft/submission', administrator, async (req, res) => {
    await submitDraft(idOf(req), seen.parse(req.body ?? {}).from, auditContextOf(req, clock));
    flash(req, 'workshop:done.submitted');
    res.redirect(303, draftPath(idOf(req), 'differences'));
  });

  router.post('/instruments/:id/draft/approval', administrator, async (req, res) => {
    const { from } = seen.parse(req.body ?? {});
    const version = await approveDraft(idOf(req), from, auditContextOf(req, clock));
    flash(req, 'workshop:done.approved', { version });
    res.redirect(303, instrumentPath(idOf(req)));
  });

  router.get('/instruments/:id/draft/file', administrator, async (req, res) => {
    const draft = await getDraft(idOf(req));
    if (problemsOf(draft.content).length > 0) throw new Conflict('workshop:errors.notSound');
    const instrument = await versionOf(draft);
    res.attachment(`${instrument.id}-${instrument.version}-draft.json`);
    res.type('application/json; charset=utf-8').send(`${JSON.stringify(instrument, null, 2)}\n`);
  });
  return router;
}

/** @throws NotFound where there is no draft */
async function show(req: Request, res: Response, errors: FieldError[]): Promise<void> {
  const reader = readerOf(res);
  const held = await holdAgainstBase(await getDraft(String(req.params.id)));
  const me = accountOf(req)._id;
  const frame = { layout: 'desk' as const, status: errors.length > 0 ? 422 : 200, errors };
  const path = draftPath(held.draft.instrument, 'differences');
  const { base, comparison } = held;
  if (!base || !comparison) {
    const { draft } = held;
    await res.page('workshop/firstVersion', {
      ...frame,
      path,
      title: reader.t('workshop:differences.first'),
      frame: await presentDraft(held, 'differences', reader),
      submitted: draft.submitted,
      isMine: draft.by === me,
      problems: problemsOf(draft.content).length,
    });
    return;
  }
  const page = pageNumber.parse(req.query.page ?? (req.body as { page?: string } | undefined)?.page);
  const differences = await presentDifferences({ ...held, base, comparison }, page, me, reader);
  await res.page('workshop/differences', { ...frame, path, title: differences.title, differences });
}
