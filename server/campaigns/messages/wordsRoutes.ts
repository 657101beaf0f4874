/** The words of a draft's messages: written by message and language, seen as they arrive, tried on oneself, and reset. */
import { type Request, type Response, Router } from 'express';
import type { Account } from '../../accounts/account.ts';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { accountOf, requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { flash } from '../../http/flash.ts';
import type { FieldError } from '../../http/forms.ts';
import { readerOf } from '../../http/readerOf.ts';
import { offeredLanguages } from '../../i18n/offeredLanguages.ts';
import { clean } from '../../i18n/text.ts';
import { wavePath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import type { Words } from '../../waves/waveParts.ts';
import { checkWords } from '../../waves/words/checkWords.ts';
import { messageKinds } from '../../waves/words/messageKinds.ts';
import { languagesOf } from '../../waves/words/messageLanguages.ts';
import { instrumentsOf } from '../launch/launchWave.ts';
import { requireEditable } from '../requireState.ts';
import { placeOf, presentWords, previewOf, type WordsPage, wordsPath } from './presentWords.ts';
import { restoreWords, saveMessageLanguages, saveWords } from './saveWords.ts';
import { sendTest } from './sendTest.ts';

const textOf = (body: Record<string, unknown>, name: string) =>
  clean(typeof body[name] === 'string' ? body[name] : '').slice(0, 20_000);

const typedWords = (body: Record<string, unknown>): Words => ({
  subject: textOf(body, 'subject').replaceAll('\n', ' '),
  text: textOf(body, 'text'),
  sms: textOf(body, 'sms'),
});

export function wordsRoutes(context: AppContext): Router {
  const router = Router();
  const { clock, config } = context;
  const administrator = requireRole('administrator');
  const baseUrl = config.baseUrl ?? '';
  const show = async (res: Response, page: WordsPage, errors: FieldError[] = []) => {
    const reader = readerOf(res);
    await showWavePage(res, 'campaigns/draft/words', page.wave, {
      title: reader.t('messages:editor.title'),
      script: 'words.js',
      errors,
      testTo: (res.locals.account as Account).address ?? '',
      ...(await presentWords(page, reader)),
    });
  };

  router.get('/waves/:id/words', administrator, async (req, res) => {
    const wave = await wordsWave(req);
    if (wave.state !== 'draft') return res.redirect(303, wavePath(wave._id, 'message'));
    await show(res, { wave, baseUrl, ...placeOf(wave, req.query) });
  });

  router.post('/waves/:id/words', administrator, async (req, res) => {
    const wave = await editableWave(req);
    const body = bodyOf(req);
    const place = placeOf(wave, body);
    const typed = typedWords(body);
    const began = textOf(body, 'began');
    const isFurther = languagesOf(wave).indexOf(place.language) > 0;
    const errors = checkWords(typed, place.kind, { language: place.language, isFurther });
    if (errors.length > 0) return show(res, { wave, baseUrl, ...place, typed, began }, errors);
    const done = await saveWords(wave, place, typed, began, baseUrl, auditContextOf(req, clock));
    if (!done.saved)
      return showConflict(res, { wave: await wordsWave(req), baseUrl, ...place, typed }, done.theirs);
    const { t } = readerOf(res);
    flash(req, 'messages:editor.saved', { message: t(`messages:kind.${place.kind}`) });
    const next = messageKinds[messageKinds.indexOf(place.kind) + 1];
    const isLeaving = body.then === 'next';
    if (isLeaving && !next) return res.redirect(303, wavePath(wave._id));
    res.redirect(303, wordsPath(wave._id, isLeaving && next ? { ...place, kind: next } : place));
  });

  const showConflict = (res: Response, page: WordsPage, theirs: WordsPage['theirs']) => {
    const shown = { ...page, theirs: theirs ?? null, began: theirs?.version ?? '' };
    return show(res, shown, [{ field: 'text', message: 'messages:editor.changed' }]);
  };

  router.post('/waves/:id/words/default', administrator, async (req, res) => {
    const wave = await editableWave(req);
    const place = placeOf(wave, bodyOf(req));
    await restoreWords(wave, place, auditContextOf(req, clock));
    flash(req, 'messages:editor.restored', { message: readerOf(res).t(`messages:kind.${place.kind}`) });
    res.redirect(303, wordsPath(wave._id, place));
  });

  router.post('/waves/:id/words/languages', administrator, async (req, res) => {
    const wave = await editableWave(req);
    const asked = [bodyOf(req).languages ?? []].flat();
    const chosen = offeredLanguages().filter((language) => asked.includes(language));
    await saveMessageLanguages(wave, chosen, auditContextOf(req, clock));
    flash(req, 'messages:editor.languagesSaved');
    res.redirect(303, wavePath(wave._id, 'words'));
  });

  router.post('/waves/:id/words/preview', administrator, async (req, res) => {
    const wave = await editableWave(req);
    const place = placeOf(wave, bodyOf(req));
    res.json(previewOf({ wave, baseUrl, ...place }, typedWords(bodyOf(req)), readerOf(res)));
  });

  router.post('/waves/:id/words/test', administrator, async (req, res) => {
    const wave = await editableWave(req);
    const body = bodyOf(req);
    const place = placeOf(wave, body);
    const typed = typedWords(body);
    const isFurther = languagesOf(wave).indexOf(place.language) > 0;
    const page = { wave, baseUrl, ...place, typed, began: textOf(body, 'began') };
    const errors = checkWords(typed, place.kind, { language: place.language, isFurther });
    if (errors.length > 0) return show(res, page, errors);
    const written = { language: place.language, words: typed };
    const { displayName: name } = accountOf(req);
    const { message, values } = await sendTest(
      { wave, kind: place.kind, to: String(body.to ?? ''), written, name },
      config,
    );
    const said = {
      kind: message === 'sent' ? 'done' : 'warning',
      message: `delivery:test.${message}`,
      values,
    };
    res.locals.flash = [said];
    await show(res, page);
  });
  return router;
}

/** A draft only has the ids of its instruments; the messages need the instruments to say how long they take. */
export async function wordsWave(req: Request): Promise<Wave> {
  const wave = await waveOf(req);
  return { ...wave, instruments: await instrumentsOf(wave) };
}

async function editableWave(req: Request): Promise<Wave> {
  const wave = await wordsWave(req);
  requireEditable(wave);
  return wave;
}
