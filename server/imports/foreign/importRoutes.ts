/** The last steps of an import: the mapped file with everything wrong in it, the wave that is made of it, and one that failed taken away. */
import { type Request, type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { type FieldError, readForm } from '../../http/forms.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { presentReading } from '../../tables/reading/reading.ts';
import { wavePath } from '../../waves/paths.ts';
import { WaveModel } from '../../waves/wave.ts';
import { removeImport } from '../brokenImports.ts';
import type { Body } from './chosenMapping.ts';
import { postedMapping } from './columnRoutes.ts';
import { mapInThread } from './foreignTask.ts';
import { claimFile } from './heldFile.ts';
import { countedWaves, fieldsApart, importForm } from './importForm.ts';
import { startImport } from './importJob.ts';
import type { MappedForeign, Mapping } from './mapForeign.ts';
import { importsPath } from './paths.ts';
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
    const wave = await startImport({ ...checked, fields: form.value }, auditContextOf(req, clock), context);
    const { rows, skipped, empty } = checked.mapped;
    flash(req, 'imports:begun', { responses: rows - skipped - empty, empty });
    res.redirect(303, wavePath(wave));
  });

  router.post('/imports/:wave/removal', administrator, async (req, res) => {
    const id = String(req.params.wave);
    const failed = await WaveModel.findOne({ _id: id, 'job.kind': 'import' }, { job: 1 }).lean();
    if (!failed?.job?.error) throw new Conflict('imports:errors.notStopped');
    await removeImport(id);
    flash(req, 'imports:removed');
    res.redirect(303, importsPath);
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
