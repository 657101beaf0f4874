/** The reviewers' desk: their list, one suggestion, and what they do with it. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { auditContextOf } from '../accounts/audit/auditContext.ts';
import { accountOf, requireRole } from '../accounts/guards.ts';
import type { AppContext } from '../appContext.ts';
import { flash } from '../http/flash.ts';
import { type FieldError, readForm } from '../http/forms.ts';
import { readerOf } from '../http/readerOf.ts';
import { isoDayOf } from '../i18n/isoDay.ts';
import { complete, decide, hideEntry, publish, startReview, unpublish } from './changeReview.ts';
import { completionForm, decisionForm, hidingForm, publicationForm } from './forms.ts';
import { reviewPath } from './paths.ts';
import { presentReview } from './presentReview.ts';
import { presentReviews } from './presentReviews.ts';
import { getReview, type OpenedReview, readingOf } from './reviewAccess.ts';

const pageNumber = z.coerce.number().int().min(1).max(10_000).catch(1);

export function suggestionReviewRoutes(context: AppContext): Router {
  const router = Router();
  const { clock, config } = context;
  const today = () => isoDayOf(clock.now());

  router.get('/suggestions', requireRole('reviewer', 'manager', 'administrator'), async (req, res) => {
    const reader = readerOf(res);
    const reading = await readingOf(accountOf(req), today());
    const asked = { page: pageNumber.parse(req.query.page), keyDir: config.keyDir, now: clock.now() };
    const list = await presentReviews(reading, asked, reader);
    await res.page('suggestionReview/index', { title: reader.t('suggestionReview:title'), list });
  });

  router.use(oneReview(context));
  return router;
}

function oneReview({ clock, config }: AppContext): Router {
  const router = Router();
  const reviewers = requireRole('reviewer', 'manager');
  const opened = (req: Request) => getReview(req.params.suggestion, accountOf(req), isoDayOf(clock.now()));
  const acting = (req: Request) => ({ ...auditContextOf(req, clock), keyDir: config.keyDir });

  const show = async (
    res: Response,
    found: OpenedReview,
    values: Record<string, string> = {},
    errors: FieldError[] = [],
  ) => {
    const review = await presentReview(found, config.keyDir, clock.now(), readerOf(res));
    const status = errors.length > 0 ? 422 : 200;
    await res.page('suggestionReview/show', { title: review.title, status, errors, review, values });
  };
  const done = (req: Request, res: Response, message: string) => {
    flash(req, `suggestionReview:done.${message}`);
    res.redirect(303, reviewPath(String(req.params.suggestion)));
  };

  router.get('/suggestions/:suggestion', reviewers, async (req, res) => show(res, await opened(req)));

  router.post('/suggestions/:suggestion/review', reviewers, async (req, res) => {
    await startReview((await opened(req)).thread, acting(req));
    done(req, res, 'review');
  });

  router.post('/suggestions/:suggestion/answers', reviewers, async (req, res) => {
    const found = await opened(req);
    const form = readForm(decisionForm, req.body);
    const errors = form.ok ? await decide(found.thread, form.value, found.tree, acting(req)) : form.errors;
    if (errors.length > 0) return show(res, found, textsOf(req.body), errors);
    done(req, res, form.ok && form.value.decision === 'passed' ? 'passed' : 'answered');
  });

  router.post('/suggestions/:suggestion/completion', reviewers, async (req, res) => {
    const found = await opened(req);
    const form = readForm(completionForm, req.body);
    if (!form.ok) return show(res, found, textsOf(req.body), form.errors);
    await complete(found.thread, form.value.said, acting(req));
    done(req, res, 'completed');
  });

  router.post('/suggestions/:suggestion/hiding', reviewers, async (req, res) => {
    const found = await opened(req);
    const form = readForm(hidingForm, req.body);
    if (!form.ok) return show(res, found, {}, form.errors);
    await hideEntry(found.thread, form.value.entry, form.value.hide === 'yes', acting(req));
    done(req, res, form.value.hide === 'yes' ? 'hidden' : 'unhidden');
  });

  router.post('/suggestions/:suggestion/publication', reviewers, async (req, res) => {
    const found = await opened(req);
    const form = readForm(publicationForm, req.body);
    if (!form.ok) return show(res, found, textsOf(req.body), form.errors);
    await publish(found.thread, form.value, acting(req));
    done(req, res, 'published');
  });

  router.post('/suggestions/:suggestion/publication/end', reviewers, async (req, res) => {
    await unpublish((await opened(req)).thread, acting(req));
    done(req, res, 'unpublished');
  });
  return router;
}

const textsOf = (body: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(body ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
