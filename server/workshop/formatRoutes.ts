/** Instruments in the formats of other programs: out, of a version or a draft, and in, as a draft with a list of what could not be taken. */
import { type Response, Router } from 'express';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import type { FileProblem } from '../http/fileProblem.ts';
import { NotFound } from '../http/httpErrors.ts';
import { uploadedFile } from '../http/multipart.ts';
import { readerOf } from '../http/readerOf.ts';
import { findInstrument } from '../instruments/catalogue.ts';
import type { Instrument } from '../instruments/instrument.ts';
import { instrumentsPath } from '../instruments/paths.ts';
import { problemOfUnreadable, UnreadableFile } from '../tables/reading/unreadable.ts';
import { sendXlsx } from '../tables/sendTable.ts';
import { draftFromContent } from './draft/beginDraft.ts';
import { getDraft } from './draft/getDraft.ts';
import { readLimesurvey } from './limesurvey/readLimesurvey.ts';
import { limesurveyText } from './limesurvey/writeTsv.ts';
import { draftPath } from './paths.ts';
import { NoXlsform, type ReadForm, readXlsform } from './xlsform/readXlsform.ts';
import { xlsformSheets } from './xlsform/writeXlsform.ts';

interface Format {
  /** In addresses and keys of texts. */
  name: 'xlsform' | 'limesurvey';
  accept: string;
  /** @throws NoXlsform, UnreadableFile */
  read(bytes: Buffer): Promise<ReadForm>;
  send(res: Response, name: string, instrument: Instrument): Promise<void>;
}

const formats: Format[] = [
  {
    name: 'xlsform',
    accept: '.xlsx,.xlsm',
    read: (bytes) => readXlsform(bytes),
    send: (res, name, instrument) => sendXlsx(res, `${name}.xlsx`, xlsformSheets(instrument), readerOf(res)),
  },
  {
    name: 'limesurvey',
    accept: '.txt,.tsv,.lss,.lsg,.lsq',
    read: (bytes) => readLimesurvey(bytes),
    async send(res, name, instrument) {
      res.attachment(`${name}.txt`);
      res.type('text/tab-separated-values; charset=utf-8').send(limesurveyText(instrument));
    },
  },
];

type ShownProblem = Pick<FileProblem, 'message' | 'values'> & Partial<FileProblem>;

export function formatRoutes(context: AppContext): Router {
  const router = Router();
  for (const format of formats) router.use(routesOf(format, context));
  return router;
}

function routesOf(format: Format, { clock }: AppContext): Router {
  const router = Router();
  const reader = requireRole('administrator', 'analyst');
  const administrator = requireRole('administrator');
  const { name } = format;

  router.get(`/instruments/:id/draft/${name}`, administrator, async (req, res) => {
    const { content } = await getDraft(String(req.params.id));
    await format.send(res, `${content.id}-draft`, content);
  });

  router.get(`/instruments/new/${name}`, administrator, (_req, res) => showForm(res, format, '', []));

  router.post(`/instruments/new/${name}`, administrator, async (req, res) => {
    const file = uploadedFile(req);
    if (!file) return showForm(res, format, '', [{ message: 'instruments:noFile', values: {} }]);
    const read = await readOrProblem(file.bytes, format);
    if (!('content' in read)) return showForm(res, format, file.name, [read]);
    const { content, passedOver } = read;
    await draftFromContent(content, { name: 'imported', values: {} }, auditContextOf(req, clock));
    await res.page('workshop/imported', {
      title: readerOf(res).t('workshop:xlsform.done'),
      layout: 'desk',
      path: `${instrumentsPath}/new/${name}`,
      draft: draftPath(content.id),
      items: content.dimensions.reduce((sum, { items }) => sum + items.length, 0),
      questions: content.demographics.length + content.openQuestions.length,
      passedOver,
    });
  });

  /** After the address of the form, which would be one of an instrument called «new». */
  router.get(`/instruments/:id/${name}`, reader, async (req, res) => {
    const [id, { version }] = [String(req.params.id), req.query];
    const instrument = await findInstrument(id, typeof version === 'string' ? Number(version) : undefined);
    if (!instrument) throw new NotFound('instruments:notFound');
    await format.send(res, `${id}-${instrument.version}`, instrument);
  });
  return router;
}

async function readOrProblem(bytes: Buffer, { read }: Format): Promise<ReadForm | ShownProblem> {
  try {
    return await read(bytes);
  } catch (error) {
    if (error instanceof UnreadableFile) return problemOfUnreadable(error);
    if (!(error instanceof NoXlsform)) throw error;
    return { message: `workshop:xlsform.${error.reason}`, values: { found: error.found } };
  }
}

async function showForm(
  res: Response,
  { name, accept }: Format,
  fileName: string,
  problems: readonly ShownProblem[],
): Promise<void> {
  await res.page('workshop/foreignForm', {
    title: readerOf(res).t(`workshop:${name}.title`),
    layout: 'desk',
    status: problems.length > 0 ? 422 : 200,
    path: `${instrumentsPath}/new/${name}`,
    format: name,
    accept,
    fileName,
    problems,
  });
}
