/**
 * Entering papers, for clerks alone: a slip's code, then the marks, twice. The code travels in forms and never in an
 * address, and each page answers the form before it, so that nothing of a paper lies in the session.
 */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { DeskFeature } from '../accounts/deskRoutes.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import type { FieldError } from '../http/forms.ts';
import { Conflict, type HttpError } from '../http/httpErrors.ts';
import { encodeBallotContent } from '../responses/ballotContent.ts';
import { AnswersRefused, acceptAnswers } from '../responses/submitBallot.ts';
import { comparePasses, settle, typedOf } from './comparePasses.ts';
import {
  discardFirstEntry,
  type Paper,
  type PaperCodeRedeemer,
  SlipUsed,
  storeFirstEntry,
  submitPaper,
} from './enterPaper.ts';
import { fieldsOf, formOf, showDifferences, showEntry, showStart } from './entryPages.ts';
import { type PaperForm, readEntry } from './paperFields.ts';
import { paperNextSteps, papersPath } from './paperNextSteps.ts';
import { paperOfForm, refusePaper } from './paperOfForm.ts';
import { isBy, type PaperEntry } from './sealedEntry.ts';

export function paperFeature(context: AppContext, desk: PaperCodeRedeemer): DeskFeature {
  const { clock } = context;
  const router = Router();
  const clerk = requireRole('clerk');
  const withPaper =
    (answer: (req: Request, res: Response, paper: Paper) => unknown): RequestHandler =>
    async (req, res) => {
      const paper = await paperOfForm(req, res, context, desk);
      if (paper) await answer(req, res, paper);
    };
  const send = async (req: Request, res: Response, paper: TwicePaper, form: PaperForm) => {
    const { answers } = readEntry(form);
    try {
      const problem = await refusalOf(submitPaper(desk, paper, answers, accountOf(req)._id));
      return problem ? showEntry(req, res, paper, form, [problem]) : done(req, res, 'paper:done.sent');
    } catch (error) {
      if (!(error instanceof SlipUsed)) throw error;
      await refusePaper(res, clock.now(), '', 'used');
    }
  };

  router.get('/papers', clerk, (_req, res) => showStart(res, clock.now(), '', ''));

  /** A reload or another language on a page that only a form leads to. */
  router.get('/papers/:page', clerk, (_req, res) => res.redirect(303, papersPath));

  const showEmpty = withPaper((req, res, paper) => showEntry(req, res, paper, formOf(paper, res, {}), []));
  router.post('/papers/entry', clerk, showEmpty);
  router.post('/papers/passes', clerk, withPaper(takePass(send)));
  router.post('/papers/ballots', clerk, withPaper(takeSettled(send)));

  const discard = withPaper(async (req, res, paper) => {
    await discardFirstEntry(paper);
    done(req, res, 'paper:done.discarded');
  });
  router.post('/papers/discarding', clerk, discard);

  const keptForms = { under: `${papersPath.replace('/desk', '')}/`, role: 'clerk' as const };
  return { routes: router, nextSteps: paperNextSteps(clock), preservedForms: keptForms };
}

/** A paper whose first entry is there. */
type TwicePaper = Paper & { first: PaperEntry };
type Send = (req: Request, res: Response, paper: TwicePaper, form: PaperForm) => unknown;

/** One entry of the marks: the first is kept, the second is compared with it and sent when they agree. */
const takePass = (send: Send) => async (req: Request, res: Response, paper: Paper) => {
  const form = formOf(paper, res, fieldsOf(req));
  const read = readEntry(form);
  const again = (errors: FieldError[]) => showEntry(req, res, paper, form, errors);
  if (read.errors.length > 0) return again(read.errors);
  const { first } = paper;
  const by = accountOf(req)._id;
  if (first && isBy(first, by) && fieldsOf(req).alone !== 'yes') {
    return again([{ field: 'alone', message: 'paper:errors.alone' }]);
  }
  if (!first) {
    const problem = await refusalOf(storeFirstEntry(paper, read.answers, by));
    return problem ? again([problem]) : done(req, res, 'paper:done.first');
  }
  const { questionnaire } = paper.answering;
  const accepted = acceptAnswers(paper.answering, paper.unit, read.answers);
  const typed = typedOf(questionnaire, encodeBallotContent(questionnaire, accepted), form.marks);
  const before = typedOf(questionnaire, first.content, form.marks);
  const differences = comparePasses(before, typed, form);
  if (differences.length > 0) return showDifferences(res, paper, { ...form, typed }, {}, []);
  return send(req, res, { ...paper, first }, { ...form, typed });
};

/** Where the two entries differed, the clerk has looked at the paper and chosen; what is still open is asked again. */
const takeSettled = (send: Send) => async (req: Request, res: Response, paper: Paper) => {
  const { first } = paper;
  if (!first) throw new Conflict('paper:errors.noFirst');
  const form = formOf(paper, res, fieldsOf(req));
  const before = typedOf(paper.answering.questionnaire, first.content, form.marks);
  const differences = comparePasses(before, form.typed, form);
  const { typed, open } = settle(form.typed, differences, fieldsOf(req));
  const unsettled = open.map((field) => ({ field, message: 'paper:errors.unsettled' }));
  const errors = [...unsettled, ...readEntry({ ...form, typed }).errors];
  if (errors.length > 0) return showDifferences(res, paper, form, fieldsOf(req), errors);
  return send(req, res, { ...paper, first }, { ...form, typed });
};

/** What a clerk can mend on the sheet, as an error of its form. */
async function refusalOf(attempt: Promise<void>): Promise<FieldError | null> {
  try {
    await attempt;
    return null;
  } catch (error) {
    const key = error instanceof AnswersRefused ? 'paper:errors.empty' : (error as HttpError).messageKey;
    if (key === 'paper:errors.empty' || key === 'paper:errors.meanwhile') return { field: '', message: key };
    throw error;
  }
}

function done(req: Request, res: Response, message: string): void {
  flash(req, message);
  res.redirect(303, papersPath);
}
