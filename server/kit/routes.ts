/** The kit of an office, for whoever may open its report, and that of the whole wave, for whoever may read all of it. */
import { createHash } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { audit } from '../accounts/audit/audit.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import { requireProof } from '../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../appContext.ts';
import { downloadPlace } from '../http/downloadPlaces.ts';
import { NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { renderPdf } from '../pdf/renderPdf.ts';
import { mayReadReport, requireReportAccess } from '../reportPages/reportAccess.ts';
import { scopes } from '../reports/scope.ts';
import { getCountedWave } from '../waves/getWave.ts';
import { kitFile, kitFileName, kitFiles } from './officeDocuments.ts';
import { type OfficeReading, readOffice } from './officeReading.ts';
import { presentKit } from './presentKit.ts';
import { provinceKitRoutes } from './provinceRoutes.ts';
import { requireReleased } from './requireReleased.ts';
import { pptxType } from './slides/presentation.ts';

const scope = z.enum(scopes).optional().catch(undefined);
const fileName = z.enum(kitFiles);

/** Before the routes of reports: `kit` is no office. */
export function kitRoutes(context: AppContext): Router {
  const { clock, config, renderPdf: render = renderPdf } = context;
  const router = Router();
  const readers = requireRole('manager', 'analyst');
  const today = () => isoDayOf(clock.now());
  router.use(provinceKitRoutes(context));

  async function readingOf(req: Request, res: Response): Promise<OfficeReading> {
    const wave = await getCountedWave(req.params.wave);
    const office = String(req.params.office);
    requireReportAccess(req, wave, office, today());
    requireReleased(wave);
    const mayRead = (earlier: typeof wave) => mayReadReport(req, earlier, office, today());
    const reading = await readOffice(
      wave,
      { office, scope: scope.parse(req.query.scope), baseUrl: config.baseUrl ?? '', mayRead },
      readerOf(res),
    );
    if (!reading) throw new NotFound();
    return reading;
  }

  router.get('/reports/:wave/:office/kit', readers, async (req, res) => {
    const kit = presentKit(await readingOf(req, res), readerOf(res));
    await res.page('kit/show', { layout: 'desk', title: kit.title, kit });
  });

  router.get(
    '/reports/:wave/:office/kit/:file',
    readers,
    requireProof(context),
    downloadPlace,
    async (req, res) => {
      const file = fileName.safeParse(req.params.file);
      if (!file.success) throw new NotFound();
      const reading = await readingOf(req, res);
      const bytes = await kitFile(file.data, reading, readerOf(res), render);
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const subject = { kind: 'wave' as const, id: reading.wave._id, officeOrUnit: reading.office };
      const detail = { file: file.data, sha256 };
      await audit({ at: clock.now(), actor: accountOf(req)._id, action: 'kit.download', subject, detail });
      res.attachment(kitFileName(reading.office, file.data));
      res.type(file.data.endsWith('.pptx') ? pptxType : 'application/pdf').send(bytes);
    },
  );

  return router;
}
