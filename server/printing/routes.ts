/** What is printed for a wave, as PDF: slips, questionnaires and hand-over sheets, and the page where they are asked for. */
import { type Request, type Response, Router } from 'express';
import type { DeskFeature } from '../accounts/deskRoutes.ts';
import { requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { Conflict, NotFound } from '../http/errors.ts';
import { papersWaiting } from '../paper/firstPass.ts';
import { papersEntered } from '../paper/paperCount.ts';
import { listParticipation } from '../participation/listParticipation.ts';
import { officesOfCodes } from '../participation/officesOfCodes.ts';
import { renderPdf } from '../pdf/renderPdf.ts';
import { wavePath } from '../waves/paths.ts';
import { type Reader, treeRows } from '../waves/present.ts';
import { bodyOf, readerOf, waveOf } from '../waves/request.ts';
import type { Wave } from '../waves/wave.ts';
import { printedQuestionnaire } from './printedQuestionnaire.ts';
import { printedReceipts } from './printedReceipts.ts';
import { printedSlips } from './printedSlips.ts';

const everyOffice = 'all';

export function printingFeature({ config }: Pick<AppContext, 'config'>): DeskFeature {
  const router = Router();
  const administrator = requireRole('administrator');
  const baseUrl = config.baseUrl ?? '';

  router.get('/waves/:id/printing', administrator, async (req, res) => {
    const wave = await runningWave(req);
    const reader = readerOf(res);
    await res.page('printing/index', {
      title: reader.t('printing:title'),
      layout: 'desk',
      wave,
      base: wavePath(wave._id),
      everyOffice,
      tree: treeRows(wave.offices, reader),
      waiting: await papersWaiting(wave._id),
      papers: await papersEntered(wave._id),
    });
  });

  router.get('/waves/:id/printing/questionnaire', administrator, async (req, res) => {
    const wave = await runningWave(req);
    const office = officeOf(wave, String(req.query.office ?? ''));
    const data = questionnaireOf(wave, office, [], baseUrl, readerOf(res));
    sendPdf(res, `questionnaire-${office}`, await renderPdf('printing/questionnaire', data));
  });

  router.get('/waves/:id/printing/receipts', administrator, async (req, res) => {
    const wave = await runningWave(req);
    const asked = String(req.query.office ?? everyOffice);
    const offices = asked === everyOffice ? wave.offices.map(({ code }) => code) : [officeOf(wave, asked)];
    const data = printedReceipts(wave, await listParticipation(wave), offices, readerOf(res));
    sendPdf(res, `hand-over-${asked}`, await renderPdf('printing/receipts', data, { tagged: false }));
  });

  /** The codes come back from the page that showed them, because nothing else knows them; they are used and forgotten. */
  router.post('/waves/:id/printing/slips', administrator, async (req, res) => {
    const wave = await runningWave(req);
    const codes = await officesOfCodes(wave._id, codesIn(req));
    const data = await printedSlips(wave, codes, baseUrl, readerOf(res));
    sendPdf(res, `slips-${wave._id}`, await renderPdf('printing/slips', data, { tagged: false }));
  });

  router.post('/waves/:id/printing/questionnaires', administrator, async (req, res) => {
    const wave = await runningWave(req);
    const byOffice = await officesOfCodes(wave._id, codesIn(req));
    const [first, ...more] = [...byOffice];
    if (!first || more.length > 0) throw new Conflict('printing:oneOffice');
    const data = questionnaireOf(wave, first[0], first[1], baseUrl, readerOf(res));
    const pdf = await renderPdf('printing/questionnaire', data, { tagged: false });
    sendPdf(res, `questionnaires-${first[0]}`, pdf);
  });

  return { routes: router };
}

/** @throws NotFound, Conflict for a draft, an imported wave and one that was counted or withdrawn */
async function runningWave(req: Request): Promise<Wave> {
  const wave = await waveOf(req);
  if (wave.imported || (wave.state !== 'open' && wave.state !== 'closed')) {
    throw new Conflict('printing:notRunning');
  }
  return wave;
}

function officeOf(wave: Wave, code: string): string {
  if (!wave.offices.some((office) => office.code === code)) throw new NotFound('printing:noSuchOffice');
  return code;
}

function questionnaireOf(wave: Wave, office: string, codes: string[], baseUrl: string, reader: Reader) {
  const unit = wave.units.find(({ offices }) => offices.includes(office));
  if (!unit) throw new NotFound('printing:noSuchOffice');
  return printedQuestionnaire(wave, unit, codes, baseUrl, reader);
}

function codesIn(req: Request): string[] {
  return String(bodyOf(req).codes ?? '')
    .split(/[\s,]+/)
    .filter(Boolean);
}

function sendPdf(res: Response, name: string, pdf: Buffer): void {
  res.attachment(`${name}.pdf`).type('application/pdf').send(pdf);
}
