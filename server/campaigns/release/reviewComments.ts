/**
 * Administrators review comments before anyone else sees them: they approve a comment, remove what identifies a person, or hide it. A
 * question's comments are read only together with enough others; the audit trail records the decision, never the text. What was rewritten is
 * erased from the store's files as what was deleted is, since nobody should read there what the administrator took out.
 */
import type { AuditContext } from '../../accounts/audit/auditContext.ts';
import { type CirclesByQuestion, commentsIn, findCircles } from '../../comments/findCircles.ts';
import { circleOf } from '../../comments/joinComments.ts';
import { NotFound } from '../../http/httpErrors.ts';
import { type Comment, CommentModel } from '../../responses/comment.ts';
import { auditWave } from '../../waves/auditWave.ts';
import type { Wave } from '../../waves/wave.ts';
import { requestErasure } from '../erasure/eraseWaves.ts';

export type Review = Comment['review'];

/** A comment, and the office or unit under whose name it is read: a unit with few is never named. */
export type ReadableComment = Comment & { place: string };

export interface ReadableComments {
  comments: ReadableComment[];
  /** Units with too few comments on some question to be read, those without any among them: whether somebody wrote is a count, too. */
  tooFew: number;
}

/** In the order of their random ids, which reveals nothing. */
export async function readableComments(wave: Wave): Promise<ReadableComments> {
  const byQuestion = await findCircles(wave);
  const comments: ReadableComment[] = [];
  for (const [question, circles] of byQuestion)
    for (const circle of circles) {
      const found = await CommentModel.find(commentsIn(wave._id, question, circle)).lean();
      comments.push(...found.map((comment) => ({ ...comment, place: circle.place })));
    }
  comments.sort((a, b) => (a._id < b._id ? -1 : 1));
  return { comments, tooFew: unitsWithTooFew(wave, byQuestion) };
}

function unitsWithTooFew({ units, instruments }: Wave, byQuestion: CirclesByQuestion): number {
  const questions = new Set(instruments.flatMap(({ openQuestions }) => openQuestions.map(({ id }) => id)));
  return units.filter(({ code }) =>
    [...questions].some((question) => !circleOf(byQuestion.get(question) ?? [], code)),
  ).length;
}

/** How many readable comments wait for a decision. */
export async function unreadComments(wave: Wave): Promise<number> {
  const { comments } = await readableComments(wave);
  return comments.filter(({ review }) => review === 'pending').length;
}

/** `text` replaces the wording of a comment that is approved in redacted form. @throws NotFound */
export async function reviewComment(
  wave: Wave,
  commentId: string,
  change: { review: Review; text?: string },
  auditContext: AuditContext,
): Promise<void> {
  const { comments } = await readableComments(wave);
  const comment = comments.find(({ _id }) => _id === commentId);
  if (!comment) throw new NotFound();
  const isRewritten = change.text !== undefined && change.text !== comment.text;
  // Before, so that it is asked for if the program ends in between; and after, because an erasure may have run in between.
  if (isRewritten) await requestErasure(wave._id);
  await CommentModel.updateOne({ _id: commentId }, { $set: change });
  if (isRewritten) await requestErasure(wave._id);
  const action =
    change.text !== undefined
      ? 'comment.redact'
      : change.review === 'hidden'
        ? 'comment.hide'
        : 'comment.approve';
  await auditWave(auditContext, action, wave._id, { unit: comment.place, question: comment.question });
}

/** Approves those of the given comments that wait for a decision. @returns their number */
export async function approveComments(
  wave: Wave,
  ids: readonly string[],
  auditContext: AuditContext,
): Promise<number> {
  const { comments } = await readableComments(wave);
  const waiting = comments.filter(({ _id, review }) => review === 'pending' && ids.includes(_id));
  for (const { _id } of waiting) await CommentModel.updateOne({ _id }, { $set: { review: 'approved' } });
  if (waiting.length > 0)
    await auditWave(auditContext, 'comment.approve', wave._id, { count: waiting.length });
  return waiting.length;
}
