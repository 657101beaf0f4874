/** New drafts, begun with what is asked; and what is done to a draft as a whole. A form with errors is shown again with everything typed. */
import { type Request, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { codeOrNone } from '../../http/formFields.ts';
import { readerOf } from '../../http/readerOf.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import { offeredInstruments } from '../../instruments/retirement.ts';
import { getWave } from '../../waves/getWave.ts';
import { wavePath, wavesPath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import type { Wave } from '../../waves/wave.ts';
import { requireEditable } from '../requireState.ts';
import { isOfficeChoice } from './chooseOffices.ts';
import { readWholeDraft } from './draftForm.ts';
import { fieldsOf, stepPath } from './draftSteps.ts';
import { type DraftValues, valuesOfBody, valuesOfCopy, valuesOfNew } from './draftValues.ts';
import { choose, officesOn } from './officesOfDraft.ts';
import { createDraft, deleteDraft, markBackupTested } from './saveDraft.ts';
import { showNewDraft, showWholeForm } from './showSteps.ts';

export function draftRoutes(context: AppContext): Router {
  const { clock } = context;
  const router = Router();
  const administrator = requireRole('administrator');
  const today = () => isoDayOf(clock.now());

  router.get('/waves/new', administrator, async (req, res) => {
    const { like } = newQuery.parse(req.query);
    const known = like ? await getWave(like) : null;
    const offices = await officesOn(today());
    const { f } = readerOf(res);
    await showNewDraft(res, known ? valuesOfCopy(known, offices, f) : valuesOfNew(offices, f));
  });

  router.post('/waves', administrator, async (req, res) => {
    const body = bodyOf(req);
    const typed = valuesOfBody(body);
    const like = typed.like ? await getWave(typed.like) : null;
    const offices = await officesOn(today());
    const { f } = readerOf(res);
    if (body.step !== 'what' && isOfficeChoice(body.choose)) {
      const chosen = await choose(body.choose, typed, offices);
      return showWholeForm(res, { wave: null, values: { ...typed, offices: chosen }, offices });
    }
    const begun = like ? valuesOfCopy(like, offices, f) : valuesOfNew(offices, f);
    const values = body.step === 'what' ? beginning(begun, typed, like) : typed;
    const read = readWholeDraft(values);
    const instruments = (await offeredInstruments()).map(({ id }) => id);
    const made = read.ok
      ? await createDraft(read.value, instruments, auditContextOf(req, clock), { like })
      : read;
    if (made.ok) {
      flash(req, 'campaigns:done.drafted');
      return res.redirect(303, body.step === 'what' ? stepPath(made.id, 'who') : wavePath(made.id));
    }
    const { errors } = made;
    if (body.step === 'what') return showNewDraft(res, values, errors);
    await showWholeForm(res, { wave: null, values, errors, offices });
  });

  router.post('/waves/:id/deletion', administrator, async (req, res) => {
    await deleteDraft(await waveOf(req), auditContextOf(req, clock));
    flash(req, 'campaigns:done.deleted');
    res.redirect(303, wavesPath);
  });

  router.post('/waves/:id/backup-test', administrator, async (req, res) => {
    const wave = await draftOf(req);
    await markBackupTested(wave, auditContextOf(req, clock));
    res.redirect(303, wavePath(wave._id));
  });
  return router;
}

const newQuery = z.object({ like: codeOrNone() });

/** The first step over what a new draft begins with. A pilot is made in a few offices: it begins with none. */
function beginning(begun: DraftValues, typed: DraftValues, like: Wave | null): DraftValues {
  const first = Object.fromEntries(fieldsOf('what').map((field) => [field, typed[field]]));
  return { ...begun, ...first, ...(typed.pilot && !like ? { offices: [] } : {}) };
}

/** @throws NotFound; Conflict once launched */
export async function draftOf(req: Request): Promise<Wave> {
  const wave = await waveOf(req);
  requireEditable(wave);
  return wave;
}
