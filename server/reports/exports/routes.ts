/**
 * Open data for analysts: what the file holds, its checksum, and the files themselves, sent as they are made. Before the
 * release, or where nothing can be published without someone standing out, the page says so instead.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import { audit } from '../../accounts/audit.ts';
import type { DeskFeature } from '../../accounts/deskRoutes.ts';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { NotFound } from '../../http/errors.ts';
import type { Language } from '../../i18n/languages.ts';
import { type Wave, WaveModel } from '../../waves/wave.ts';
import { CannotAnonymise } from '../disclosure/kAnonymise.ts';
import { readerOf } from '../pages/reader.ts';
import { codebookName, openDataName } from './codebook.ts';
import { type OpenDataFiles, openDataFiles } from './openDataFiles.ts';
import { presentOpenData } from './presentOpenData.ts';
import { reportTable, reportTableName } from './reportTable.ts';

export function openDataFeature(context: AppContext): DeskFeature {
  const routes = Router();
  const analysts = requireRole('analyst');
  const note = (req: Request, wave: Wave, action: string) =>
    audit({ at: context.clock.now(), actor: accountOf(req)._id, action, subject: `wave ${wave._id}` });

  routes.get('/waves/:wave/open-data', analysts, async (req, res) => {
    const wave = await getCounted(req);
    const reader = readerOf(res.locals.lang as Language);
    const files = await filesOrReason(wave);
    const title = reader.t('exports:title');
    await res.page('reports/openData', { title, page: presentOpenData(wave, files, reader) });
  });

  routes.get('/waves/:wave/open-data/data.csv', analysts, async (req, res) => {
    const wave = await getCounted(req);
    const files = await filesOf(wave);
    await note(req, wave, 'openData.download');
    res.setHeader('Content-Length', files.bytes);
    await sendCsv(res, openDataName(wave._id), files.pieces());
  });

  routes.get('/waves/:wave/open-data/codebook.json', analysts, async (req, res) => {
    const wave = await getCounted(req);
    const { codebook } = await filesOf(wave);
    res.attachment(codebookName(wave._id));
    res.json(codebook);
  });

  routes.get('/waves/:wave/open-data/reports.csv', analysts, async (req, res) => {
    const wave = await getCounted(req);
    if (wave.state !== 'released') throw new NotFound();
    await note(req, wave, 'reportTable.download');
    await sendCsv(res, reportTableName(wave._id), reportTable(wave));
  });

  return { routes };
}

async function getCounted(req: Request): Promise<Wave> {
  const wave = await WaveModel.findById(String(req.params.wave)).lean<Wave>();
  if (!wave || !['counted', 'released'].includes(wave.state)) throw new NotFound();
  return wave;
}

/** Null where nothing may be published. */
async function filesOrReason(wave: Wave): Promise<OpenDataFiles | null> {
  try {
    return await openDataFiles(wave);
  } catch (error) {
    if (error instanceof CannotAnonymise) return null;
    throw error;
  }
}

async function filesOf(wave: Wave): Promise<OpenDataFiles> {
  const files = await filesOrReason(wave);
  if (!files) throw new NotFound();
  return files;
}

/** A reader who goes away ends the reading as well. */
async function sendCsv(res: Response, name: string, pieces: AsyncIterable<string>): Promise<void> {
  res.attachment(name);
  res.type('text/csv; charset=utf-8');
  try {
    await pipeline(Readable.from(pieces), res);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
