/**
 * The comments that a coder may read: approved ones of circles with enough people, as they stand on reports. Asked for at every page, so that a
 * comment which is hidden or redacted later is so here too.
 */
import mongoose from 'mongoose';
import { CommentModel } from '../../responses/comment.ts';
import type { Wave } from '../../waves/wave.ts';
import { commentsIn, findCircles } from '../findCircles.ts';
import type { Coding } from './coding.ts';

export interface CodedComment {
  _id: string;
  text: string;
}

/** On one question, in the order of their random ids; without a word of where they came from. */
export async function approvedComments(wave: Wave, question: string): Promise<CodedComment[]> {
  const circles = (await findCircles(wave)).get(question) ?? [];
  const found = await Promise.all(
    circles.map((circle) =>
      CommentModel.find({ ...commentsIn(wave._id, question, circle), review: 'approved' }, { text: 1 }).lean<
        CodedComment[]
      >(),
    ),
  );
  return found
    .flat()
    .map(({ _id, text }) => ({ _id, text }))
    .sort((a, b) => (a._id < b._id ? -1 : 1));
}

/** Those of a coding that are still approved, in its order. */
export async function commentsOf({ comments }: Coding): Promise<CodedComment[]> {
  const wanted = { _id: mongoose.trusted({ $in: [...comments] }), review: 'approved' as const };
  const found = await CommentModel.find(wanted, { text: 1 }).lean<CodedComment[]>();
  const byId = new Map(found.map((one) => [one._id, one]));
  return comments.flatMap((id) => byId.get(id) ?? []);
}
