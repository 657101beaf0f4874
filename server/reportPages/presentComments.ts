/**
 * Comments on the report of an office: only those that are read together there, once an administrator has approved them, in an order that
 * is fixed and random (by their random ids). No comment stands on two reports: subtracting their lists would tell who wrote the others.
 */
import { commentsIn, findCircles } from '../comments/findCircles.ts';
import { type Circle, circleOf, circlesAt } from '../comments/joinComments.ts';
import type { Reader } from '../i18n/reader.ts';
import { localise } from '../instruments/localised.ts';
import type { Scope } from '../reports/scope.ts';
import { CommentModel } from '../responses/comment.ts';
import { nameInWave } from '../waves/nameInWave.ts';
import type { Wave } from '../waves/wave.ts';

/** Null where nothing was asked, or where no comment could stand: an office read by itself that is no unit. */
export async function presentComments(wave: Wave, place: string, scope: Scope, reader: Reader) {
  const asked = uniqueQuestions(wave);
  if (asked.length === 0) return null;
  const isUnit = wave.units.some(({ code }) => code === place);
  const { byQuestion } = await findCircles(wave);
  const questions = [];
  for (const { id, title } of asked) {
    const circles = byQuestion.get(id) ?? [];
    const [circle] = circlesAt(circles, place, scope);
    const elsewhere = scope === 'own' && isUnit && !circle ? circleOf(circles, place) : undefined;
    if (!circle && !elsewhere) continue;
    questions.push({
      title: localise(title, reader.lang).text,
      about: aboutCircle(circle, elsewhere, wave, reader),
      texts: circle ? await approvedTexts(wave._id, id, circle) : [],
    });
  }
  if (questions.length === 0 && scope === 'subtree') return null;
  if (questions.length === 0 && !isUnit) return null;
  const tooFew =
    questions.length === 0 ? reader.t('reports:comments.tooFew', { minimum: wave.minimumDetail }) : '';
  return { tooFew, questions };
}

/** Whose comments they are, where they are not those of the office itself. */
function aboutCircle(
  circle: Circle | undefined,
  elsewhere: Circle | undefined,
  wave: Wave,
  reader: Reader,
): string {
  const minimum = wave.minimumDetail;
  if (elsewhere) {
    return reader.t('reports:comments.elsewhere', {
      minimum,
      place: nameInWave(wave, elsewhere.place, reader),
    });
  }
  if (!circle || circle.scope === 'own') return '';
  const units = reader.f.list(circle.units.map((code) => nameInWave(wave, code, reader)));
  return reader.t('reports:comments.joined', { minimum, units });
}

async function approvedTexts(wave: string, question: string, circle: Circle): Promise<string[]> {
  const filter = { ...commentsIn(wave, question, circle), review: 'approved' as const };
  const approved = await CommentModel.find(filter).sort({ _id: 1 }).lean();
  return approved.map(({ text }) => text);
}

function uniqueQuestions(wave: Wave) {
  const all = wave.instruments.flatMap(({ openQuestions }) => openQuestions);
  return all.filter(({ id }, position) => all.findIndex((other) => other.id === id) === position);
}
