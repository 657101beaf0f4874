/** The steps of a draft: each has its page, and saves what was typed in it before it leads on, whichever button was pressed. */
import { type Request, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import type { FieldError } from '../../http/forms.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import type { Reader } from '../../i18n/reader.ts';
import { offeredInstruments } from '../../instruments/retirement.ts';
import { wavePath } from '../../waves/paths.ts';
import { bodyOf } from '../../waves/request.ts';
import { isOfficeChoice } from './chooseOffices.ts';
import { type DraftPart, partsOf } from './draftParts.ts';
import { draftOf } from './draftRoutes.ts';
import { type DraftStep, isDraftStep, stepAfter, stepPath } from './draftSteps.ts';
import { valuesOfBody } from './draftValues.ts';
import { choose, officesOn } from './officesOfDraft.ts';
import { conflictErrors, namesOfChanged } from './presentConflicts.ts';
import { type SavedStep, saveStep } from './saveStep.ts';
import { showStep, showWholeForm } from './showSteps.ts';

export function stepRoutes(context: AppContext): Router {
  const { clock } = context;
  const router = Router();
  const administrator = requireRole('administrator');
  /** Of other steps no field shows them. */
  const officesFor = async (step: DraftStep | null) =>
    step === 'who' || step === null ? officesOn(isoDayOf(clock.now())) : [];

  router.get('/waves/:id/edit', administrator, async (req, res) => {
    const wave = await draftOf(req);
    await showStep(res, { wave, step: 'what', offices: [] }, context);
  });

  router.get('/waves/:id/edit/:step', administrator, async (req, res) => {
    const { step } = req.params;
    const wave = await draftOf(req);
    if (!isDraftStep(step)) throw new NotFound();
    await showStep(res, { wave, step, offices: await officesFor(step) }, context);
  });

  router.post('/waves/:id', administrator, async (req, res) => {
    const wave = await draftOf(req);
    const body = bodyOf(req);
    const step = isDraftStep(body.step) ? body.step : null;
    const values = valuesOfBody(body);
    const offices = await officesFor(step);
    const reader = readerOf(res);
    if (isOfficeChoice(body.choose)) {
      const typed = { ...values, offices: await choose(body.choose, values, offices) };
      return step
        ? showStep(res, { wave, step, offices, typed, began: beganIn(body, step) }, context)
        : showWholeForm(res, { wave, values: typed, offices });
    }
    const instruments = (await offeredInstruments()).map(({ id }) => id);
    const input = { step, values, began: beganIn(body, step), instruments };
    const saved = await saveStep(wave._id, input, auditContextOf(req, clock));
    await tellOfOthers(req, saved, reader);
    const errors: FieldError[] = [...saved.errors, ...(await conflictErrors(saved, offices, reader))];
    const asked = placeAfter(body.go, wave._id, step);
    // A link of the list of steps leads on whatever is wrong: it was kept. Only what two people changed has to be decided at once.
    if (errors.length === 0 || (isDraftStep(body.go) && saved.conflicts.length === 0)) {
      tellSaved(req, errors.length, step, reader);
      return res.redirect(303, asked);
    }
    if (!step) return showWholeForm(res, { wave: saved.wave, values, errors, offices });
    await showStep(res, { wave: saved.wave, step, offices, typed: values, errors }, context);
  });
  return router;
}

/** What is not right was kept as typed, and is no reason to stay; only nobody should take it for done. */
function tellSaved(req: Request, wrong: number, step: DraftStep | null, { t }: Reader): void {
  if (wrong === 0 || !step) flash(req, 'campaigns:done.saved');
  else flash(req, 'campaigns:done.savedWrong', { count: wrong, step: t(`draft:steps.${step}`) }, 'warning');
}

/** Where the pressed button leads: a step, the next one, or the page of the draft. */
function placeAfter(go: unknown, id: string, step: DraftStep | null): string {
  if (isDraftStep(go)) return stepPath(id, go);
  return go === 'next' && step ? stepPath(id, stepAfter(step)) : wavePath(id);
}

function beganIn(body: Record<string, unknown>, step: DraftStep | null): Partial<Record<DraftPart, string>> {
  const given = partsOf(step).map((part) => [part, body[`began.${part}`]] as const);
  return Object.fromEntries(given.filter(([, version]) => typeof version === 'string'));
}

/** What somebody else has changed in the same step, which stays as they left it. */
async function tellOfOthers(req: Request, { theirs }: SavedStep, reader: Reader): Promise<void> {
  for (const values of await namesOfChanged(theirs, reader))
    flash(req, 'draft:conflict.theirs', values, 'warning');
}
