/** Answering: the first page with the questionnaire behind it, the ballot box, and the way without script. */
import { basename, join } from 'node:path';
import { type Response, Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { asset } from '../http/assets.ts';
import { BadRequest, NotFound } from '../http/errors.ts';
import { projectRoot } from '../projectRoot.ts';
import { isSecureContext, plainLocals, readerOf, showLocals, showState } from './answeringPages.ts';
import { type AnsweringUnit, type AnsweringWave, getAnsweringWave } from './answeringWave.ts';
import type { CodeDesk } from './codeDesk.ts';
import { toAnswers } from './formAnswers.ts';
import { answersForm, ballotBody } from './forms.ts';
import { type PlainStep, pageLocals, readStep } from './plainAnswering.ts';
import { AnswersRefused, acceptAnswers, type Credential, submitBallot } from './submitBallot.ts';

/** The answer to a form has no address of its own, so it has no other language either. */
const posted = { layout: 'answer', noLanguages: true } as const;

export function responsesRoutes(
  { config, clock }: Pick<AppContext, 'config' | 'clock'>,
  desk: CodeDesk,
): Router {
  const router = Router();
  const load = (id: string) => getAnsweringWave(id, clock.now());
  const isOpen = ({ phase }: AnsweringWave) => phase === 'open' || phase === 'grace';

  async function showPlain(res: Response, answering: AnsweringWave, code: string, codeError = '') {
    const locals = plainLocals(answering, readerOf(res), config, { code, codeError });
    res.set('Cache-Control', 'no-store');
    await res.page('responses/promise', { ...locals, ...posted, status: codeError ? 422 : 200 });
  }

  router.get('/w/:wave', async (req, res) => {
    const answering = await load(req.params.wave);
    if (!isOpen(answering)) return showState(res, answering);
    const reader = readerOf(res);
    res.set('Cache-Control', 'no-cache');
    if (!isSecureContext(req, config)) {
      const locals = plainLocals(answering, reader, config, { code: '', codeError: '' });
      return res.page('responses/promise', { ...locals, layout: 'answer', script: 'answerHome.js' });
    }
    const locals = await showLocals(answering, reader, config);
    return res.page('responses/show', { ...locals, layout: 'answer' });
  });

  /** At the root, because a service worker governs only what lies beneath its own address. */
  router.get('/answering-worker.js', (_req, res) => {
    res
      .set('Cache-Control', 'no-cache')
      .sendFile(join(projectRoot, 'public/build', basename(asset('answerWorker.js'))));
  });

  router.get('/w/:wave/declined', async (req, res) => {
    const { wave } = await load(req.params.wave);
    const { t, prefix } = readerOf(res);
    const link = { href: `${prefix}/w/${wave._id}`, label: t('answering:declined.back') };
    const words = { title: t('answering:declined.title'), text: t('answering:declined.text') };
    await res.page('responses/ending', { ...words, layout: 'answer', part: '_state', link });
  });

  router.post('/w/:wave/ballots', async (req, res) => {
    const answering = await load(req.params.wave);
    const body = ballotBody.safeParse(req.body);
    if (!body.success) throw new BadRequest();
    await submitBallot(answering, body.data.credential, body.data.answers);
    res.set('Cache-Control', 'no-store').status(201).json({ stored: true });
  });

  router.get('/w', (_req, res) => res.redirect(303, `${readerOf(res).prefix}/`));
  router.get('/w/:wave/answers', (req, res) => {
    res.redirect(303, `${readerOf(res).prefix}/w/${encodeURIComponent(req.params.wave)}`);
  });

  /** The code typed on the home page: the wave's first page, with the code already in its form. */
  router.post('/w', async (req, res) => {
    const code = answersForm.parse(req.body ?? {}).code;
    const found = await desk.findWave(req, code);
    if (!found) {
      const title = readerOf(res).t('participation:home.title');
      const locals = { title, code, codeError: 'participation:unknownCode', script: 'answerHome.js' };
      return res.page('participation/home', { ...locals, ...posted, status: 422 });
    }
    const answering = await load(found);
    return isOpen(answering) ? showPlain(res, answering, code) : showState(res, answering);
  });

  router.post('/w/:wave/answers', async (req, res) => {
    const answering = await load(req.params.wave);
    if (!isOpen(answering)) return showState(res, answering);
    const form = answersForm.safeParse(req.body ?? {});
    if (!form.success) throw new BadRequest();
    const { code, go } = form.data;
    if (code === '' && form.data.step === undefined) return showPlain(res, answering, '');
    const right = await desk.findRight(req, answering.wave._id, code);
    if (!right) return showPlain(res, answering, code, 'participation:unknownCode');
    const unit = answering.units.get(right.unit);
    if (!unit) throw new NotFound();
    const { lang } = readerOf(res);
    const step = readStep(answering, unit, lang, form.data, req.body);
    res.set('Cache-Control', 'no-store');
    if (go === 'send') return send(res, answering, unit, code, step);
    if (right.used) return showUsed(res, answering);
    return res.page('responses/page', pageLocals(answering, unit, lang, code, step));
  });

  async function send(
    res: Response,
    answering: AnsweringWave,
    unit: AnsweringUnit,
    code: string,
    step: PlainStep,
  ) {
    const reader = readerOf(res);
    const answers = toAnswers(step.values);
    try {
      acceptAnswers(answering, unit, answers);
      const nonce = Buffer.from(step.nonce, 'base64url');
      const credential: Credential | null = await desk.issueCredential(answering.wave._id, code, nonce);
      if (!credential) return showUsed(res, answering);
      await submitBallot(answering, credential, answers);
    } catch (error) {
      if (!(error instanceof AnswersRefused)) throw error;
      const locals = pageLocals(answering, unit, reader.lang, code, step, error.messageKey);
      return res.page('responses/page', { ...locals, status: 422 });
    }
    const locals = {
      ...plainLocals(answering, reader, config, { code: '', codeError: '' }),
      forgotten: false,
    };
    const title = reader.t('answering:thanks.title');
    return res.page('responses/ending', { ...locals, ...posted, title, part: '_thanks' });
  }

  async function showUsed(res: Response, { wave }: AnsweringWave) {
    const title = readerOf(res).t('answering:used.title');
    await res.page('responses/ending', { ...posted, title, wave, part: '_used', status: 409 });
  }

  return router;
}
