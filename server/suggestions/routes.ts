/** The pages of suggestions for everyone: what was taken up, sending, and checking a receipt. No cookie, no session, nothing in the log. */
import { type Response, Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { type FieldError, readForm } from '../http/forms.ts';
import { HttpError } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { listAddressees } from './addressees.ts';
import { confirmForm, receiptForm, writtenForm } from './forms.ts';
import { itemRoutes } from './itemRoutes.ts';
import { listPublic } from './listPublic.ts';
import { sendPlainly } from './plainWay.ts';
import { weekName } from './presentOwnThread.ts';
import { checkReceipt } from './receipt.ts';
import type { Written } from './sealing/prepareItem.ts';
import {
  newTrackingCode,
  numbersOf,
  readTrackingCode,
  type TrackingCode,
  wordsOf,
  writeTrackingCode,
} from './sealing/trackingCode.ts';
import { suggestionKeys } from './suggestionKeys.ts';
import { suggestionLimits } from './suggestionLimits.ts';
import { topics } from './topics.ts';
import { trackRoutes } from './trackRoutes.ts';
import { weekOf } from './week.ts';

export function suggestionRoutes(context: AppContext): Router {
  const router = Router();
  const { config, clock } = context;
  const limits = suggestionLimits(context.failureLimits);
  const addressees = (res: Response) => listAddressees(readerOf(res).lang, isoDayOf(clock.now()));

  router.use('/suggestions', (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });

  router.get('/suggestions', async (_req, res) => {
    const reader = readerOf(res);
    await res.page('suggestions/index', {
      title: reader.t('suggestions:index.title'),
      rows: await listPublic(reader),
    });
  });

  const showForm = async (res: Response, values: Record<string, string>, errors: FieldError[] = []) => {
    const { t } = readerOf(res);
    const { intakePublic } = await suggestionKeys(config.keyDir);
    await res.page('suggestions/new', {
      title: t('suggestions:new.title'),
      script: 'suggestionSend.js',
      status: errors.length > 0 ? 422 : 200,
      errors,
      values,
      offices: await addressees(res),
      topics: topics.map((value) => ({ value, label: t(`suggestions:topic.${value}`) })),
      reviewersKey: intakePublic,
      week: weekOf(clock.now()),
    });
  };

  router.get('/suggestions/new', (_req, res) => showForm(res, {}));

  router.post('/suggestions/new', async (req, res) => {
    const codes = (await addressees(res)).map(({ code }) => code);
    const form = readForm(writtenForm(codes), req.body);
    if (!form.ok) return showForm(res, textsOf(req.body), form.errors);
    const confirm = confirmForm.parse(req.body ?? {});
    const code = readTrackingCode(confirm.code);
    if (!code) return showCode(res, form.value, newTrackingCode(), []);
    const isKept = confirm.printed || readTrackingCode(confirm.again)?.join() === code.join();
    if (!isKept)
      return showCode(res, form.value, code, [{ field: 'again', message: 'suggestions:errors.again' }]);
    await limits.sending.form.attempt(req);
    try {
      const receipt = await sendPlainly(form.value, code, { now: clock.now(), keyDir: config.keyDir });
      const title = readerOf(res).t('suggestions:sent.title');
      await res.page('suggestions/sent', { title, noLanguages: true, receipt });
    } catch (error) {
      if (!(error instanceof HttpError) || error.status >= 500) throw error;
      await showCode(res, form.value, newTrackingCode(), [{ field: '', message: error.messageKey }]);
    }
  });

  router.get('/suggestions/receipt', (_req, res) => showReceipt(res, { receipt: '', text: '' }, ''));
  router.post('/suggestions/receipt', async (req, res) => {
    const form = receiptForm.parse(req.body ?? {});
    const checked = await checkReceipt(form.receipt, form.text, await suggestionKeys(config.keyDir));
    const reader = readerOf(res);
    const week = 'week' in checked ? weekName(checked.week, reader) : '';
    await showReceipt(res, form, reader.t(`suggestions:receipt.${checked.verdict}`, { week }));
  });

  router.use(trackRoutes(context, limits), itemRoutes(context, limits));
  return router;
}

const textsOf = (body: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

/** Nothing but the page itself carries what was written to the next step. */
async function showCode(res: Response, written: Written, code: TrackingCode, errors: FieldError[]) {
  await res.page('suggestions/code', {
    title: readerOf(res).t('suggestions:code.title'),
    noLanguages: true,
    status: errors.length > 0 ? 422 : 200,
    errors,
    hidden: [
      ['office', written.office],
      ['topic', written.topic],
      ['text', written.text],
      ...(written.mayPublish ? [['mayPublish', 'yes']] : []),
      ['code', writeTrackingCode(code)],
    ],
    words: wordsOf(code),
    numbers: numbersOf(code),
  });
}

async function showReceipt(res: Response, values: { receipt: string; text: string }, verdict: string) {
  const title = readerOf(res).t('suggestions:receipt.title');
  await res.page('suggestions/receipt', { title, noLanguages: verdict !== '', values, verdict });
}
