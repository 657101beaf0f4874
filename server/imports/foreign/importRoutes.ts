/** The last steps of an import: the mapped file with everything wrong in it, and the wave that is made of it. */
import { type Request, type Response, Router } from 'express';
import { audit } from '../../accounts/audit/audit.ts';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { presentReading } from '../../tables/reading/reading.ts';
import { importWave } from '../importWave.ts';
import type { Body } from './chosenMapping.ts';
import { postedMapping } from './columnRoutes.ts';
import { mapInThread } from './foreignTask.ts';
import { claimFile, endClaim } from './heldFile.ts';
import { countedWaves, fieldsApart, type ImportFields, importForm } from './importForm.ts';
import type { MappedForeign, Mapping } from './mapForeign.ts';
import { importsPath } from './paths.ts';
import { rememberMapping } from './rememberedMapping.ts';
import { type Step, stepOf } from './step.ts';

interface Mapped {
  step: Step;
  mapping: Mapping;
  mapped: MappedForeign;
  hidden: [name: string, value: string][];
}

export function importRoutes(context: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const { config, clock } = context;

  router.post('/imports/check', administrator, async (req, res) => {
    const checked = await mappedFile(req, res, context);
    if (checked) await showCheck(res, checked, {}, []);
  });

  router.post('/imports', administrator, async (req, res) => {
    const checked = await mappedFile(req, res, context);
    if (!checked) return;
    const { step } = checked;
    const form = readForm(importForm, req.body);
    const errors = form.ok ? fieldsApart(form.value, await countedWaves()) : form.errors;
    if (!form.ok || errors.length > 0 || !checked.mapped.csv)
      return showCheck(res, checked, req.body as Body, errors);
    if (!claimFile(step.file, config.dataDir)) throw new Conflict('imports:errors.gone');
    let isImported = false;
    try {
      const wave = await makeWave(checked, form.value, auditContextOf(req, clock).actor, clock);
      isImported = true;
      flash(req, 'imports:done', { responses: wave.responses, empty: wave.empty });
      res.redirect(303, `/desk/waves/${wave.wave}`);
    } finally {
      endClaim(step.file, config.dataDir, isImported);
    }
  });
  return router;
}

async function mappedFile(req: Request, res: Response, context: AppContext): Promise<Mapped | null> {
  const step = await stepOf(req, context);
  const posted = await postedMapping(req.body as Body, res, step);
  if (!posted) return null;
  const { mapping, hidden } = posted;
  const mapped = await mapInThread(step.table, step.known, mapping);
  return { step, mapping, mapped, hidden };
}

async function makeWave(
  { step, mapping, mapped }: Mapped,
  { title, opens, closes, minimum, previous }: ImportFields,
  actor: string,
  clock: AppContext['clock'],
) {
  const made = await importWave({
    title,
    instruments: step.versions,
    offices: step.offices,
    officesFile: step.fileName,
    responsesFile: step.fileName,
    responses: Buffer.from(mapped.csv),
    opensAt: opens,
    closesAt: closes,
    minimum,
    previous: previous || null,
    actor,
    clock,
  });
  const { wave: id, responses, empty } = made;
  const detail = { responses, empty };
  await audit({ at: clock.now(), actor, action: 'wave.import', subject: { kind: 'wave', id }, detail });
  await rememberMapping(
    step.versions.map((one) => one.id),
    step.table.columns,
    mapping,
    step.known,
  );
  return made;
}

const firstValues = { title: '', opens: '', closes: '', minimum: '5', previous: '' };

async function showCheck(
  res: Response,
  { step, mapping, mapped, hidden }: Mapped,
  body: Body,
  errors: FieldError[],
): Promise<void> {
  const reader = readerOf(res);
  const { t, f } = reader;
  const typed = (name: keyof typeof firstValues) =>
    typeof body[name] === 'string' ? body[name] : name === 'minimum' ? f.number(5) : firstValues[name];
  const leftOut = step.table.columns.filter((_, at) => !mapping.columns[at]).map(({ heading }) => heading);
  await res.page('imports/check', {
    title: t('imports:check.title'),
    layout: 'desk',
    status: errors.length > 0 || !mapped.csv ? 422 : 200,
    path: importsPath,
    errors,
    sealed: step.sealed,
    hidden,
    reading: presentReading(step.table.reading, reader),
    rows: mapped.rows,
    responses: mapped.rows - mapped.skipped - mapped.empty,
    empty: mapped.empty,
    skipped: mapped.skipped,
    isSound: mapped.csv !== '',
    problems: mapped.problems.map(({ row, column, heading, message, found }) => ({
      line: row,
      column,
      field: heading.slice(0, 60),
      message,
      values: { found },
    })),
    hasMore: mapped.hasMoreProblems,
    fileName: step.fileName,
    leftOut: leftOut.map((heading) => heading.slice(0, 100)).filter(Boolean),
    values: {
      title: typed('title'),
      opens: typed('opens'),
      closes: typed('closes'),
      minimum: typed('minimum'),
      previous: typed('previous'),
    },
    earlier: [
      { value: '', label: t('imports:check.noPrevious') },
      ...(await countedWaves()).map(({ _id, title }) => ({ value: _id, label: title })),
    ],
  });
}
