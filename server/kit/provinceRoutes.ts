/** The kit of a whole wave: one button, a page that shows how far it is, and the file. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Request, Router } from 'express';
import { audit } from '../accounts/audit/audit.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import { requireProof } from '../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../appContext.ts';
import { downloadPlace } from '../http/downloadPlaces.ts';
import { NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { sendStream } from '../http/sendStream.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import type { Language } from '../i18n/languages.ts';
import { reportPaths } from '../reportPages/paths.ts';
import { mayReadReport, requireReportAccess } from '../reportPages/reportAccess.ts';
import { getCountedWave } from '../waves/getWave.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { startKit } from './makeKit.ts';
import { presentProvinceKit } from './presentKit.ts';
import { requireReleased } from './requireReleased.ts';
import { type KitPlace, readKitState, zipOf } from './storedKit.ts';

export function provinceKitRoutes(context: AppContext): Router {
  const { clock, config } = context;
  const router = Router();
  const readers = requireRole('manager', 'analyst');
  const proof = requireProof(context);
  const today = () => isoDayOf(clock.now());

  async function opened(req: Request, lang: Language) {
    const wave = await getCountedWave(req.params.wave);
    requireReportAccess(req, wave, rootOffice(wave), today());
    requireReleased(wave);
    const mayRead = (office: string, earlier: Wave) => mayReadReport(req, earlier, office, today());
    const place: KitPlace = {
      dataDir: config.dataDir,
      wave: wave._id,
      variant: [lang, ...(await hiddenBefore(wave, mayRead))].join(' '),
    };
    return { wave, mayRead, place, state: await readKitState(place) };
  }

  router.get('/reports/:wave/kit', readers, async (req, res) => {
    const reader = readerOf(res);
    const { wave, place, state } = await opened(req, reader.lang);
    const isThere = await stat(zipOf(place)).then(Boolean, () => false);
    const kit = presentProvinceKit(wave, { state, isThere, now: clock.now() }, reader);
    await res.page('kit/province', { layout: 'desk', title: reader.t('kit:province.title'), kit });
  });

  router.post('/reports/:wave/kit', readers, proof, async (req, res) => {
    const reader = readerOf(res);
    const { wave, mayRead, place } = await opened(req, reader.lang);
    const baseUrl = config.baseUrl ?? '';
    await startKit({ place, wave, mayRead, reader, actor: accountOf(req)._id, clock, baseUrl });
    res.redirect(303, reportPaths.provinceKit(wave._id));
  });

  router.get('/reports/:wave/kit/all.zip', readers, proof, downloadPlace, async (req, res) => {
    const { wave, place, state } = await opened(req, readerOf(res).lang);
    const file = zipOf(place);
    const known = await stat(file).catch(() => null);
    if (!known || !state?.sha256) throw new NotFound('kit:errors.notMade');
    const subject = { kind: 'wave' as const, id: wave._id };
    const detail = { file: 'all.zip', sha256: state.sha256 };
    await audit({ at: clock.now(), actor: accountOf(req)._id, action: 'kit.download', subject, detail });
    res.attachment(`kit-${wave._id}.zip`).type('application/zip').setHeader('Content-Length', known.size);
    await sendStream(res, createReadStream(file));
  });
  return router;
}

/** Offices whose earlier results the reader may not see: kits that differ in them are different files. */
async function hiddenBefore(
  wave: Wave,
  mayRead: (office: string, earlier: Wave) => boolean,
): Promise<string[]> {
  const earlier = wave.previous === null ? null : await WaveModel.findById(wave.previous).lean();
  if (!earlier) return [];
  const hidden = wave.offices.filter(({ code }) => !mayRead(code, earlier)).map(({ code }) => code);
  return hidden.length > 0 ? [createHash('sha256').update(hidden.join(' ')).digest('hex')] : [];
}
