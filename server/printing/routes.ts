/** What is printed for a wave, as PDF: slips, questionnaires and hand-over sheets, and the page to order them. */
import { type Request, Router } from 'express';
import { requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { Conflict, NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { type Reader, readerOfLanguage } from '../i18n/reader.ts';
import { papersWaiting } from '../paper/firstEntry.ts';
import { papersEntered } from '../paper/paperCount.ts';
import { listParticipation } from '../participation/listParticipation.ts';
import { officesOfCodes } from '../participation/officesOfCodes.ts';
import { renderPdf } from '../pdf/renderPdf.ts';
import { officesAsked } from '../waves/officesAsked.ts';
import { treeRows } from '../waves/present.ts';
import { bodyOf, waveOf } from '../waves/request.ts';
import { showWavePage } from '../waves/showWavePage.ts';
import { isAnsweredIn, type Wave } from '../waves/wave.ts';
import { isRunning } from '../waves/waveState.ts';
import { printedQuestionnaire } from './printedQuestionnaire.ts';
import { printedReceipts } from './printedReceipts.ts';
import { printedSlips } from './printedSlips.ts';
import { sendPdf, sendPrintout } from './sendPrintout.ts';

const everyOffice = 'all';

export function printingRoutes({ config, renderPdf: render = renderPdf }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const baseUrl = config.baseUrl ?? '';

  router.get('/waves/:id/printing', administrator, async (req, res) => {
    const wave = await runningWave(req);
    const reader = readerOf(res);
    const asked = new Set(officesAsked(wave).map(({ code }) => code));
    await showWavePage(res, 'printing/index', wave, {
      title: reader.t('printing:title'),
      everyOffice,
      tree: treeRows(wave.offices, reader).filter(({ code }) => asked.has(code)),
      waiting: await papersWaiting(wave._id),
      papers: await papersEntered(wave._id),
    });
  });

  router.get('/waves/:id/printing/questionnaire', administrator, async (req, res) => {
    const wave = await runningWave(req);
    const office = officeOf(wave, String(req.query.office ?? ''));
    const data = questionnaireOf({ wave, office, codes: [], baseUrl }, readerOf(res));
    const draw = () => render('printing/questionnaire', data);
    await sendPrintout(res, { view: 'printing/questionnaire', office, data, draw });
  });

  router.get('/waves/:id/printing/receipts', administrator, async (req, res) => {
    const wave = await runningWave(req);
    const asked = String(req.query.office ?? everyOffice);
    const offices = asked === everyOffice ? wave.offices.map(({ code }) => code) : [officeOf(wave, asked)];
    const data = printedReceipts(wave, await listParticipation(wave), offices, readerOf(res));
    const draw = () => render('printing/receipts', data, { tagged: false });
    await sendPrintout(res, { view: 'printing/receipts', office: asked, data, draw });
  });

  /** The codes come back from the page that showed them, because nothing else knows them; they are used and not stored. */
  router.post('/waves/:id/printing/slips', administrator, async (req, res) => {
    const wave = await runningWave(req);
    const codes = await officesOfCodes(wave._id, codesIn(req));
    const data = await printedSlips(wave, codes, baseUrl, readerOf(res));
    sendPdf(res, `slips-${wave._id}`, await render('printing/slips', data, { tagged: false }));
  });

  router.post('/waves/:id/printing/questionnaires', administrator, async (req, res) => {
    const wave = await runningWave(req);
    const byOffice = await officesOfCodes(wave._id, codesIn(req));
    const [first, ...more] = [...byOffice];
    if (!first || more.length > 0) throw new Conflict('printing:oneOffice');
    const [office, codes] = first;
    const data = questionnaireOf({ wave, office, codes, baseUrl }, readerOf(res));
    const draw = () => render('printing/questionnaire', data, { tagged: false });
    await sendPrintout(res, { view: 'printing/questionnaire', office: first[0], data, draw });
  });

  return router;
}

/** @throws NotFound, Conflict for a draft, an imported wave and one that was counted or withdrawn */
async function runningWave(req: Request): Promise<Wave> {
  const wave = await waveOf(req);
  if (wave.imported || !isRunning(wave)) {
    throw new Conflict('printing:notRunning');
  }
  return wave;
}

function officeOf(wave: Wave, code: string): string {
  if (!wave.offices.some((office) => office.code === code)) throw new NotFound('printing:noSuchOffice');
  return code;
}

interface Copies {
  wave: Wave;
  office: string;
  codes: string[];
  baseUrl: string;
}

function questionnaireOf({ wave, office, codes, baseUrl }: Copies, reader: Reader) {
  const unit = wave.units.find(({ offices }) => offices.includes(office));
  if (!unit) throw new NotFound('printing:noSuchOffice');
  const inLanguage = isAnsweredIn(wave, reader.lang) ? reader : readerOfLanguage('fa');
  return printedQuestionnaire({ wave, unit, codes, baseUrl }, inLanguage);
}

function codesIn(req: Request): string[] {
  return String(bodyOf(req).codes ?? '')
    .split(/[\s,]+/)
    .filter(Boolean);
}
