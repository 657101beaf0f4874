/** The list of network points: upload, preview of what it changes, confirmation. The file's text travels with the preview. */
import { type Response, Router } from 'express';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import type { FileProblem } from '../http/fileProblem.ts';
import { flash } from '../http/flash.ts';
import { readForm } from '../http/forms.ts';
import { BadRequest } from '../http/httpErrors.ts';
import { uploadedFile } from '../http/multipart.ts';
import { readerOf } from '../http/readerOf.ts';
import { translator } from '../i18n/translator.ts';
import { OfficeModel } from '../offices/office.ts';
import { presentReading, type Reading } from '../tables/reading/reading.ts';
import { confirmForm } from './forms.ts';
import { applyPointImport, type PointImportPlan, planPointImport } from './importPoints.ts';
import { pointsPath } from './paths.ts';
import { PointModel } from './point.ts';
import { readPoints } from './readPoints.ts';

const maxShown = 50;

export function pointRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/kiosks/points', administrator, (_req, res) => showPoints(res, '', []));

  router.post('/kiosks/points', administrator, async (req, res) => {
    const file = uploadedFile(req);
    if (!file) {
      const missing = { line: 0, column: 0, field: '', message: 'kiosks:points.noFile', values: {} };
      return showPoints(res, '', [missing]);
    }
    const read = await planOrProblems(file.bytes);
    if (Array.isArray(read)) return showPoints(res, file.name, read);
    const { plan, reading, content } = read;
    await res.page('kiosks/preview', {
      title: translator(res.locals.lang)('kiosks:preview.title'),
      fileName: file.name,
      content,
      reading: reading && presentReading(reading, readerOf(res)),
      plan,
      shown: [...plan.added, ...plan.changed].slice(0, maxShown),
    });
  });

  router.post('/kiosks/points/confirmation', administrator, async (req, res) => {
    const form = readForm(confirmForm, req.body);
    if (!form.ok) throw new BadRequest();
    const { content, fileName, remove } = form.value;
    const read = await planOrProblems(Buffer.from(content));
    if (Array.isArray(read)) return showPoints(res, fileName, read);
    const { plan } = read;
    const origin = { ...auditContextOf(req, clock), fileName, remove: remove === '1' };
    await applyPointImport(plan, origin);
    const removed = origin.remove ? plan.absent.length : 0;
    flash(req, 'kiosks:points.done', { added: plan.added.length, changed: plan.changed.length, removed });
    res.redirect(303, pointsPath);
  });
  return router;
}

interface ReadPlan {
  plan: PointImportPlan;
  reading: Reading | null;
  content: string;
}

/** The plan, or everything wrong with the list. */
async function planOrProblems(bytes: Buffer): Promise<ReadPlan | FileProblem[]> {
  const offices = await OfficeModel.find({}, { _id: 1 }).lean();
  const { records, problems, reading, content } = await readPoints(
    bytes,
    new Set(offices.map(({ _id }) => _id)),
  );
  return problems.length ? problems : { plan: await planPointImport(records), reading, content };
}

async function showPoints(res: Response, fileName: string, problems: FileProblem[]): Promise<void> {
  await res.page('kiosks/points', {
    title: translator(res.locals.lang)('kiosks:points.title'),
    status: problems.length ? 422 : 200,
    count: await PointModel.countDocuments({}),
    fileName,
    problems,
  });
}
