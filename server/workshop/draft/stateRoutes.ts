/** Beginning a draft, its list of states, going back to one, and giving the draft up. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { displayNames } from '../../accounts/displayNames.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { Conflict, NotFound } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { instrumentsPath } from '../../instruments/paths.ts';
import { holdAgainstBase, presentDraft } from '../editor/presentDraft.ts';
import { scaleNames } from '../knownScales.ts';
import { blankPath, draftPath } from '../paths.ts';
import { discardDraft } from './approveDraft.ts';
import { beginBlank, beginDraft } from './beginDraft.ts';
import { findState, getDraft, listStates } from './getDraft.ts';
import { newInstrumentFields } from './newInstrument.ts';
import { saveState } from './saveState.ts';

const statesPerPage = 50;
const blankForm = z.object({
  ...newInstrumentFields,
  scale: z.enum(scaleNames, 'workshop:errors.scale'),
});
const stateNumber = z.coerce.number().int().min(1);

export function stateRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/instruments/new/blank', administrator, async (_req, res) => {
    await showBlank(res, {}, []);
  });

  router.post('/instruments/new/blank', administrator, async (req, res) => {
    const body = (req.body ?? {}) as Record<string, string>;
    const form = readForm(blankForm, body);
    if (!form.ok) return showBlank(res, body, form.errors);
    const { id, scale, 'title.fa': fa, 'title.en': en } = form.value;
    const title = { fa, ...(en && { en }) };
    if (!(await beginBlank({ id, title, scale }, auditContextOf(req, clock))))
      return showBlank(res, body, [{ field: 'id', message: 'workshop:errors.idTaken', values: { id } }]);
    res.redirect(303, draftPath(id));
  });

  router.post('/instruments/:id/draft', administrator, async (req, res) => {
    const id = String(req.params.id);
    await beginDraft(id, auditContextOf(req, clock));
    res.redirect(303, draftPath(id));
  });

  router.get('/instruments/:id/draft/states', administrator, async (req, res) => {
    await showStates(req, res);
  });

  router.post('/instruments/:id/draft/restoration', administrator, async (req, res) => {
    const id = String(req.params.id);
    const { number } = z.object({ number: stateNumber.catch(0) }).parse(req.body ?? {});
    const [draft, state] = [await getDraft(id), await findState(id, number)];
    if (!state?.content) throw new NotFound('workshop:errors.noState');
    const { version } = draft.content;
    const content = { ...state.content, version };
    const next = {
      content,
      did: { name: 'restored', values: { number } },
      classes: state.classes,
      translations: state.translations ?? [],
    };
    if (!(await saveState(draft, next, auditContextOf(req, clock))))
      throw new Conflict('workshop:errors.savedMeanwhile');
    flash(req, 'workshop:done.restored', { number });
    res.redirect(303, draftPath(id));
  });

  router.post('/instruments/:id/draft/deletion', administrator, async (req, res) => {
    const id = String(req.params.id);
    await discardDraft(id, auditContextOf(req, clock));
    flash(req, 'workshop:done.discarded');
    res.redirect(303, instrumentsPath);
  });
  return router;
}

async function showBlank(res: Response, values: Record<string, string>, errors: FieldError[]): Promise<void> {
  await res.page('workshop/blank', {
    title: readerOf(res).t('workshop:blank.title'),
    layout: 'desk',
    status: errors.length > 0 ? 422 : 200,
    path: blankPath,
    errors,
    values,
    scales: scaleNames,
  });
}

async function showStates(req: Request, res: Response): Promise<void> {
  const reader = readerOf(res);
  const draft = await getDraft(String(req.params.id));
  const upTo = stateNumber.catch(draft.number).parse(req.query.from);
  const states = await listStates(draft.instrument, upTo, statesPerPage + 1);
  const names = await displayNames(states.map(({ by }) => by));
  const { t, f } = reader;
  const frame = await presentDraft(await holdAgainstBase(draft), 'states', reader);
  await res.page('workshop/states', {
    title: t('workshop:states.title'),
    layout: 'desk',
    frame,
    states: states.slice(0, statesPerPage).map(({ number, at, by, did }) => ({
      number,
      isPresent: number === draft.number,
      did: t(`workshop:did.${did.name}`, did.values),
      id: String(did.values.id ?? ''),
      by: names[by] ?? by,
      at: f.dateTime(at),
    })),
    older: states[statesPerPage]?.number ?? null,
  });
}
