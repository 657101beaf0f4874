/**
 * Comments of one unit: only its own scope, only with enough commenters on the question, only those an administrator has
 * reviewed, in an order that is fixed and random (by their random ids). Sums over units are not shown: subtracting the
 * lists of two pages would reveal who wrote the others.
 */
import type { Reader } from '../i18n/reader.ts';
import { localise } from '../instruments/localised.ts';
import { CommentModel } from '../responses/comment.ts';
import type { Wave } from '../waves/wave.ts';

export async function presentComments(wave: Wave, unit: string, reader: Reader) {
  const questions = uniqueQuestions(wave);
  if (questions.length === 0) return null;
  const shown = [];
  for (const { id, title } of questions) {
    const filter = { wave: wave._id, unit, question: id };
    if ((await CommentModel.countDocuments(filter)) < wave.minimumDetail) continue;
    const approved = await CommentModel.find({ ...filter, review: 'approved' })
      .sort({ _id: 1 })
      .lean();
    shown.push({ title: localise(title, reader.lang).text, texts: approved.map(({ text }) => text) });
  }
  const tooFew =
    shown.length === 0 ? reader.t('reports:comments.tooFew', { minimum: wave.minimumDetail }) : '';
  return { tooFew, questions: shown };
}

function uniqueQuestions(wave: Wave) {
  const all = wave.instruments.flatMap(({ openQuestions }) => openQuestions);
  return all.filter(({ id }, position) => all.findIndex((other) => other.id === id) === position);
}
