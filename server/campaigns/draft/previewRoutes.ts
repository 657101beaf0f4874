/**
 * The preview: the pages for answering without script, requested by GET, so that an administrator sees exactly what employees will
 * see and nothing is stored. Confirming that it was read turns an item of the checklist green.
 */
import { type Request, type Response, Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { renderView } from '../../http/renderPage.ts';
import { compileQuestionnaire } from '../../instruments/compileQuestionnaire.ts';
import { renderPdf } from '../../pdf/renderPdf.ts';
import { wordsForFirstPage } from '../../plans/sayWords.ts';
import { printedQuestionnaire } from '../../printing/printedQuestionnaire.ts';
import { sendPrintout } from '../../printing/sendPrintout.ts';
import { isSecureContext, plainLocals } from '../../responses/answeringPages.ts';
import type { AnsweringUnit, AnsweringWave } from '../../responses/answeringWave.ts';
import { leadingTo, previewStep } from '../../responses/previewStep.ts';
import { contactInOrder, waveIn } from '../../waves/firstPageIn.ts';
import { localPlaces, localQuestionsOf } from '../../waves/localBlocks.ts';
import { answeringPath, wavePath } from '../../waves/paths.ts';
import { waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import type { WaveUnit } from '../../waves/waveUnit.ts';
import { connectOffices } from '../launch/connectOffices.ts';
import { freezeWave } from '../launch/freezeWave.ts';
import { instrumentsOf } from '../launch/launchWave.ts';
import { markPreviewRead } from './saveDraft.ts';
import { presentWhole, previewDigests } from './wholePreview.ts';

export function previewRoutes({ config, clock, renderPdf: render = renderPdf }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/waves/:id/preview', administrator, async (req, res) => {
    const { wave, answering } = await previewOf(req);
    const reader = { ...readerOf(res), prefix: '' };
    const locals = plainLocals(answering, reader, config, { code: '', codeError: '' });
    const mode = isSecureContext(req, config) ? 'strong' : 'plain';
    const html = await renderView('responses/promise', { ...reader, errors: [], ...locals, mode });
    const base = wavePath(wave._id);
    const page = leadingTo(html, wave._id, `${base}/preview/pages`).replaceAll(
      `${answeringPath(wave._id)}/declined`,
      `${base}/preview`,
    );
    await show(res, wave, { title: locals.title, html: page, isLast: false });
  });

  router.get('/waves/:id/preview/whole', administrator, async (req, res) => {
    const { wave, answering } = await previewOf(req);
    const { questionnaire } = answering;
    const reader = readerOf(res);
    await showWavePage(res, 'campaigns/draft/whole', contactInOrder(waveIn(wave, reader.lang)), {
      title: reader.t('draft:whole.title'),
      ...presentWhole(wave, questionnaire, wave.previewSeen ?? null, reader),
      strong: answering.wave.promise?.[reader.lang]?.strong ?? '',
      items: questionnaire.items.length,
      minutes: Math.ceil(questionnaire.minutes),
      isPhone: req.query.width === 'phone',
    });
  });

  router.get('/waves/:id/preview/pages', administrator, async (req, res) => {
    const { wave, answering, unit } = await previewOf(req);
    const pages = `${wavePath(wave._id)}/preview/pages`;
    const step = await previewStep(
      { answering, unit: unit as AnsweringUnit, query: req.query, pages },
      readerOf(res),
    );
    await show(res, wave, step);
  });

  /** The questionnaire as it will be printed, of the unit that is asked most; its head says that it is a preview. */
  router.get('/waves/:id/preview/paper', administrator, async (req, res) => {
    const { wave, answering, unit } = await previewOf(req);
    const reader = readerOf(res);
    const sheet = { wave: answering.wave, unit, codes: [], baseUrl: config.baseUrl ?? '' };
    const printed = printedQuestionnaire(sheet, reader);
    const data = { ...printed, unit: reader.t('draft:whole.notToFill', { unit: printed.unit }) };
    const draw = () => render('printing/questionnaire', data);
    await sendPrintout(res, { view: 'printing/questionnaire', office: `preview-${wave._id}`, data, draw });
  });

  router.post('/waves/:id/preview-reading', administrator, async (req, res) => {
    const { wave, answering } = await previewOf(req);
    const seen = previewDigests(wave, answering.questionnaire);
    await markPreviewRead(wave, seen, auditContextOf(req, clock));
    flash(req, 'campaigns:done.previewRead');
    res.redirect(303, wavePath(wave._id));
  });

  router.get('/waves/:id/letter', administrator, async (req, res) => {
    const wave = await waveOf(req);
    const instruments = await instrumentsOf(wave);
    const minutes = Math.ceil(instruments.reduce((sum, one) => sum + one.minutes, 0));
    const title = readerOf(res).t('draft:letter.title');
    await showWavePage(res, 'campaigns/draft/letter', contactInOrder(waveIn(wave, res.locals.lang)), {
      title,
      minutes,
    });
  });
  return router;
}

interface Preview {
  wave: Wave;
  answering: AnsweringWave;
  /** The unit with the most questions of its own, so that the preview shows as much as can be. */
  unit: WaveUnit;
}

/** @throws Conflict while instruments or offices are missing */
async function previewOf(req: Request): Promise<Preview> {
  const wave = await waveOf(req);
  const instruments = await instrumentsOf(wave);
  if (instruments.length === 0 || wave.offices.length === 0)
    throw new Conflict('campaigns:conflict.nothingToPreview');
  const isDraft = wave.state === 'draft';
  const offices = isDraft ? await connectOffices(wave.offices) : wave.offices;
  const frozen = isDraft ? freezeWave({ ...wave, offices }, instruments) : wave;
  const asked = { ...wave, ...frozen };
  const units = frozen.units.map((unit) => ({ ...unit, local: localQuestionsOf(asked, unit) }));
  const answering: AnsweringWave = {
    wave: { ...asked, firstPage: await firstPageOf(wave) },
    now: wave,
    phase: 'open',
    questionnaire: compileQuestionnaire(instruments),
    localPlaces: localPlaces(asked),
    units: new Map((units as AnsweringUnit[]).map((unit) => [unit.code, unit])),
  };
  const countOf = (unit: (typeof units)[number]) => unit.demographics.length + unit.local.length;
  const unit = [...units].sort((a, b) => countOf(b) - countOf(a))[0];
  if (!unit) throw new Conflict('campaigns:conflict.nothingToPreview');
  return { wave, answering, unit };
}

/** With what the launch would freeze about plans. */
async function firstPageOf({ state, firstPage, previous }: Wave): Promise<Wave['firstPage']> {
  return state === 'draft' ? { ...firstPage, done: await wordsForFirstPage(previous) } : firstPage;
}

/** The page as employees see it, except that its form leads to the next page of the preview. */
async function show(
  res: Response,
  wave: Wave,
  page: { title: string; html: string; isLast: boolean },
): Promise<void> {
  await res.page('campaigns/draft/preview', { layout: 'answer', wave, base: wavePath(wave._id), ...page });
}
