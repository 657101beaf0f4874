/** Report pages: those of managers and analysts at the desk, and the results page for everyone a wave was released to. */
import { type Request, Router } from 'express';
import { z } from 'zod';
import { audit } from '../accounts/audit/audit.ts';
import type { Subject } from '../accounts/audit/subject.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { foldsForPhone } from '../http/foldsForPhone.ts';
import { NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import type { Language } from '../i18n/languages.ts';
import { localise } from '../instruments/localised.ts';
import { scopes } from '../reports/scope.ts';
import { isForEveryone } from '../waves/audience.ts';
import { getCountedWave } from '../waves/getWave.ts';
import { resultsPath } from '../waves/paths.ts';
import { emphasised, promiseOf } from '../waves/promiseWording.ts';
import { rootOffice } from '../waves/rootOffice.ts';
import { type Wave, WaveModel } from '../waves/wave.ts';
import { officeSizes } from './comparisonOrder.ts';
import { comparisonPage } from './comparisonPage.ts';
import { reportPaths } from './paths.ts';
import { mayReadReport, requireReportAccess } from './reportAccess.ts';
import { reportList } from './reportList.ts';
import { reportPage } from './reportPage.ts';

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
        instrument: req.query.instrument,
        path: reportPaths.comparison(wave._id),
        base: reportPaths.reports(wave._id),
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
      },
      reader,
    );
    if (!page) throw new NotFound();
    await opened(req, 'report.open', { kind: 'wave', id: wave._id, officeOrUnit: office });
    const table = page.hasTable ? reportPaths.reportXlsx(wave._id, office, page.scope) : null;
    const promise = promiseShown(wave, reader.lang);
    const folds = foldsForPhone(req, res);
    await res.page('reportPages/show', { layout: 'desk', ...page, table, promise, emphasised, folds });
  });

  return router;
}

/** What respondents were promised; null for data that was collected elsewhere. */
function promiseShown(wave: Wave, lang: Language) {
  return wave.imported ? null : promiseOf(wave, lang);
}

/** The public results page of a released wave: the same table that managers read, without an account. */
export function resultsRoutes(): Router {
  const router = Router();
  router.get(['/waves/:wave/results', '/waves/:wave/results/:office'], async (req, res) => {
    const wave = await WaveModel.findById(String(req.params.wave)).lean();
    if (!wave || wave.state === 'draft') throw new NotFound();
    const reader = readerOf(res);
    if (!isForEveryone(wave)) {
      const title = reader.t('reports:results.title', { wave: wave.title });
      await res.page('reportPages/notReleased', { title });
      return;
    }
    const base = `${res.locals.prefix}${resultsPath(wave._id)}`;
    const office = String(req.params.office ?? rootOffice(wave));
    const page = await reportPage(
      wave,
      { office, scope: scope.parse(req.query.scope), base, mayRead: isForEveryone },
      reader,
    );
    if (!page) throw new NotFound();
    const more = { comments: null, lead: reader.t('reports:results.lead') };
    await res.page('reportPages/show', {
      ...page,
      ...more,
      promise: promiseShown(wave, reader.lang),
      emphasised,
      folds: foldsForPhone(req, res),
    });
  });
  return router;
}
