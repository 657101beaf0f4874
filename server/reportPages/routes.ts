/** Report pages of managers and analysts at the desk. */
import { type Request, Router } from 'express';
import { z } from 'zod';
import { audit } from '../accounts/audit/audit.ts';
import type { Subject } from '../accounts/audit/subject.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import { noteReportOpened } from '../accounts/messages/accountMessage.ts';
import type { AppContext } from '../appContext.ts';
import { foldsForPhone } from '../http/foldsForPhone.ts';
import { NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { localise } from '../instruments/localised.ts';
import { scopes } from '../reports/scope.ts';
import { getCountedWave } from '../waves/getWave.ts';
import { emphasised } from '../waves/promiseWording.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import { officeSizes } from './comparisonOrder.ts';
import { comparisonPage } from './comparisonPage.ts';
import { reportPaths } from './paths.ts';
import { mayReadReport, requireReportAccess } from './reportAccess.ts';
import { reportList } from './reportList.ts';
import { promiseShown, reportPage } from './reportPage.ts';

const scope = z.enum(scopes).optional().catch(undefined);
const order = z.string().max(64).catch('index');
const size = z.enum(officeSizes).nullable().catch(null);

const today = (context: AppContext) => isoDayOf(context.clock.now());

export function reportRoutes(context: AppContext): Router {
  const router = Router();
  const readers = requireRole('manager', 'analyst');
  const opened = (req: Request, action: 'report.open' | 'comparison.open', subject: Subject) =>
    audit({ at: context.clock.now(), actor: accountOf(req)._id, action, subject });

  router.get('/reports', readers, async (req, res) => {
    const reader = readerOf(res);
    const waves = await reportList(accountOf(req), today(context), reader);
    await res.page('reportPages/index', { layout: 'desk', title: reader.t('reports:list.title'), waves });
  });

  router.get('/reports/:wave/comparison', readers, async (req, res) => {
    const wave = await getCountedWave(req.params.wave);
    requireReportAccess(req, wave, rootOffice(wave), today(context));
    const reader = readerOf(res);
    const page = await comparisonPage(
      wave,
      {
        order: order.parse(req.query.order),
        size: size.parse(req.query.size ?? null),
        level: req.query.level,
        instrument: req.query.instrument,
        at: req.query.at,
        path: reportPaths.comparison(wave._id),
        base: reportPaths.reports(wave._id),
        mayRead: (earlier) => mayReadReport(req, earlier, rootOffice(wave), today(context)),
      },
      reader,
    );
    await opened(req, 'comparison.open', { kind: 'wave', id: wave._id });
    const table = page.released ? reportPaths.comparisonXlsx(wave._id) : null;
    const folds = foldsForPhone(req, res);
    await res.page('reportPages/comparison', { layout: 'desk', ...page, table, localise, folds });
  });

  router.get('/reports/:wave/:office', readers, async (req, res) => {
    const wave = await getCountedWave(req.params.wave);
    const office = String(req.params.office);
    requireReportAccess(req, wave, office, today(context));
    const reader = readerOf(res);
    const page = await reportPage(
      wave,
      {
        office,
        scope: scope.parse(req.query.scope),
        base: reportPaths.reports(wave._id),
        mayRead: (earlier) => mayReadReport(req, earlier, office, today(context)),
        seesLocal: true,
      },
      reader,
    );
    if (!page) throw new NotFound();
    await opened(req, 'report.open', { kind: 'wave', id: wave._id, officeOrUnit: office });
    await noteReportOpened(accountOf(req)._id, wave._id);
    const table = page.hasTable ? reportPaths.reportXlsx(wave._id, office, page.scope) : null;
    const kit = wave.state === 'released' ? reportPaths.kit(wave._id, office, page.scope) : null;
    const promise = promiseShown(wave, reader.lang);
    const begin = (dimension: string) => reportPaths.begin(wave._id, office, page.scope, dimension);
    await res.page('reportPages/show', {
      layout: 'desk',
      ...page,
      ...{ table, kit, promise, emphasised, begin },
    });
  });

  return router;
}
