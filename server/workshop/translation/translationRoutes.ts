/** The translation bench of a draft: its page, saving it, and the workbook that goes out and comes back. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import type { FileProblem } from '../../http/fileProblem.ts';
import { flash } from '../../http/flash.ts';
import type { FieldError } from '../../http/forms.ts';
import { uploadedFile } from '../../http/multipart.ts';
import { readerOf } from '../../http/readerOf.ts';
import { clean } from '../../i18n/text.ts';
import { type PresentedReading, presentReading } from '../../tables/reading/reading.ts';
import { sendXlsx } from '../../tables/sendTable.ts';
import { getDraft } from '../draft/getDraft.ts';
import { holdAgainstBase } from '../editor/presentDraft.ts';
import { draftPath } from '../paths.ts';
import { presentTranslation, shownTexts } from './presentTranslation.ts';
import { type Asked, saveTranslations, stateField, textField, textsOfDraft } from './saveTranslations.ts';
import { saidStates, translated } from './translationState.ts';
import { readTranslations, translationWorksheet } from './translationTable.ts';

const benchQuery = z.object({
  show: z.enum(shownTexts).catch('all'),
  part: z.string().max(100).catch(''),
  page: z.coerce.number().int().min(1).catch(1),
});
const fromNumber = z.coerce.number().int().min(0).catch(0);
type Body = Record<string, unknown>;

export function translationRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const idOf = (req: Request) => String(req.params.id);
  const benchPath = (req: Request) => draftPath(idOf(req), 'translation');

  router.get('/instruments/:id/draft/translation', administrator, (req, res) => show(req, res, {}));

  router.post('/instruments/:id/draft/translation', administrator, async (req, res) => {
    const body = (req.body ?? {}) as Body;
    const texts = await textsOfDraft(await getDraft(idOf(req)));
    const asked = texts.flatMap(({ id }) =>
      translated.flatMap((language) => askedIn(body, id, language) ?? []),
    );
    const context = auditContextOf(req, clock);
    const { errors, changed } = await saveTranslations(
      idOf(req),
      fromNumber.parse(body.from),
      asked,
      context,
    );
    if (errors.length > 0) return show(req, res, { errors, typed: body });
    flash(req, 'workshop:done.translated', { count: changed });
    const { show: filter, part, page } = benchQuery.parse(body);
    res.redirect(303, `${benchPath(req)}?show=${filter}&part=${encodeURIComponent(part)}&page=${page}`);
  });

  router.get('/instruments/:id/draft/translation/file', administrator, async (req, res) => {
    const draft = await getDraft(idOf(req));
    const reader = readerOf(res);
    const worksheet = translationWorksheet(await textsOfDraft(draft), reader);
    await sendXlsx(res, `${draft.instrument}-translation.xlsx`, [worksheet], reader);
  });

  router.post('/instruments/:id/draft/translation/file', administrator, async (req, res) => {
    const draft = await getDraft(idOf(req));
    const file = uploadedFile(req);
    if (!file)
      return show(req, res, { problems: [{ message: 'instruments:noFile', values: {} }], fileName: '' });
    const read = await readTranslations(file.bytes, await textsOfDraft(draft));
    const reading = read.reading && presentReading(read.reading, readerOf(res));
    if (read.problems.length > 0)
      return show(req, res, { problems: read.problems, fileName: file.name, reading });
    const context = auditContextOf(req, clock);
    const { errors, changed } = await saveTranslations(draft.instrument, draft.number, read.records, context);
    if (errors.length > 0) return show(req, res, { errors, reading });
    flash(req, 'workshop:done.translated', { count: changed });
    for (const what of reading?.passedOver ?? []) flash(req, 'workshop:done.passedOver', { what });
    res.redirect(303, benchPath(req));
  });
  return router;
}

function askedIn(body: Body, text: string, language: (typeof translated)[number]): Asked | null {
  const written = body[textField(language, text)];
  const state = saidStates.find((one) => one === body[stateField(language, text)]);
  if (typeof written !== 'string' && !state) return null;
  return { text, language, written: typeof written === 'string' ? clean(written) : undefined, state };
}

interface Refused {
  errors?: FieldError[];
  typed?: Body;
  problems?: (Pick<FileProblem, 'message' | 'values'> & Partial<FileProblem>)[];
  fileName?: string;
  reading?: PresentedReading | null;
}

async function show(
  req: Request,
  res: Response,
  { errors = [], typed, problems = [], fileName = '', reading = null }: Refused,
): Promise<void> {
  const reader = readerOf(res);
  const held = await holdAgainstBase(await getDraft(String(req.params.id)));
  const asked = benchQuery.parse(typed ?? req.query);
  const bench = await presentTranslation(held, { ...asked, ...(typed && { typed }), errors }, reader);
  await res.page('workshop/translation', {
    title: reader.t('workshop:translation.title', { name: bench.frame.name.text }),
    layout: 'desk',
    status: errors.length + problems.length > 0 ? 422 : 200,
    path: draftPath(held.draft.instrument, 'translation'),
    errors,
    bench,
    problems,
    fileName,
    reading,
  });
}
