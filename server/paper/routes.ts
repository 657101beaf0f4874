/**
 * Entering papers, only for clerks: a slip's code, then the marks, twice. The code is in forms and never in an address, and each page
 * is the response to the form before it, so that nothing of a paper is in the session.
 */
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import type { FieldError } from '../http/forms.ts';
import { Conflict, type HttpError } from '../http/httpErrors.ts';
import { encodeBallotContent } from '../responses/ballotContent.ts';
import { AnswersRefused, acceptAnswers } from '../responses/submitBallot.ts';
import { compareEntries, resolveDifferences, typedOf } from './compareEntries.ts';
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
import { paperOfForm, refusePaper } from './paperOfForm.ts';
import { papersPath } from './paths.ts';
import { isBy, type PaperEntry } from './sealedEntry.ts';

export function paperRoutes(context: AppContext, codes: PaperCodeRedeemer): Router {
  const { clock } = context;
  const router = Router();
  const clerk = requireRole('clerk');
  const withPaper =
    (answer: (req: Request, res: Response, paper: Paper) => unknown): RequestHandler =>
    async (req, res) => {
      const paper = await paperOfForm(req, res, context, codes);
      if (paper) await answer(req, res, paper);
    };
  const send: Send = async (req, res, { paper, form, sent }) => {
    const { answers } = readEntry(form);
    try {
      const problem = await refusalOf(submitPaper(codes, paper, answers, accountOf(req)._id));
      return problem
        ? showEntry(req, res, { paper, form, errors: [problem] })
        : done(req, res, `paper:done.${sent}`);
    } catch (error) {
      if (!(error instanceof SlipUsed)) throw error;
      await refusePaper(res, clock.now(), '', 'used');
    }
  };

  router.get('/papers', clerk, (_req, res) => showStart(res, clock.now(), '', ''));

  /** After a reload, or a change of language, on a page that is the response to a form. */
  router.get('/papers/:page', clerk, (_req, res) => res.redirect(303, papersPath));

  const showEmpty = withPaper((req, res, paper) =>
    showEntry(req, res, { paper, form: formOf(paper, res, {}), errors: [] }),
  );
  router.post('/papers/entry', clerk, showEmpty);
  router.post('/papers/passes', clerk, withPaper(handleEntry(send)));
  router.post('/papers/ballots', clerk, withPaper(handleChoices(send)));

  const discard = withPaper(async (req, res, paper) => {
    await discardFirstEntry(paper);
    done(req, res, 'paper:done.discarded');
  });
  router.post('/papers/discarding', clerk, discard);
  return router;
}

/** A paper that has a first entry. */
type PaperWithFirst = Paper & { first: PaperEntry };
/** Two entries that agree, or that were made to on the paper. */
interface Agreed {
  paper: PaperWithFirst;
  form: PaperForm;
  sent: 'sent' | 'settled';
}
type Send = (req: Request, res: Response, agreed: Agreed) => unknown;

/** Handles one entry: stores the first, compares the second with it, and sends it when they agree. */
const handleEntry = (send: Send) => async (req: Request, res: Response, paper: Paper) => {
  const form = formOf(paper, res, fieldsOf(req));
  const read = readEntry(form);
  const again = (errors: FieldError[]) => showEntry(req, res, { paper, form, errors });
  if (read.errors.length > 0) return again(read.errors);
  const { first } = paper;
  const clerk = accountOf(req)._id;
  if (first && isBy(first, clerk) && fieldsOf(req).alone !== 'yes') {
    return again([{ field: 'alone', message: 'paper:errors.alone' }]);
  }
  if (!first) {
    const problem = await refusalOf(storeFirstEntry(paper, read.answers, clerk));
    return problem ? again([problem]) : done(req, res, 'paper:done.first');
  }
  const { answering } = paper;
  const accepted = acceptAnswers(paper.answering, paper.unit, read.answers);
  const content = encodeBallotContent(answering.questionnaire, accepted, answering.localPlaces);
  const typed = typedOf(answering, content, form.marks);
  const before = typedOf(answering, first.content, form.marks);
  const differences = compareEntries(before, typed, form);
  if (differences.length > 0)
    return showDifferences(res, { paper, form: { ...form, typed }, choices: {}, errors: [] });
  return send(req, res, { paper: { ...paper, first }, form: { ...form, typed }, sent: 'sent' });
};

/** Where the two entries differed, the clerk has checked the paper and chosen; differences without a choice are asked again. */
const handleChoices = (send: Send) => async (req: Request, res: Response, paper: Paper) => {
  const { first } = paper;
  if (!first) throw new Conflict('paper:errors.noFirst');
  const form = formOf(paper, res, fieldsOf(req));
  const before = typedOf(paper.answering, first.content, form.marks);
  const differences = compareEntries(before, form.typed, form);
  const { typed, unresolved } = resolveDifferences(form.typed, differences, fieldsOf(req));
  const unresolvedErrors = unresolved.map((field) => ({ field, message: 'paper:errors.unsettled' }));
  const errors = [...unresolvedErrors, ...readEntry({ ...form, typed }).errors];
  if (errors.length > 0) return showDifferences(res, { paper, form, choices: fieldsOf(req), errors });
  return send(req, res, { paper: { ...paper, first }, form: { ...form, typed }, sent: 'settled' });
};

/** A problem that the clerk can correct on the page, as an error of its form. */
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
