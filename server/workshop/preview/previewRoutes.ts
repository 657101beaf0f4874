/**
 * A draft as employees would get it: on a phone and on a desktop by the pages of the way without script, and on paper. Everything is
 * asked by GET and nothing is stored.
 */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { Conflict } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import { directionOf, languages } from '../../i18n/languages.ts';
import { readerOfLanguage } from '../../i18n/reader.ts';
import { renderPdf } from '../../pdf/renderPdf.ts';
import { printedQuestionnaire } from '../../printing/printedQuestionnaire.ts';
import { sendPrintout } from '../../printing/sendPrintout.ts';
import { previewStep } from '../../responses/previewStep.ts';
import { languagesIn } from '../checks/checkItem.ts';
import { getDraft } from '../draft/getDraft.ts';
import { itemsIn } from '../editor/parts.ts';
import { holdAgainstBase, presentDraft } from '../editor/presentDraft.ts';
import { draftPath } from '../paths.ts';
import { type Trial, trialWave } from './trialWave.ts';

const devices = ['phone', 'desktop', 'paper'] as const;
const previewQuery = z.object({
  on: z.enum(devices).catch('phone'),
  in: z.enum(languages).optional().catch(undefined),
});

export function previewRoutes({ config, renderPdf: render = renderPdf }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/instruments/:id/draft/preview', administrator, async (req, res) => {
    const reader = readerOf(res);
    const draft = await getDraft(String(req.params.id));
    const { on, in: language = reader.lang } = previewQuery.parse(req.query);
    const base = draftPath(draft.instrument, 'preview');
    const address = (device: string, tongue: string) => `${base}?on=${device}&in=${tongue}`;
    allowFrames(res, "frame-src 'self'");
    await res.page('workshop/preview', {
      title: reader.t('workshop:preview.title'),
      layout: 'desk',
      path: address(on, language),
      frame: await presentDraft(await holdAgainstBase(draft), 'preview', reader),
      on,
      isEmpty: itemsIn(draft.content).length === 0,
      devices: devices.map((device) => ({
        href: address(device, language),
        label: reader.t(`workshop:preview.on.${device}`),
        current: device === on,
      })),
      languages: ['fa', ...languagesIn(draft.content)].map((one) => ({
        href: address(on, one),
        label: reader.t(`instruments:language.${one}`),
        current: one === language,
      })),
      pages: `${base}/pages?in=${language}`,
      paper: `${base}/paper?in=${language}`,
    });
  });

  router.get('/instruments/:id/draft/preview/pages', administrator, async (req, res) => {
    const { answering, unit, reader, language } = await trialOf(req, res);
    const pages = `${draftPath(String(req.params.id), 'preview')}/pages`;
    const { title, html, isLast } = await previewStep({ answering, unit, query: req.query, pages }, reader);
    const field = `<input type="hidden" name="in" value="${language}">`;
    Object.assign(res.locals, { lang: language, dir: directionOf(language) });
    allowFrames(res, "frame-ancestors 'self'");
    await res.page('workshop/previewPage', {
      title,
      layout: 'answer',
      noLanguages: true,
      html: html.replaceAll(/(<form method="get"[^>]*>)/g, `$1${field}`),
      isLast,
      again: `${pages}?in=${language}`,
    });
  });

  router.get('/instruments/:id/draft/preview/paper', administrator, async (req, res) => {
    const { wave, unit, reader } = await trialOf(req, res);
    const data = printedQuestionnaire({ wave, unit, codes: [], baseUrl: config.baseUrl ?? '' }, reader);
    const draw = () => render('printing/questionnaire', data);
    const office = String(req.params.id);
    await sendPrintout(res, { view: 'printing/questionnaire', office, data, draw });
  });
  return router;
}

/** @throws Conflict while there is nothing to ask */
async function trialOf(req: Request, res: Response) {
  const { content } = await getDraft(String(req.params.id));
  if (itemsIn(content).length === 0) throw new Conflict('workshop:errors.nothingToPreview');
  const { in: language = readerOf(res).lang } = previewQuery.parse(req.query);
  const reader = readerOfLanguage(language);
  const trial: Trial = trialWave(content, reader);
  return { ...trial, reader, language };
}

/** Frames are forbidden everywhere else; the framed page is one of ours, and may stand on ours. */
function allowFrames(res: Response, directive: string): void {
  const policy = String(res.getHeader('Content-Security-Policy') ?? '');
  const [name = ''] = directive.split(' ');
  const others = policy.split(';').filter((one) => one.trim().split(' ')[0] !== name);
  res.setHeader('Content-Security-Policy', [...others, directive].join(';'));
}
