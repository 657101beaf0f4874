/** Following a suggestion with its code. With script the code stays in the browser; without, each form carries it and the server forgets it. */
import { type Request, type Response, Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { type FieldError, readForm } from '../http/forms.ts';
import { HttpError } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { loadOffices } from '../offices/loadOffices.ts';
import { findThread, withdraw } from './findThread.ts';
import { codeForm, messageForm } from './forms.ts';
import { keysOfTyped, openPlainly, writeAgainPlainly } from './plainWay.ts';
import { presentOwnThread } from './presentOwnThread.ts';
import type { CodeKeys } from './sealing/codeKeys.ts';
import { suggestionKeys } from './suggestionKeys.ts';
import type { SuggestionLimits } from './suggestionLimits.ts';
import { weekOf } from './week.ts';

export function trackRoutes({ config, clock }: AppContext, limits: SuggestionLimits): Router {
  const router = Router();
  const taking = () => ({ now: clock.now(), keyDir: config.keyDir });

  const show = async (res: Response, code: string, errors: FieldError[] = [], notice = '') => {
    const { t } = readerOf(res);
    const { intakePublic } = await suggestionKeys(config.keyDir);
    await res.page('suggestions/track', {
      title: t('suggestions:track.title'),
      script: 'suggestionTrack.js',
      noLanguages: code !== '',
      status: errors.length > 0 ? 404 : 200,
      errors,
      notice,
      code,
      reviewersKey: intakePublic,
      week: weekOf(clock.now()),
    });
  };
  const unknown = async (req: Request, res: Response, code: string) => {
    await limits.unknownCode(req);
    await show(res, code, [{ field: 'code', message: 'suggestions:errors.unknownCode' }]);
  };

  /** @param written what stands in the field for a further message, with what is wrong with it */
  const showThread = async (
    req: Request,
    res: Response,
    {
      code,
      keys,
      errors = [],
      written = '',
    }: { code: string; keys: CodeKeys; errors?: FieldError[]; written?: string },
  ) => {
    const found = await findThread(keys);
    if (!found) return unknown(req, res, code);
    const reader = readerOf(res);
    const shown = presentOwnThread(found, await loadOffices(reader.lang), isoDayOf(clock.now()), reader);
    await res.page('suggestions/thread', {
      title: reader.t('suggestions:thread.title'),
      noLanguages: true,
      status: errors.length > 0 ? 422 : 200,
      errors,
      shown,
      texts: found.thread ? await openPlainly(found.thread, keys) : [],
      code,
      written,
    });
  };

  router.get('/suggestions/track', (_req, res) => show(res, ''));
  for (const path of ['/suggestions/track/messages', '/suggestions/track/withdrawal'])
    router.get(path, (_req, res) => res.redirect(303, `${res.locals.prefix}/suggestions/track`));

  router.post('/suggestions/track', async (req, res) => {
    const { code } = codeForm.parse(req.body ?? {});
    await showThread(req, res, { code, keys: await limits.hashing(req, () => keysOfTyped(code)) });
  });

  router.post('/suggestions/track/messages', async (req, res) => {
    const { code } = codeForm.parse(req.body ?? {});
    const keys = await limits.hashing(req, () => keysOfTyped(code));
    const found = await findThread(keys);
    if (!found?.thread) return unknown(req, res, code);
    const form = readForm(messageForm, req.body);
    const written = String(req.body?.text ?? '');
    if (!form.ok) return showThread(req, res, { code, keys, errors: form.errors, written });
    await limits.sending.form.attempt(req);
    try {
      if (!found.thread.isWithdrawn)
        await writeAgainPlainly({ thread: found.thread, ...form.value }, keys, taking());
    } catch (error) {
      if (!(error instanceof HttpError) || error.status >= 500) throw error;
      const errors = [{ field: 'text', message: 'suggestions:errors.messageWaits' }];
      return showThread(req, res, { code, keys, errors, written });
    }
    await showThread(req, res, { code, keys });
  });

  router.post('/suggestions/track/withdrawal', async (req, res) => {
    const { code } = codeForm.parse(req.body ?? {});
    if (!(await withdraw(await limits.hashing(req, () => keysOfTyped(code))))) return unknown(req, res, code);
    await show(res, '', [], readerOf(res).t('suggestions:thread.withdrawnNow'));
  });
  return router;
}
