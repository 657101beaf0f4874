/** The page of a try-out with its steps, its count, its results and its end. */
import { Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { deskPath } from '../http/deskPath.ts';
import { flash } from '../http/flash.ts';
import { readForm } from '../http/forms.ts';
import { NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { renderView } from '../http/renderPage.ts';
import { reportPage } from '../reportPages/reportPage.ts';
import { scopes } from '../reports/scope.ts';
import { emphasised } from '../waves/promiseWording.ts';
import { tryOutAnswerRoutes } from './answerRoutes.ts';
import { countTryOut, deleteTryOut, startTryOut } from './changeTryOut.ts';
import { showMarked } from './markedPage.ts';
import { tryOutPath, tryOutResultsPath } from './paths.ts';
import { presentTryOut } from './presentTryOut.ts';
import { findTryOut } from './tryOut.ts';
import { tryOutResults } from './tryOutResults.ts';
import { tryOutWave } from './tryOutWave.ts';

const startForm = z.object({ instrument: z.string('tryOut:errors.instrument').max(100) });
const scope = z.enum(scopes).optional().catch(undefined);

export function tryOutRoutes(context: AppContext): Router {
  const { clock } = context;
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/try-out', administrator, async (req, res) => {
    const tryOut = await findTryOut(accountOf(req)._id, clock.now());
    const reader = readerOf(res);
    const shown = await presentTryOut(tryOut, reader);
    await res.page('tryOut/show', { layout: 'desk', ...shown });
  });

  router.post('/try-out', administrator, async (req, res) => {
    const form = readForm(startForm, req.body);
    const isBegun = form.ok && (await startTryOut(form.value.instrument, auditContextOf(req, clock)));
    if (isBegun) return res.redirect(303, tryOutPath);
    const errors = [{ field: 'instrument', message: 'tryOut:errors.instrument' }];
    const shown = await presentTryOut(null, readerOf(res));
    await res.page('tryOut/show', { layout: 'desk', status: 422, ...shown, errors });
  });

  router.post('/try-out/count', administrator, async (req, res) => {
    await countTryOut(auditContextOf(req, clock));
    res.redirect(303, tryOutPath);
  });

  router.get('/try-out/results/:office', administrator, async (req, res) => {
    const tryOut = await findTryOut(accountOf(req)._id, clock.now());
    if (tryOut?.state !== 'counted') return res.redirect(303, tryOutPath);
    const reader = readerOf(res);
    const wave = await tryOutWave(tryOut, reader);
    const office = String(req.params.office);
    const page = await reportPage(
      { ...wave, state: 'released' },
      {
        ...{ office, scope: scope.parse(req.query.scope), base: tryOutResultsPath },
        ...{ mayRead: () => false, source: await tryOutResults(wave, tryOut) },
      },
      reader,
    );
    if (!page) throw new NotFound();
    const shared = { ...reader, errors: [], prefix: '' };
    const lead = reader.t('tryOut:results.lead');
    const told = { lead, isBrief: false, promise: null, emphasised, comments: null };
    const html = await renderView('reportPages/show', { ...shared, ...page, ...told });
    await showMarked(res, { title: page.title, html, of: 'results' });
  });

  router.post('/try-out/deletion', administrator, async (req, res) => {
    await deleteTryOut(auditContextOf(req, clock));
    flash(req, 'tryOut:deleted');
    res.redirect(303, deskPath);
  });

  router.use(tryOutAnswerRoutes(context));
  return router;
}
