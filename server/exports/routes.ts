/**
 * Open data for analysts: what the file holds, its checksum, and the files themselves, streamed while they are made. Before the
 * release, or where nothing can be published without someone standing out, the page says so instead; while the files of a
 * large wave are being made it shows the progress.
 */
import { type Request, Router } from 'express';
import { audit } from '../accounts/audit/audit.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import { requireProof } from '../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../appContext.ts';
import { CannotAnonymise } from '../disclosure/cannotAnonymise.ts';
import { downloadPlace } from '../http/downloadPlaces.ts';
import { NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { mayReadPrevious, readableReports } from '../reportPages/hidePrevious.ts';
import { waveLine } from '../reportPages/reportPage.ts';
import { sendCsv, sendXlsx } from '../tables/sendTable.ts';
import { getCountedWave } from '../waves/getWave.ts';
import type { Wave } from '../waves/wave.ts';
import { codebookName, openDataName } from './codebook.ts';
import { type OpenDataFiles, openDataFiles, openDataFilesOrProgress } from './openDataFiles.ts';
import { openDataWorksheets } from './openDataWorksheets.ts';
import { presentOpenData } from './presentOpenData.ts';
import { reportTable, reportTableName, scoreWorksheet } from './reportTable.ts';
import { reportTableRoutes } from './tableRoutes.ts';

export function openDataRoutes(context: AppContext): Router {
  const router = Router();
  const analysts = requireRole('analyst');
  const proof = requireProof(context);
  const note = (req: Request, wave: Wave, action: string) =>
    audit({
      at: context.clock.now(),
      actor: accountOf(req)._id,
      action,
      subject: { kind: 'wave', id: wave._id },
    });

  router.get('/waves/:wave/open-data', analysts, async (req, res) => {
    const wave = await getCountedWave(req.params.wave);
    const reader = readerOf(res);
    const files = await publishableOrNull(openDataFilesOrProgress(wave));
    const title = reader.t('exports:title');
    if (files && 'done' in files) {
      await res.page('exports/openDataMaking', { title, wave: waveLine(wave, reader), ...files });
      return;
    }
    await res.page('exports/openData', { title, page: presentOpenData(wave, files, reader) });
  });

  router.get('/waves/:wave/open-data/data.csv', analysts, proof, downloadPlace, async (req, res) => {
    const wave = await getCountedWave(req.params.wave);
    const files = await filesOf(wave);
    await note(req, wave, 'openData.download');
    res.setHeader('Content-Length', files.bytes);
    await sendCsv(res, openDataName(wave._id), files.pieces());
  });

  router.get('/waves/:wave/open-data/data.xlsx', analysts, proof, downloadPlace, async (req, res) => {
    const wave = await getCountedWave(req.params.wave);
    const files = await filesOf(wave);
    await note(req, wave, 'openData.download');
    const reader = readerOf(res);
    await sendXlsx(res, openDataName(wave._id, 'xlsx'), openDataWorksheets(wave, files, reader), reader);
  });

  router.get('/waves/:wave/open-data/codebook.json', analysts, async (req, res) => {
    const wave = await getCountedWave(req.params.wave);
    const { codebook } = await filesOf(wave);
    res.attachment(codebookName(wave._id));
    res.json(codebook);
  });

  router.get('/waves/:wave/open-data/reports.csv', analysts, proof, downloadPlace, async (req, res) => {
    const wave = await getCountedWave(req.params.wave);
    if (wave.state !== 'released') throw new NotFound();
    await note(req, wave, 'reportTable.download');
    await sendCsv(res, reportTableName(wave._id), reportTable(wave, await reportsOf(wave)));
  });

  router.get('/waves/:wave/open-data/reports.xlsx', analysts, proof, downloadPlace, async (req, res) => {
    const wave = await getCountedWave(req.params.wave);
    if (wave.state !== 'released') throw new NotFound();
    await note(req, wave, 'reportTable.download');
    const reader = readerOf(res);
    const worksheet = scoreWorksheet(wave, await reportsOf(wave), reader);
    await sendXlsx(res, reportTableName(wave._id, 'xlsx'), [worksheet], reader);
  });

  router.use(reportTableRoutes(context));
  return router;
}

/** Analysts read every office, so an earlier wave is theirs as soon as it is released. */
async function reportsOf(wave: Wave) {
  return readableReports(wave, await mayReadPrevious(wave, () => true));
}

/** Null where nothing may be published. */
async function publishableOrNull<T>(made: Promise<T>): Promise<T | null> {
  try {
    return await made;
  } catch (error) {
    if (error instanceof CannotAnonymise) return null;
    throw error;
  }
}

async function filesOf(wave: Wave): Promise<OpenDataFiles> {
  const files = await publishableOrNull(openDataFiles(wave));
  if (!files) throw new NotFound();
  return files;
}
