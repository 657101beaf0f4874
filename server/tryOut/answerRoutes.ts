/** Answering in a try-out: the pages of the way without script, for the account that began it and for nobody else. */
import { type Request, type Response, Router } from 'express';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { BadRequest, NotFound } from '../http/httpErrors.ts';
import { readerOf } from '../http/readerOf.ts';
import { renderView } from '../http/renderPage.ts';
import type { Reader } from '../i18n/reader.ts';
import { encodeAnswers } from '../instruments/answers.ts';
import { readCode, writeCode } from '../participation/codeText.ts';
import { plainLocals } from '../responses/answeringPages.ts';
import type { AnsweringWave } from '../responses/answeringWave.ts';
import { toAnswers } from '../responses/formAnswers.ts';
import { type AnswersForm, answersForm } from '../responses/forms.ts';
import { type PlainStep, type PlainVisit, pageLocals, readStep } from '../responses/plainAnswering.ts';
import { AnswersRefused, acceptAnswers } from '../responses/submitBallot.ts';
import { answerTryOut } from './changeTryOut.ts';
import { showMarked } from './markedPage.ts';
import { tryOutPath } from './paths.ts';
import { findTryOut, type TryOut } from './tryOut.ts';
import { tryOutAnswering, tryOutWave, unitOfOffice } from './tryOutWave.ts';

export function tryOutAnswerRoutes({ clock, config }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');
  const openOne = async (req: Request) => {
    const tryOut = await findTryOut(accountOf(req)._id, clock.now());
    return tryOut?.state === 'open' ? tryOut : null;
  };

  /** The first page, with the code in its form as a link brings it. */
  router.get('/try-out/answer/:number', administrator, async (req, res) => {
    const tryOut = await openOne(req);
    if (!tryOut) return res.redirect(303, tryOutPath);
    const invitation = tryOut.invitations[Number(req.params.number) - 1];
    if (!invitation) throw new NotFound();
    const answering = tryOutAnswering(await tryOutWave(tryOut, readerOf(res)));
    await showPromise(res, answering, config, { code: writeCode(invitation.code), codeError: '' });
  });

  router.get('/try-out/answers', administrator, (_req, res) => res.redirect(303, tryOutPath));

  router.post('/try-out/answers', administrator, async (req, res) => {
    const tryOut = await openOne(req);
    if (!tryOut) return res.redirect(303, tryOutPath);
    const form = answersForm.safeParse(req.body ?? {});
    if (!form.success) throw new BadRequest();
    const answering = tryOutAnswering(await tryOutWave(tryOut, readerOf(res)));
    const visit = visitOf(tryOut, answering, form.data, readerOf(res));
    if (!visit) {
      const codeError = 'participation:unknownCode';
      return showPromise(res, answering, config, { code: form.data.code, codeError });
    }
    const step = readStep(visit, form.data, req.body);
    if (form.data.go === 'send') return send(res, tryOut, visit, { step, config });
    if (!tryOut.unused.includes(visit.code)) return showUsed(res);
    return showStep(res, visit, step);
  });
  return router;
}

/** null for a code that is none of this try-out: codes of waves are as unknown here as these are there. */
function visitOf(
  { invitations }: TryOut,
  answering: AnsweringWave,
  { code: typed }: AnswersForm,
  { lang }: Reader,
): PlainVisit | null {
  const code = readCode(typed);
  const invitation = invitations.find((one) => one.code === code);
  const unit = invitation && unitOfOffice(answering.wave, invitation.office);
  return unit ? { answering, unit, language: lang, code: invitation.code } : null;
}

async function send(
  res: Response,
  tryOut: TryOut,
  visit: PlainVisit,
  { step, config }: { step: PlainStep; config: AppContext['config'] },
): Promise<void> {
  const { answering, unit, code } = visit;
  try {
    const accepted = acceptAnswers(answering, unit, toAnswers(step.values));
    const encoded = encodeAnswers(answering.questionnaire, accepted);
    const isUsed = await answerTryOut(tryOut._id, code, { unit: unit.code, ...encoded });
    if (!isUsed) return showUsed(res);
  } catch (error) {
    if (!(error instanceof AnswersRefused)) throw error;
    return showStep(res, visit, step, error.messageKey);
  }
  const reader = employeeReader(res);
  const locals = plainLocals(answering, reader, config, { code: '', codeError: '' });
  const html = await renderView('responses/thanks', {
    ...{ ...reader, ...locals, errors: [] },
    ...{ resultsWords: '', forgotten: false },
  });
  await showMarked(res, { title: reader.t('responses:thanks.title'), html, of: 'answering' });
}

async function showPromise(
  res: Response,
  answering: AnsweringWave,
  config: AppContext['config'],
  entered: { code: string; codeError: string },
): Promise<void> {
  const reader = employeeReader(res);
  const locals = { ...plainLocals(answering, reader, config, entered), mode: 'strong' as const };
  const html = await renderView('responses/promise', { ...reader, errors: [], ...locals });
  const status = entered.codeError ? 422 : 200;
  await showMarked(res, { title: locals.title, html, of: 'answering', status });
}

async function showStep(res: Response, visit: PlainVisit, step: PlainStep, problem = ''): Promise<void> {
  const locals = { ...pageLocals(visit, step, problem), overInvited: false };
  const html = await renderView('responses/page', { ...employeeReader(res), errors: [], ...locals });
  await showMarked(res, { title: locals.title, html, of: 'answering', status: problem ? 422 : 200 });
}

async function showUsed(res: Response): Promise<void> {
  const reader = employeeReader(res);
  const html = await renderView('responses/used', { ...reader, errors: [] });
  await showMarked(res, { title: reader.t('responses:used.title'), html, of: 'answering', status: 409 });
}

const employeeReader = (res: Response) => ({ ...readerOf(res), prefix: '' });
