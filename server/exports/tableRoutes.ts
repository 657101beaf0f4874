/** Tables of the report pages as spreadsheets, for whoever may open the page: the comparison, and the numbers of one report. */
import { Router } from 'express';
import { z } from 'zod';
import { audit } from '../accounts/audit/audit.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import { requireProof } from '../accounts/secondFactor/requireProof.ts';
import type { AppContext } from '../appContext.ts';
import { downloadPlace } from '../http/downloadPlaces.ts';
import { NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { loadLevels } from '../offices/levels/loadLevels.ts';
import { findReadableComparison, hidePrevious, mayReadPrevious } from '../reportPages/hidePrevious.ts';
import { mayReadReport, requireReportAccess } from '../reportPages/reportAccess.ts';
import { findPublishedReport } from '../reports/published/findPublished.ts';
import { scopes } from '../reports/scope.ts';
import { sendXlsx } from '../tables/sendTable.ts';
import { getCountedWave } from '../waves/getWave.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import type { Wave } from '../waves/wave.ts';
import { comparisonWorksheets } from './comparisonWorksheets.ts';
import { scoreWorksheet } from './reportTable.ts';

const scope = z.enum(scopes).catch('own');

export function reportTableRoutes(context: AppContext): Router {
  const { clock } = context;
  const router = Router();
  const readers = requireRole('manager', 'analyst');
  const proof = requireProof(context);
  const today = () => isoDayOf(clock.now());

  router.get('/reports/:wave/comparison/table.xlsx', readers, proof, downloadPlace, async (req, res) => {
    const wave = await getCountedWave(req.params.wave);
    const root = rootOffice(wave);
    requireReportAccess(req, wave, root, today());
    const mayRead = (earlier: Wave) => mayReadReport(req, earlier, root, today());
    const found = await Promise.all(
      wave.instruments.map(({ id }) => findReadableComparison(wave, id, mayRead)),
    );
    const comparisons = found.filter((one) => one !== null);
    if (comparisons.length === 0) throw new NotFound();
    const reader = readerOf(res);
    const subject = { kind: 'wave' as const, id: wave._id };
    await audit({ at: clock.now(), actor: accountOf(req)._id, action: 'comparison.download', subject });
    await sendXlsx(
      res,
      `comparison-${wave._id}.xlsx`,
      comparisonWorksheets(wave, { comparisons, levels: await loadLevels() }, reader),
      reader,
    );
  });

  router.get('/reports/:wave/:office/table.xlsx', readers, proof, downloadPlace, async (req, res) => {
    const wave = await getCountedWave(req.params.wave);
    const office = String(req.params.office);
    requireReportAccess(req, wave, office, today());
    const found = await findPublishedReport(wave, office, scope.parse(req.query.scope));
    if (!found || wave.state !== 'released') throw new NotFound();
    const showsPrevious = await mayReadPrevious(wave, (earlier) =>
      mayReadReport(req, earlier, office, today()),
    );
    const report = showsPrevious ? found : hidePrevious(found);
    const reader = readerOf(res);
    const subject = { kind: 'wave' as const, id: wave._id, officeOrUnit: office };
    await audit({ at: clock.now(), actor: accountOf(req)._id, action: 'report.download', subject });
    await sendXlsx(
      res,
      `report-${wave._id}-${office}.xlsx`,
      [scoreWorksheet(wave, [report], reader)],
      reader,
    );
  });
  return router;
}
