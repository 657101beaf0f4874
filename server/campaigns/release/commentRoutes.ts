/** The queue of comments to read, twenty a page, and the decisions about them. */
import { Router } from 'express';
import { auditContextOf } from '../../accounts/audit/auditContext.ts';
import { requireRole } from '../../accounts/guards.ts';
import type { AppContext } from '../../appContext.ts';
import { hideWord, spokenWords } from '../../comments/themes/findThemes.ts';
import { flash } from '../../http/flash.ts';
import { readForm } from '../../http/forms.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { readerOf } from '../../http/readerOf.ts';
import type { Reader } from '../../i18n/reader.ts';
import { localise } from '../../instruments/localised.ts';
import type { Comment } from '../../responses/comment.ts';
import { auditWave } from '../../waves/auditWave.ts';
import { nameInWave } from '../../waves/nameInWave.ts';
import { wavePath } from '../../waves/paths.ts';
import { bodyOf, waveOf } from '../../waves/request.ts';
import { showWavePage } from '../../waves/showWavePage.ts';
import type { Wave } from '../../waves/wave.ts';
import { requireCounted } from '../requireState.ts';
import { redactionForm } from './releaseForms.ts';
import { approveComments, type ReadableComment, readableComments, reviewComment } from './reviewComments.ts';

const pageSize = 20;
const reviews = ['pending', 'approved', 'hidden'] as const;

export function commentRoutes({ clock }: AppContext): Router {
  const router = Router();
  const administrator = requireRole('administrator');

  router.get('/waves/:id/comments', administrator, async (req, res) => {
    const wave = await waveOf(req);
    requireCounted(wave);
    const { comments, tooFew } = await readableComments(wave);
    const queue = presentQueue(comments, wave, readerOf(res), req.query);
    await showWavePage(res, 'campaigns/release/comments', wave, {
      ...queue,
      tooFew,
      spoken: await spokenWords(wave._id),
    });
  });

  router.post('/waves/:id/comments/approvals', administrator, async (req, res) => {
    const wave = await waveOf(req);
    const ids = [bodyOf(req).comments ?? []].flat().map(String);
    const count = await approveComments(wave, ids, auditContextOf(req, clock));
    flash(req, 'campaigns:done.commentsApproved', { count });
    res.redirect(303, wavePath(wave._id, 'comments'));
  });

  for (const [page, isHidden] of [
    ['hiding', true],
    ['showing', false],
  ] as const) {
    router.post(`/waves/:id/comments/words/${page}`, administrator, async (req, res) => {
      const wave = await waveOf(req);
      if (!(await hideWord(wave._id, String(bodyOf(req).word ?? ''), isHidden))) throw new NotFound();
      await auditWave(
        auditContextOf(req, clock),
        isHidden ? 'comment.wordHide' : 'comment.wordShow',
        wave._id,
        {},
      );
      flash(req, `campaigns:done.word.${page}`);
      res.redirect(303, wavePath(wave._id, 'comments'));
    });
  }

  for (const [page, review] of [
    ['approval', 'approved'],
    ['hiding', 'hidden'],
  ] as const) {
    router.post(`/waves/:id/comments/:comment/${page}`, administrator, async (req, res) => {
      const wave = await waveOf(req);
      await reviewComment(wave, String(req.params.comment), { review }, auditContextOf(req, clock));
      flash(req, `campaigns:done.comment.${review}`);
      res.redirect(303, wavePath(wave._id, 'comments'));
    });
  }

  router.post('/waves/:id/comments/:comment/redaction', administrator, async (req, res) => {
    const wave = await waveOf(req);
    const form = readForm(redactionForm, { text: '', ...bodyOf(req) });
    if (form.ok) {
      const change = { review: 'approved' as const, text: form.value.text };
      await reviewComment(wave, String(req.params.comment), change, auditContextOf(req, clock));
      flash(req, 'campaigns:done.comment.redacted');
    } else {
      flash(req, 'campaigns:errors.commentText', {}, 'warning');
    }
    res.redirect(303, wavePath(wave._id, 'comments'));
  });
  return router;
}

/** One page of the comments in the state of review that the query asks for; the page number is brought into range. */
function presentQueue(
  comments: readonly ReadableComment[],
  wave: Wave,
  reader: Reader,
  query: Record<string, unknown>,
) {
  const withReview = (review: Comment['review']) => comments.filter((comment) => comment.review === review);
  const review = reviews.find((one) => one === query.review) ?? 'pending';
  const chosen = withReview(review);
  const pages = Math.max(1, Math.ceil(chosen.length / pageSize));
  const page = Math.min(Math.max(1, Number(query.page) || 1), pages);
  const shown = chosen.slice((page - 1) * pageSize, page * pageSize);
  return {
    title: reader.t('release:comments.title'),
    review,
    tabs: reviews.map((one) => ({ review: one, count: withReview(one).length })),
    comments: shown.map((one) => presentComment(one, wave, reader)),
    page,
    pages,
  };
}

function presentComment(comment: ReadableComment, wave: Wave, reader: Reader) {
  const question = wave.instruments
    .flatMap((one) => one.openQuestions)
    .find(({ id }) => id === comment.question);
  return {
    ...comment,
    placeName: nameInWave(wave, comment.place, reader),
    questionTitle: question ? localise(question.title, reader.lang).text : comment.question,
  };
}
