/**
 * The list of offices, in which headcounts are typed: one form for all of them, saved by its button or, with the script, one by one as
 * somebody leaves a field (`Accept: application/json`, the same form with one office).
 */
import { type Request, Router } from 'express';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import type { FieldError } from '../http/forms.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import type { Reader } from '../i18n/reader.ts';
import { sendXlsx } from '../tables/sendTable.ts';
import { listQuery } from './forms.ts';
import type { ListFilter } from './listOffices.ts';
import { officeCsv, officeWorksheet } from './officeTable.ts';
import type { OfficeWaves } from './officeWaves.ts';
import { officesPath } from './paths.ts';
import { presentList, summaryAfter } from './presentOfficeList.ts';
import { saveHeadcounts } from './saveHeadcounts.ts';
import { typedHeadcounts } from './typedHeadcounts.ts';

export function officeListRoutes({ clock }: AppContext, waves: OfficeWaves): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const today = () => isoDayOf(clock.now());

  router.get('/offices', administrator, async (req, res) => {
    const list = await presentList(filterOf(req), { day: today(), waves }, readerOf(res));
    await res.page('offices/index', { ...list, script: 'officeList.js', values: {} });
  });

  router.get('/offices/list.xlsx', administrator, async (_req, res) => {
    const reader = readerOf(res);
    await sendXlsx(res, 'offices.xlsx', [await officeWorksheet(today(), reader)], reader);
  });

  router.get('/offices/list.csv', administrator, async (_req, res) => {
    res
      .attachment('offices.csv')
      .type('text/csv; charset=utf-8')
      .send(await officeCsv(today(), readerOf(res)));
  });

  router.post('/offices/headcounts', administrator, async (req, res) => {
    const reader = readerOf(res);
    const { saved, errors } = await saveHeadcounts(typedHeadcounts(req.body), auditContextOf(req, clock));
    if (req.accepts(['html', 'json']) === 'json') {
      const wrong = errors.map((one) => ({
        field: one.field,
        text: told(one, reader),
        now: one.values?.now ?? null,
      }));
      res.json({ wrong, ...(await summaryAfter(saved, today(), reader)) });
      return;
    }
    if (errors.length === 0) {
      flash(req, saved.length ? 'offices:list.saved' : 'offices:list.nothingChanged', {
        count: saved.length,
      });
      return res.redirect(303, `${officesPath}${searchOf(req)}`);
    }
    const list = await presentList(filterOf(req), { day: today(), waves }, reader);
    await res.page('offices/index', {
      ...list,
      script: 'officeList.js',
      status: 422,
      errors: errors.map((one) => ({ ...one, values: numbered(one.values, reader) ?? {} })),
      values: req.body,
    });
  });
  return router;
}

const filterOf = (req: Request): ListFilter => {
  const { q, level, missing, all } = listQuery.parse(req.query);
  return { q, level, missing: Boolean(missing), all: Boolean(all) };
};

/** The filter in the address, for the way back. */
const searchOf = ({ originalUrl }: Request) =>
  originalUrl.includes('?') ? originalUrl.slice(originalUrl.indexOf('?')) : '';

const numbered = (values: Record<string, unknown> | undefined, { f }: Reader) =>
  values &&
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, f.number(Number(value))]));

const told = ({ message, values }: FieldError, reader: Reader) =>
  reader.t(message, numbered(values, reader) ?? {});
