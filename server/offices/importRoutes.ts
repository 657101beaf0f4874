/** Import of an offices file: upload, preview of every change, confirmation. The file's text travels with the preview. */
import { type Response, Router } from 'express';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import type { FileProblem } from '../http/fileProblem.ts';
import { flash } from '../http/flash.ts';
import { previewedFile, readForm } from '../http/forms.ts';
import { BadRequest } from '../http/httpErrors.ts';
import { uploadedFile } from '../http/multipart.ts';
import { readerOf } from '../http/readerOf.ts';
import { translator } from '../i18n/translator.ts';
import { presentReading } from '../tables/reading/reading.ts';
import { applyOfficeImport } from './applyOfficeImport.ts';
import type { Levels } from './levels/level.ts';
import { loadLevels } from './levels/loadLevels.ts';
import { loadOffices } from './loadOffices.ts';
import { OfficeFileError } from './officeFile.ts';
import { officesPath } from './paths.ts';
import { type OfficeImportPlan, planOfficeImport } from './planOfficeImport.ts';
import { presentPlan } from './presentOfficeImport.ts';
import { type ReadOffices, readOffices } from './readOffices.ts';

export function officeImportRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/offices/import', administrator, (_req, res) => showUpload(res, '', []));

  router.post('/offices/import', administrator, async (req, res) => {
    const file = uploadedFile(req);
    if (!file) {
      const missing = { line: 0, column: 0, field: '', message: 'offices:import.noFile', values: {} };
      return showUpload(res, '', [missing]);
    }
    const read = await planOrProblems(file.bytes, file.name);
    if (Array.isArray(read)) return showUpload(res, file.name, read);
    const reader = readerOf(res);
    await res.page('offices/preview', {
      title: reader.t('offices:preview.title'),
      fileName: file.name,
      content: read.content,
      reading: read.reading && presentReading(read.reading, reader),
      ...presentPlan(read.plan, read.levels, reader.lang),
    });
  });

  router.post('/offices/import/confirmation', administrator, async (req, res) => {
    const form = readForm(previewedFile, req.body);
    if (!form.ok) throw new BadRequest();
    const { content, fileName } = form.value;
    const read = await planOrProblems(Buffer.from(content), fileName);
    if (Array.isArray(read)) return showUpload(res, fileName, read);
    const { plan } = read;
    await applyOfficeImport(plan, { ...auditContextOf(req, clock), fileName });
    const changed = new Set(plan.changed.map(({ code }) => code)).size;
    flash(req, 'offices:import.done', { added: plan.added.length, changed });
    res.redirect(303, officesPath);
  });
  return router;
}

interface ReadPlan extends Pick<ReadOffices, 'reading' | 'content'> {
  plan: OfficeImportPlan;
  levels: Levels;
}

/** The plan, or everything that is wrong with the file. */
async function planOrProblems(bytes: Buffer, fileName: string): Promise<ReadPlan | FileProblem[]> {
  const [tree, levels] = await Promise.all([loadOffices(), loadLevels()]);
  const stored = tree.inOrder().map(({ office }) => office);
  try {
    const { offices, reading, content } = await readOffices(bytes, fileName, stored, levels);
    return { plan: await planOfficeImport(offices), reading, content, levels };
  } catch (error) {
    if (error instanceof OfficeFileError) return error.problems;
    throw error;
  }
}

function showUpload(res: Response, fileName: string, problems: FileProblem[]): Promise<void> {
  return res.page('offices/import', {
    title: translator(res.locals.lang)('offices:import.title'),
    status: problems.length ? 422 : 200,
    fileName,
    problems,
  });
}
