/** Answering without script: the code typed into a form, then page after page by POST; the last request stores the ballot. */
import { type Response, Router } from 'express';
import type { AppContext } from '../appContext.ts';
import { BadRequest, NotFound } from '../http/httpErrors.ts';
import { waveIn } from '../waves/firstPageIn.ts';
import { answeringPath } from '../waves/paths.ts';
import { isAnswerable } from '../waves/wavePhase.ts';
import { speakLanguageOf } from './answeringLanguage.ts';
import { answeringReader, plainLocals, showState } from './answeringPages.ts';
import { type AnsweringWave, getAnsweringWave } from './answeringWave.ts';
import type { CodeRedeemer } from './codeRedeemer.ts';
import { toAnswers } from './formAnswers.ts';
import { answersForm } from './forms.ts';
import { type PlainStep, type PlainVisit, pageLocals, readStep } from './plainAnswering.ts';
import { AnswersRefused, acceptAnswers, type Credential, submitBallot } from './submitBallot.ts';

/** The response to a form has no address of its own, so it offers no other language. */
const posted = { layout: 'answer', noLanguages: true } as const;

interface Tools {
  config: AppContext['config'];
  codes: CodeRedeemer;
}

export function plainRoutes({ config, clock }: AppContext, codes: CodeRedeemer): Router {
  const router = Router();
  const tools = { config, codes };
  const load = (id: string) => getAnsweringWave(id, clock.now());

  router.get('/w', (_req, res) => res.redirect(303, `${answeringReader(res).prefix}/`));
  router.get('/w/:wave/answers', (req, res) => {
    res.redirect(303, answeringReader(res).prefix + answeringPath(encodeURIComponent(req.params.wave)));
  });

  /** The code typed on the home page: the wave's first page, with the code already in its form. */
  router.post('/w', async (req, res) => {
    const form = answersForm.safeParse(req.body ?? {});
    if (!form.success) throw new BadRequest();
    const { code } = form.data;
    const found = await codes.findWave(req, code);
    if (!found) {
      const title = answeringReader(res).t('participation:home.title');
      const locals = { title, code, codeError: 'participation:unknownCode', script: 'answerHome.js' };
      return res.page('participation/home', { ...locals, ...posted, status: 422 });
    }
    const answering = await load(found);
    speakLanguageOf(answering.wave, res);
    return isAnswerable(answering.phase)
      ? showPlain(tools, res, answering, { code })
      : showState(res, answering);
  });

  router.post('/w/:wave/answers', async (req, res) => {
    const answering = await load(req.params.wave);
    speakLanguageOf(answering.wave, res);
    if (!isAnswerable(answering.phase)) return showState(res, answering);
    const form = answersForm.safeParse(req.body ?? {});
    if (!form.success) throw new BadRequest();
    const { code, go } = form.data;
    if (code === '' && form.data.step === undefined) return showPlain(tools, res, answering, { code: '' });
    const right = await codes.findRight(req, answering.wave._id, code);
    if (!right) return showPlain(tools, res, answering, { code, codeError: 'participation:unknownCode' });
    const unit = answering.units.get(right.unit);
    if (!unit) throw new NotFound();
    const visit = { answering, unit, language: answeringReader(res).lang, code };
    const step = readStep(visit, form.data, req.body);
    res.set('Cache-Control', 'no-store');
    if (go === 'send') return send(tools, res, visit, step);
    if (right.used) return showUsed(res, answering);
    const overInvited = step.step === 0 && (await codes.hasTooManyInvitations(answering.wave._id, unit.code));
    return res.page('responses/page', { ...pageLocals(visit, step), overInvited });
  });

  return router;
}

async function showPlain(
  { config }: Tools,
  res: Response,
  answering: AnsweringWave,
  { code, codeError = '' }: { code: string; codeError?: string },
) {
  const locals = plainLocals(answering, answeringReader(res), config, { code, codeError });
  res.set('Cache-Control', 'no-store');
  await res.page('responses/promise', { ...locals, ...posted, status: codeError ? 422 : 200 });
}

async function send({ config, codes }: Tools, res: Response, visit: PlainVisit, step: PlainStep) {
  const { answering, unit, code } = visit;
  const reader = answeringReader(res);
  const answers = toAnswers(step.values);
  try {
    acceptAnswers(answering, unit, answers);
    const nonce = Buffer.from(step.nonce, 'base64url');
    const credential: Credential | null = await codes.issueCredential(answering.wave._id, code, nonce);
    if (!credential) return showUsed(res, answering);
    await submitBallot(answering, credential, answers);
  } catch (error) {
    if (!(error instanceof AnswersRefused)) throw error;
    const locals = pageLocals(visit, step, error.messageKey);
    return res.page('responses/page', { ...locals, overInvited: false, status: 422 });
  }
  const locals = {
    ...plainLocals(answering, reader, config, { code: '', codeError: '' }),
    resultsWords: answering.now.resultsWords ?? '',
    forgotten: false,
  };
  const title = reader.t('responses:thanks.title');
  return res.page('responses/thanks', { ...locals, ...posted, title });
}

async function showUsed(res: Response, { wave }: AnsweringWave) {
  const { t, lang } = answeringReader(res);
  const { contact } = waveIn(wave, lang).firstPage;
  await res.page('responses/used', { ...posted, title: t('responses:used.title'), contact, status: 409 });
}
