/** XLSForm out, of a version or a draft, and in, as a draft with a list of what could not be taken. */
import { type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import type { FileProblem } from '../../http/fileProblem.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { uploadedFile } from '../../http/multipart.ts';
import { readerOf } from '../../http/readerOf.ts';
import { findInstrument } from '../../instruments/catalogue.ts';
import { instrumentsPath } from '../../instruments/paths.ts';
import { problemOfUnreadable, UnreadableFile } from '../../tables/reading/unreadable.ts';
import { sendXlsx } from '../../tables/sendTable.ts';
import { draftFromContent } from '../draft/beginDraft.ts';
import { getDraft } from '../draft/getDraft.ts';
import { draftPath } from '../paths.ts';
import { NoXlsform, type ReadForm, readXlsform } from './readXlsform.ts';
import { xlsformSheets } from './writeXlsform.ts';

type ShownProblem = Pick<FileProblem, 'message' | 'values'> & Partial<FileProblem>;

export function xlsformRoutes({ clock }: AppContext): Router {
  const router = Router();
  const reader = requireRole('administrator', 'analyst');
  const administrator = requireRole('administrator');

  router.get('/instruments/:id/draft/xlsform', administrator, async (req, res) => {
    const { content } = await getDraft(String(req.params.id));
    await sendXlsx(res, `${content.id}-draft.xlsx`, xlsformSheets(content), readerOf(res));
  });

  router.get('/instruments/new/xlsform', administrator, (_req, res) => showForm(res, '', []));

  router.post('/instruments/new/xlsform', administrator, async (req, res) => {
    const file = uploadedFile(req);
    if (!file) return showForm(res, '', [{ message: 'instruments:noFile', values: {} }]);
    const read = await readOrProblem(file.bytes);
    if (!('content' in read)) return showForm(res, file.name, [read]);
    const { content, passedOver } = read;
    await draftFromContent(content, { name: 'imported', values: {} }, auditContextOf(req, clock));
    await res.page('workshop/imported', {
      title: readerOf(res).t('workshop:xlsform.done'),
      layout: 'desk',
      path: `${instrumentsPath}/new/xlsform`,
      draft: draftPath(content.id),
      items: content.dimensions.reduce((sum, { items }) => sum + items.length, 0),
      questions: content.demographics.length + content.openQuestions.length,
      passedOver,
    });
  });

  /** After the address of the form, which would be one of an instrument called «new». */
  router.get('/instruments/:id/xlsform', reader, async (req, res) => {
    const [id, { version }] = [String(req.params.id), req.query];
    const instrument = await findInstrument(id, typeof version === 'string' ? Number(version) : undefined);
    if (!instrument) throw new NotFound('instruments:notFound');
    await sendXlsx(res, `${id}-${instrument.version}.xlsx`, xlsformSheets(instrument), readerOf(res));
  });
  return router;
}

async function readOrProblem(bytes: Buffer): Promise<ReadForm | ShownProblem> {
  try {
    return await readXlsform(bytes);
  } catch (error) {
    if (error instanceof UnreadableFile) return problemOfUnreadable(error);
    if (!(error instanceof NoXlsform)) throw error;
    return { message: `workshop:xlsform.${error.reason}`, values: { found: error.found } };
  }
}

async function showForm(res: Response, fileName: string, problems: readonly ShownProblem[]): Promise<void> {
  await res.page('workshop/xlsform', {
    title: readerOf(res).t('workshop:xlsform.title'),
    layout: 'desk',
    status: problems.length > 0 ? 422 : 200,
    path: `${instrumentsPath}/new/xlsform`,
    fileName,
    problems,
  });
}
