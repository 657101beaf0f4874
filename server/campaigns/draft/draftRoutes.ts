/** Creating and editing drafts. A form with errors is shown again with everything that was typed. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { codeOrNone } from '../../http/formFields.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { parseNumber } from '../../i18n/digits.ts';
import { isoDayOf } from '../../i18n/isoDay.ts';
import type { Reader } from '../../i18n/reader.ts';
import { localise } from '../../instruments/localised.ts';
import { offeredInstruments } from '../../instruments/retirement.ts';
import { isValidOn, type Office, OfficeModel } from '../../offices/office.ts';
import { getWave, listWaves } from '../../waves/getWave.ts';
import { wavePath, wavesPath } from '../../waves/paths.ts';
import { itemCount, treeRows } from '../../waves/present.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import type { Wave } from '../../waves/wave.ts';
import { requireEditable } from '../requireState.ts';
import { chosenAfter, isOfficeChoice, searchedBranches } from './chooseOffices.ts';
import { draftForm } from './draftForm.ts';
import { type DraftValues, valuesOfBody, valuesOfCopy, valuesOfNew, valuesOfWave } from './draftValues.ts';
import { createDraft, deleteDraft, editDraft, markBackupTested } from './saveDraft.ts';

export function draftRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const today = () => isoDayOf(clock.now());

  router.get('/waves/new', administrator, async (req, res) => {
    const offices = await officesOn(today());
    const { f } = readerOf(res);
    const { like } = newQuery.parse(req.query);
    const values = like ? valuesOfCopy(await getWave(like), offices, f) : valuesOfNew(offices, f);
    await renderForm(res, { wave: null, values, offices });
  });

  router.post('/waves', administrator, async (req, res) => {
    const values = valuesOfBody(bodyOf(req));
    if (await choosing(req, res, null, values, today())) return;
    const like = values.like ? await getWave(values.like) : null;
    const saved = await save(values, (input, known) =>
      createDraft(input, known, auditContextOf(req, clock), { like }),
    );
    if (!saved.ok) {
      const { errors } = saved;
      return renderForm(res, { wave: null, values, errors, offices: await officesOn(today()) });
    }
    flash(req, 'campaigns:done.drafted');
    res.redirect(303, wavePath(saved.id));
  });

  router.get('/waves/:id/edit', administrator, async (req, res) => {
    const wave = await draftOf(req);
    const offices = await officesOn(today());
    await renderForm(res, { wave, values: valuesOfWave(wave, offices, readerOf(res).f), offices });
  });

  router.post('/waves/:id', administrator, async (req, res) => {
    const wave = await draftOf(req);
    const values = valuesOfBody(bodyOf(req));
    if (await choosing(req, res, wave, values, today())) return;
    const saved = await save(values, (input, known) =>
      editDraft(wave, input, known, auditContextOf(req, clock)),
    );
    if (!saved.ok) {
      const { errors } = saved;
      return renderForm(res, { wave, values, errors, offices: await officesOn(today()) });
    }
    flash(req, 'campaigns:done.saved');
    res.redirect(303, wavePath(wave._id));
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

/** Shows the form again with the offices that a button chose. @returns false where none of these buttons was pressed */
async function choosing(
  req: Request,
  res: Response,
  wave: Wave | null,
  values: DraftValues,
  day: string,
): Promise<boolean> {
  const { choose } = bodyOf(req);
  if (!isOfficeChoice(choose)) return false;
  const offices = await officesOn(day);
  const chosen = chosenAfter(choose, values, { offices, waves: await listWaves() });
  await renderForm(res, { wave, values: { ...values, offices: chosen }, offices });
  return true;
}

/** @throws NotFound; Conflict once launched */
async function draftOf(req: Request): Promise<Wave> {
  const wave = await waveOf(req);
  requireEditable(wave);
  return wave;
}

type CreateDraftArgs = Parameters<typeof createDraft>;
async function save(
  values: DraftValues,
  store: (input: CreateDraftArgs[0], instruments: CreateDraftArgs[1]) => ReturnType<typeof createDraft>,
): ReturnType<typeof createDraft> {
  const form = readForm(draftForm, values);
  if (!form.ok) return form;
  return store(
    form.value,
    (await offeredInstruments()).map(({ id }) => id),
  );
}

async function officesOn(day: string): Promise<Office[]> {
  const offices = await OfficeModel.find().lean();
  return offices.filter((office) => isValidOn(office, day));
}

interface DraftPage {
  /** null for a new draft. */
  wave: Wave | null;
  values: DraftValues;
  errors?: FieldError[];
  offices: readonly Office[];
}

async function renderForm(res: Response, { wave, values, errors = [], offices }: DraftPage): Promise<void> {
  const reader = readerOf(res);
  const waves = await listWaves();
  const shown = searchedBranches(offices, values.officeSearch);
  const tree = treeRows(
    offices.map((office) => ({ ...office, code: office._id })),
    reader,
  );
  const heading = wave ? reader.t('draft:form.titleEdit') : reader.t('draft:form.titleNew');
  await res.page('campaigns/draft/form', {
    title: heading,
    layout: 'desk',
    status: errors.length > 0 ? 422 : 200,
    script: 'desk.js',
    heading,
    action: wave ? wavePath(wave._id) : wavesPath,
    cancel: wave ? wavePath(wave._id) : wavesPath,
    values,
    errors,
    instruments: await instrumentChoices(reader),
    tree: tree.map((row, at) => ({
      ...row,
      isHidden: !shown.has(row.code),
      isParent: (tree[at + 1]?.depth ?? 0) > row.depth,
    })),
    levels: levelsOf(offices, reader),
    chosen: chosenOf(values),
    otherWaves: waves.filter(({ _id, state }) => _id !== wave?._id && state !== 'draft'),
  });
}

function levelsOf(offices: readonly Office[], { t }: Reader) {
  const levels = [...new Set(offices.map(({ level }) => level))];
  return levels.map((level) => ({
    value: level,
    label: t('draft:choose.levelOf', {
      level: t(`offices:level.${level}`),
      count: offices.filter((office) => office.level === level).length,
    }),
  }));
}

/** How many offices and, as far as it is known, people are chosen. */
function chosenOf({ offices, headcounts }: DraftValues) {
  const people = offices.reduce((sum, code) => sum + (parseNumber(headcounts[code] ?? '') ?? 0), 0);
  return { offices: offices.length, people };
}

async function instrumentChoices({ lang }: Reader) {
  const instruments = await offeredInstruments();
  return instruments.map((instrument) => ({
    id: instrument.id,
    title: localise(instrument.title, lang).text,
    items: itemCount([instrument]),
    minutes: instrument.minutes,
  }));
}
