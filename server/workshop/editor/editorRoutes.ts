/** The editor: its page, and the one address that every change of a draft is posted to. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { displayNames } from '../../accounts/displayNames.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import type { FieldError } from '../../http/forms.ts';
import { BadRequest } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { localise } from '../../instruments/localised.ts';
import type { Change } from '../changes/change.ts';
import { type Body, changeIn, formKinds, rowAct, rowChange } from '../changes/forms.ts';
import { type Saved, saveChange } from '../changes/saveChange.ts';
import { arabicLetters } from '../checks/spelling.ts';
import { getDraft } from '../draft/getDraft.ts';
import { draftPath, newRowPath, partPath } from '../paths.ts';
import { partOf } from './parts.ts';
import { presentCollision } from './presentCollision.ts';
import { holdAgainstBase, presentDraft } from './presentDraft.ts';
import { presentEditor } from './presentEditor.ts';

const editorQuery = z.object({
  part: z.string().max(100).catch(''),
  edit: z.string().max(100).catch(''),
  page: z.coerce.number().int().min(1).catch(1),
});
const posted = z.object({
  from: z.coerce.number().int().min(0),
  part: z.string().max(100).catch(''),
  kind: z.enum(formKinds).optional().catch(undefined),
  act: rowAct.optional().catch(undefined),
});
type Posted = z.infer<typeof posted>;

export function editorRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');

  const show = async (req: Request, res: Response, errors: FieldError[], typed?: Body) => {
    const reader = readerOf(res);
    const draft = await getDraft(String(req.params.id));
    const asked = typed
      ? { ...editorQuery.parse(typed), edit: openedBy(typed) }
      : editorQuery.parse(req.query);
    const part = partOf(asked.part, draft.content);
    const opened = { part, open: asked.edit, page: asked.page, ...(typed && { typed }) };
    const editor = await presentEditor(await holdAgainstBase(draft), opened, clock.now(), reader);
    await res.page('workshop/editor', {
      title: `${editor.heading} · ${editor.frame.name.text}`,
      layout: 'desk',
      status: errors.length > 0 ? 422 : 200,
      errors,
      path: partPath(draft.instrument, part.name),
      editor,
    });
  };

  router.get('/instruments/:id/draft', administrator, (req, res) => show(req, res, []));

  router.post('/instruments/:id/draft/changes', administrator, async (req, res) => {
    const body = (req.body ?? {}) as Body;
    const instrument = String(req.params.id);
    const form = posted.safeParse(body);
    await getDraft(instrument);
    if (!form.success) throw new BadRequest();
    const change = changeOf(form.data, body);
    if (!change.ok) return show(req, res, change.errors, body);
    const asked = { instrument, from: form.data.from, change: change.value };
    const saved = await saveChange(asked, auditContextOf(req, clock));
    if (saved.outcome === 'invalid') return show(req, res, saved.errors, body);
    if (saved.outcome === 'collision') return showCollision(res, saved, change.value, body);
    await tell(req, res, saved, change.value, body);
    const { part } = form.data;
    res.redirect(303, body.next ? newRowPath(instrument, part) : partPath(instrument, part, saved.id));
  });
  return router;
}

/** The row whose form was sent. */
const openedBy = ({ kind, id }: Body) => (kind ? String(id || 'new') : '');

/** @throws BadRequest where no form of ours sends that */
function changeOf({ kind, act }: Posted, body: Body) {
  if (act) return { ok: true as const, value: rowChange(act) };
  if (!kind) throw new BadRequest();
  return changeIn(kind, body);
}

/** What was done, what else was mended, and who else has been saving. */
async function tell(
  req: Request,
  res: Response,
  saved: Extract<Saved, { outcome: 'saved' | 'unchanged' }>,
  change: Change,
  body: Body,
): Promise<void> {
  const name = saved.outcome === 'saved' ? change.kind : 'unchanged';
  flash(req, `workshop:done.${/^(move|copy|retire|unchanged)$/.test(name) ? name : 'saved'}`, {
    id: saved.id,
  });
  const letters = [...new Set(Object.values(body).flatMap((typed) => arabicLetters(String(typed))))];
  if (letters.length > 0) flash(req, 'workshop:done.letters', { letters: letters.join(' ') });
  if (!saved.byOthers) return;
  const { by, did } = saved.byOthers;
  const names = await displayNames([by]);
  const done = readerOf(res).t(`workshop:did.${did.name}`, did.values);
  flash(req, 'workshop:done.byOthers', { name: names[by], did: done }, 'warning');
}

/** The second of two people who changed the same sees what the first did, and chooses. */
async function showCollision(
  res: Response,
  saved: Extract<Saved, { outcome: 'collision' }>,
  change: Change,
  body: Body,
): Promise<void> {
  const reader = readerOf(res);
  const { draft } = saved;
  const frame = await presentDraft(await holdAgainstBase(draft), 'editor', reader);
  const hidden = Object.entries(body)
    .filter(([field]) => field !== '_csrf' && field !== 'from')
    .flatMap(([field, value]) => [value].flat().map((one): [string, string] => [field, String(one)]));
  await res.page('workshop/collision', {
    title: reader.t('workshop:collision.title', { name: localise(draft.content.title, reader.lang).text }),
    layout: 'desk',
    status: 409,
    path: draftPath(draft.instrument),
    frame,
    collision: await presentCollision(saved, change, reader),
    hidden: [...hidden, ['from', String(draft.number)]],
    back: partPath(draft.instrument, String(body.part ?? '')),
  });
}
